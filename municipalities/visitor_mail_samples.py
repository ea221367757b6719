"""Samples of what visitors write, and of what they are told of what they offer (coalition/outbox/samples.py)."""

from coalition.outbox.samples import Sample, address, mail_samples, office, officer, said

from .mail_samples import town
from .models import Endorsement, Research


@mail_samples.register(order=60)
def samples_of_visitors():
    def context():
        text = said(
            "When is the next report of the municipality?\n\nThank you.",
            "Quand paraîtra le prochain rapport de la municipalité?\n\nMerci.",
        )
        writer = {"name": "Ana Ruiz", "email": "ana@example.org", "text": text}
        about = said("The site", "Le site")
        return {"municipality": town(), "written_in": said("en", "fr"), "said": writer, "about": about}

    answer = {"reply_to": "ana@example.org"}
    yield Sample("visitor_to_town", "visitor", context, options=lambda: answer)
    yield Sample("visitor_to_secretariat", "visitor", context, to=office, options=lambda: answer)


def endorsement():
    """Like the others without a row: its token opens nothing."""
    words = {"contact_email": "ana@example.org", "reason": not_known()}
    return Endorsement(pk=0, name=said("Lake School", "École du Lac"), **words)


def research():
    title = said("Who rents where", "Qui loue où")
    return Research(pk=0, title=title, contact_email="ana@example.org", reason=not_known())


def not_known():
    return said("We could not reach the organization.", "Nous n’avons pas pu joindre l’organisme.")


@mail_samples.register(order=61)
def samples_of_offers():
    for make in (endorsement, research):
        for name in ("verification", "listed", "declined", "withdrawn"):
            yield Sample(
                f"offer_{name}",
                "visitor",
                lambda make=make: {"offer": make(), "token": make().token},
                make.__name__,
                address,
            )
        yield Sample("offer_received", "arrival", lambda make=make: {"offer": make()}, make.__name__, officer)
