"""Samples of the mails about good practices (coalition/outbox/samples.py)."""

from coalition.outbox.samples import Sample, mail_samples, officer, said
from municipalities.mail_samples import town

from .models import Practice


def context():
    reason = said(
        "Please say how many people came, and who paid.",
        "Veuillez dire combien de personnes sont venues et qui a payé.",
    )
    titles = {"title_en": "Neighbours’ tables", "title_fr": "Tables de voisinage"}
    practice = Practice(pk=8, municipality=town(), slug="neighbours-tables", reason=reason, **titles)
    return {"practice": practice, "municipality": town()}


@mail_samples.register(order=40)
def samples():
    yield Sample("practice_to_review", "arrival", context, to=officer)
    for verb in ("return", "publish", "withdraw"):
        yield Sample(f"practice_{verb}", "practice", context)
