"""The summary of errors, away from the fields it speaks of."""

from django import forms

from coalition.fields import links_to_errors
from municipalities.uploads import DocumentField


class Form(forms.Form):
    who = forms.ChoiceField(
        label="Who takes over?", choices=[("1", "Lea")], error_messages={"required": "Choose a successor."}
    )
    on = forms.DateField(label="Day", error_messages={"required": "Enter when."})
    file = DocumentField(label="File")


def test_a_message_says_its_field_in_one_sentence():
    assert [link.message for link in links_to_errors(Form({}))] == [
        "Who takes over? Choose a successor.",
        "Day: Enter when.",
        "Choose a file.",
    ]
