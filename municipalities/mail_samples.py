"""Samples of the mails about towns and the people of their teams (coalition/outbox/samples.py)."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from coalition.models import Comment
from coalition.outbox.samples import (
    Sample,
    address,
    mail_samples,
    officer,
    person,
    said,
    stranger,
)

from .joining import RESOLUTION
from .models import (
    Application,
    Handover,
    Interest,
    Invitation,
    Member,
    Membership,
    Municipality,
    Proposal,
    Province,
    Role,
)
from .panels import Matter

AT = datetime(2027, 3, 2, 14, 5, tzinfo=UTC)
TOKEN = "an-invented-token"


def town():
    province = Province(code="ON", name_en="Ontario", name_fr="Ontario")
    names = {"name_en": "Lakeside", "name_fr": "Bord-du-Lac"}
    return Municipality(pk=1, slug="lakeside-on", province=province, **names)


def colleague():
    return person("Lea Tran")


def reason():
    return said(
        "The resolution is not signed yet. Please send the page with the signature of the clerk.",
        "La résolution n’est pas encore signée. Veuillez envoyer la page qui porte la signature de la greffière.",
    )


def event(note=""):
    """What a line of the trail says to a template."""
    return SimpleNamespace(actor=colleague(), note=note)


# --- applications -----------------------------------------------------------------------------------------


def application(**facts):
    return Application(pk=17, municipality=town(), opened_at=AT, submitted_at=AT, reason=reason(), **facts)


def about_application(has_account=True, **facts):
    return {
        "application": application(),
        "municipality": town(),
        "has_account": has_account,
        **facts,
    }


def approved(has_account=True, matters=None, note=""):
    return about_application(
        has_account,
        note=note,
        membership=Membership(municipality=town(), plan_expected_on=date(2028, 3, 2)),
        matters=matters or [],
    )


def first_matters():
    plan = said("Publish your action plan", "Publier votre plan d’action")
    report = said("Progress report of 2028", "Rapport d’étape 2028")
    remark = said("Your first one covers a part of the year.", "Le premier porte sur une partie de l’année.")
    return [
        Matter(plan, "", "open", due_on=date(2028, 3, 2)),
        Matter(report, "", "open", due_on=date(2028, 5, 31), remark=remark),
    ]


def thanks():
    return said("We look forward to working with you.", "Nous nous réjouissons de travailler avec vous.")


def comment(is_of_secretariat):
    author = officer() if is_of_secretariat else colleague()
    text = said(
        "Is the resolution of March 1 the last one?\nWe found an older one beside it.",
        "La résolution du 1er mars est-elle la dernière?\nNous en avons trouvé une plus ancienne à côté.",
    )
    return Comment(author=author, is_of_secretariat=is_of_secretariat, text=text)


@mail_samples.register(order=20)
def samples_of_applications():
    def sample(name, context, variant="", to=person, category="application"):
        return Sample(f"application_{name}", category, context, variant, to)

    def of_contact():
        return about_application(has_account=False)

    yield sample("submitted", about_application)
    yield sample("submitted", of_contact, "contact", stranger)
    yield sample("received", about_application, to=officer, category="arrival")
    asked = {"answer_by": date(2027, 3, 31)}
    for variant, to in (("", person), ("contact", stranger)):
        yield sample(
            "returned",
            lambda variant=variant: about_application(
                not variant, requests=[(RESOLUTION.title, reason())], **asked
            ),
            variant,
            to,
        )
    for variant, to in (("", person), ("town", officer)):
        yield sample(
            "comment",
            lambda variant=variant: about_application(comment=comment(not variant), step=RESOLUTION),
            variant,
            to,
            "conversation",
        )
    yield sample(
        "comment",
        lambda: about_application(False, comment=comment(True), step=RESOLUTION),
        "contact",
        stranger,
        "conversation",
    )
    yield sample("approved", lambda: approved(matters=first_matters(), note=thanks()))
    yield sample("approved", lambda: approved(has_account=False), "contact", stranger)
    yield sample("declined", about_application)
    yield sample("declined", of_contact, "contact", stranger)
    yield sample("withdrawn", about_application, to=officer, category="arrival")
    for status in ("declined", "withdrawn"):
        yield sample(
            "role_ended",
            lambda status=status: about_application() | {"application": application(status=status)},
            status,
        )


@mail_samples.register(order=21)
def samples_of_interest():
    def context(is_public=True):
        letter = Interest(application=application(), is_public=is_public)
        return {"interest": letter, "municipality": town()}

    yield Sample("interest_declared", "arrival", context, to=officer)
    yield Sample("interest_receipt", "interest", context)
    yield Sample("interest_acknowledged", "interest", context, "public")
    yield Sample("interest_acknowledged", "interest", lambda: context(is_public=False), "private")


@mail_samples.register(order=22)
def samples_of_proposals():
    def context():
        proposal = Proposal(pk=5, name="Saint-Éloi-des-Pins", province=town().province, reason=no_town())
        return {"proposal": proposal, "municipality": town()}

    yield Sample("proposal_received", "arrival", context, to=officer)
    for verb in ("add", "match", "decline"):
        yield Sample(f"proposal_{verb}", "proposal", context)


def no_town():
    return said("It is a part of Lakeside.", "C’est un quartier de Bord-du-Lac.")


# --- members and teams ------------------------------------------------------------------------------------


@mail_samples.register(order=25)
def samples_of_memberships():
    def context():
        note = said("Council voted to leave.", "Le conseil a voté de se retirer.")
        return {"municipality": town(), "event": event(note), "since": date(2027, 1, 31)}

    for verb in ("hold", "resume", "end", "give_back"):
        yield Sample(f"membership_{verb}", "membership", context)
    yield Sample("nobody_left", "membership", lambda: {"municipality": town()}, to=officer)


@mail_samples.register(order=26)
def samples_of_teams():
    def of_member():
        member = Member(municipality=town(), user=person(), role=Role.CONTRIBUTOR)
        return {"municipality": town(), "member": member, "event": event()}

    for name in ("changed", "left", "removed"):
        yield Sample(f"role_{name}", "member", of_member)
    handover = Handover(pk=3)
    yield Sample(
        "handover_received",
        "handover",
        lambda: {"municipality": town(), "handover": handover, "event": event()},
    )
    yield Sample("access_asked", "access", lambda: asked_by(True))
    yield Sample("access_asked", "access", lambda: asked_by(False), "office", stranger)


def asked_by(has_account):
    return {"municipality": town(), "asker": person("Noor El-Amin"), "has_account": has_account}


def invitation(inviter, **facts):
    made = Invitation(
        municipality=town(),
        email="camille@example.org",
        name="Camille Roy",
        role=Role.CONTRIBUTOR,
        invited_by=inviter,
        expires_at=AT,
        answered_by=person(),
        **facts,
    )
    return {"municipality": town(), "invitation": made, "token": TOKEN, "handover": None}


@mail_samples.register(order=27)
def samples_of_invitations():
    yield Sample("invitation", "invitation", lambda: invitation(colleague()), to=address)
    yield Sample("invitation", "invitation", lambda: invitation(officer()), "new", stranger)
    yield Sample("invitation_lapses", "invitation", lambda: invitation(colleague()), to=stranger)
    yield Sample("invitation_accepted", "invitation", lambda: invitation(person()))
    yield Sample(
        "invitation_accepted",
        "invitation",
        lambda: invitation(person()) | {"handover": Handover(pk=3)},
        "handover",
    )
    yield Sample("invitation_refused", "invitation", lambda: invitation(person()))


@mail_samples.register(order=28)
def samples_of_bulk_messages():
    def context(audience, is_trial):
        return {
            "heading": said("Three dates of the spring", "Trois dates du printemps"),
            "paragraphs": [
                said(
                    "We meet on April 6, May 4 and June 1.",
                    "Nous nous réunissons le 6 avril, le 4 mai et le 1er juin.",
                ),
                said(
                    "The programme: https://example.org/spring",
                    "Le programme : https://example.org/printemps",
                ),
            ],
            "audience": audience,
            "is_trial": is_trial,
        }

    for audience, is_trial in (("coordinators", False), ("everybody", True)):
        yield Sample(
            "bulk_message",
            "trial" if is_trial else "bulk_message",
            lambda audience=audience, is_trial=is_trial: context(audience, is_trial),
            "" if audience == "coordinators" else "trial",
        )
