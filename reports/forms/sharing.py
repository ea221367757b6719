"""Who answers which part of a report."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.shared_forms import SharedForm
from municipalities.team_forms import AddressForm

NOBODY = ""


class SharingForm(SharedForm):
    """One choice of a person for each part; two coordinators at once do not undo each other's."""

    def __init__(self, data=None, *, parts, people, invitations, assignments):
        """`parts` of the outline; `people` are members who may write, `invitations` those that wait."""
        self.owners = {f"m{member.pk}": member for member in people} | {
            f"i{invitation.pk}": invitation for invitation in invitations
        }
        choices = [
            (NOBODY, _("Nobody in particular")),
            *((f"m{member.pk}", str(member.user)) for member in people),
            *(
                (f"i{one.pk}", _("%(name)s (invited)") % {"name": one.name or one.email})
                for one in invitations
            ),
        ]
        holders = {each.part: self._key_of(each) for each in assignments}
        self.parts = {f"owner_{part.key}": part for part in parts}
        stored = {
            name: held if (held := holders.get(part.key, NOBODY)) in self.owners else NOBODY
            for name, part in self.parts.items()
        }
        # The base prepares the fields it finds, so they are there before it runs.
        self.base_fields = {
            **type(self).base_fields,
            **{
                name: forms.ChoiceField(label=part.title, choices=choices, required=False)
                for name, part in self.parts.items()
            },
        }
        super().__init__(data, stored=stored)

    @staticmethod
    def _key_of(assignment):
        return f"m{assignment.member_id}" if assignment.member_id else f"i{assignment.invitation_id}"

    def changed_owners(self):
        """{part's key: Member, Invitation or None} as Assignment.share_out takes it."""
        return {
            part.key: self.owners.get(self.cleaned_data[name])
            for name, part in self.parts.items()
            if name in self.changed
        }


class InviteToPartsForm(AddressForm):
    """Somebody who does not work for the town here yet, and the parts that will be theirs."""

    field_order = ["email", "name", "language", "parts"]
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("Which sections?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one section.")},
    )

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, prefix="invite", **kwargs)
        self.fields["parts"].choices = [(part.key, part.title) for part in parts]
