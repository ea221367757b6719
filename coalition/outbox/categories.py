"""What each kind of mail is called, where the secretariat looks for it. A kind that is not here is shown by its key."""

from django.utils.translation import gettext_lazy

CATEGORIES = {
    "access": gettext_lazy("Access asked for"),
    "account": gettext_lazy("Account: codes, changes of password and address"),
    "alarm": gettext_lazy("Alarm about mail"),
    "application": gettext_lazy("Application"),
    "bulk_message": gettext_lazy("Message to members"),
    "handover": gettext_lazy("Hand-over"),
    "interest": gettext_lazy("Letter of interest"),
    "invitation": gettext_lazy("Invitation"),
    "member": gettext_lazy("Role in a team"),
    "membership": gettext_lazy("Membership"),
    "offer": gettext_lazy("Endorsement or research"),
    "practice": gettext_lazy("Good practice"),
    "proposal": gettext_lazy("Municipality proposed"),
    "reminder": gettext_lazy("Reminder"),
    "report": gettext_lazy("Progress report"),
    "teamwork": gettext_lazy("Work among colleagues"),
    "visitor": gettext_lazy("Message of a visitor"),
}


def name_of(category):
    return CATEGORIES.get(category, category)
