"""The kinds of mail about towns and the people who work for them (coalition/outbox/categories.py)."""

from django.utils.translation import gettext_lazy as _

from coalition.outbox.categories import Kind, Readers, Rhythm, register

register(
    Kind(
        "reminder",
        _("Reminders"),
        _("What is due or waits for you: at most one message a day, on working days."),
        rhythm=Rhythm.DAILY,
        # One that waits for Monday comes after the day it reminds of.
        rhythms=(Rhythm.DAILY, Rhythm.NEVER),
        is_gathering=True,
    ),
    Kind(
        "arrival",
        _("What arrives"),
        _("An application, a report, a good practice, a proposal or an offer that waits, or was withdrawn."),
        readers=Readers.SECRETARIAT,
    ),
    Kind(
        "conversation",
        _("Messages about an application or a report"),
        _("What the secretariat and a municipality write to each other beside a step or a section."),
    ),
    Kind(
        "bulk_message",
        _("Message to members"),
        _("What the secretariat writes to the people of the members."),
    ),
    Kind("access", _("Access asked for"), _("Somebody wants to work for your municipality in the portal.")),
    Kind(
        "proposal",
        _("Municipality proposed"),
        _("What became of a municipality that you missed in the registry."),
    ),
    Kind(
        "application",
        _("Application"),
        _("What is decided on an application of your municipality, and what has to be changed in it."),
        why=_("It says what the secretariat decided, and by when an answer is needed."),
    ),
    Kind(
        "interest",
        _("Letter of interest"),
        _("That a letter of interest was received and read."),
        why=_("It is the receipt of what you sent."),
    ),
    Kind(
        "membership",
        _("Membership"),
        _("That a membership is on hold, resumed or over."),
        why=_("It says where your municipality stands in the Coalition."),
    ),
    Kind(
        "invitation",
        _("Invitation"),
        _("That somebody you invited has answered."),
        why=_("It says who works for your municipality."),
    ),
    Kind(
        "member",
        _("Role in a team"),
        _("That your role for a municipality changed, or that a colleague has left."),
        why=_("It says what opens for you, and for whom else."),
    ),
    Kind(
        "handover",
        _("Hand-over"),
        _("What somebody leaves you who worked here before you."),
        why=_("It comes once, when you take over."),
    ),
)
