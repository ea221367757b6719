"""How a field of a form is drawn, and the summary of what is wrong."""

import re
from datetime import date

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation
from pytest_django.asserts import assertInHTML

from coalition.fields import links_to_errors
from coalition.views.style import ExampleForm


def field_html(form, name, **context):
    return render_to_string("components/field.html", {"field": form[name], **context})


@pytest.fixture
def blank():
    return ExampleForm()


@pytest.fixture
def wrong():
    return ExampleForm({"title_en": "", "due_on": "soon", "people": "-3", "text": "Kept"})


def test_a_line_of_text_has_a_label_and_its_language(blank):
    html = field_html(blank, "title_en")
    assertInHTML('<label for="id_title_en">Title of the action in English</label>', html)
    assertInHTML('<input type="text" name="title_en" id="id_title_en" maxlength="120" lang="en">', html)


def test_what_is_optional_says_so_unless_everything_is(blank):
    assert "(optional)" in field_html(blank, "title_fr")
    assert "(optional)" not in field_html(blank, "title_en")
    assert "(optional)" not in field_html(blank, "title_fr", hide_optional=True)


def test_a_hint_is_bound_to_its_field(blank):
    html = field_html(blank, "text")
    assert 'aria-describedby="id_text_helptext"' in html and 'id="id_text_helptext"' in html
    assert "<textarea" in html


def test_a_date_is_an_iso_date_in_both_languages():
    form = ExampleForm(initial={"due_on": date(2027, 3, 31)})
    for language in ("en", "fr"):
        with translation.override(language):
            html = field_html(form, "due_on")
            assert 'type="date"' in html and 'value="2027-03-31"' in html


@pytest.mark.parametrize(
    ("typed", "control"),
    [
        ("2027-03-31", "date"),
        ("", "date"),
        ("soon", "text"),
        ("2027-02-30", "text"),
        ("2027-3-1", "text"),
        ("31/03/2027", "text"),
    ],
)
def test_after_an_error_a_date_shows_what_was_typed(typed, control):
    form = ExampleForm({"title_en": "", "due_on": typed})
    form.add_error("due_on", "Too early.")
    html = field_html(form, "due_on")
    assert f'type="{control}"' in html
    assert f'value="{typed}"' in html or not typed


def test_a_group_of_radios_is_a_fieldset_with_hints(blank):
    html = field_html(blank, "outcome")
    assertInHTML("<legend>What became of this action this year?</legend>", html)
    assertInHTML('<input type="radio" name="outcome" value="unchanged" id="id_outcome_0">', html)
    assert '<label for="id_outcome_3">' in html and "It stays in the report" in html


def test_a_group_of_checkboxes_is_described_as_a_whole(blank):
    html = field_html(blank, "commitments")
    assert '<fieldset aria-describedby="id_commitments_helptext">' in html
    assert html.count('type="checkbox"') == 2


def test_one_checkbox_comes_before_its_label(blank):
    html = field_html(blank, "agree")
    assert html.index("<input") < html.index("<label") and "fieldset" not in html


def test_select_and_file(blank):
    assert '<select name="budget"' in field_html(blank, "budget")
    html = field_html(blank, "resolution")
    assert 'type="file"' in html and "10 MB" in html


@pytest.mark.parametrize("name", list(ExampleForm.base_fields))
def test_the_browser_validates_nothing(blank, name):
    html = field_html(blank, name)
    assert " required" not in html and "*" not in html and "placeholder" not in html


def test_an_error_is_bound_to_its_field_and_says_what_to_do(wrong):
    html = field_html(wrong, "title_en")
    assert 'aria-invalid="true"' in html and 'aria-describedby="id_title_en_error"' in html
    assert 'id="id_title_en_error"' in html and "Fill in “Title of the action in English”." in html
    assert "Give a real date" in field_html(wrong, "due_on")


def test_what_was_typed_is_kept(wrong):
    assert "Kept</textarea>" in field_html(wrong, "text")
    assert 'value="-3"' in field_html(wrong, "people")
    assert 'type="text"' in field_html(wrong, "due_on") and 'value="soon"' in field_html(wrong, "due_on")


def test_the_summary_links_to_each_control(wrong):
    html = render_to_string("components/error_summary.html", {"form": wrong})
    page = "".join(field_html(wrong, name) for name in wrong.fields)
    targets = re.findall(r'href="#([^"]+)"', html)
    assert len(targets) == len([m for messages in wrong.errors.values() for m in messages])
    assert all(f'id="{target}"' in page for target in targets)
    assert "People reached: " in html, "away from its field, a message names it"


def test_the_summary_covers_formsets_and_whole_forms():
    class Strict(forms.Form):
        name = forms.CharField(error_messages={"required": "Name the partner"})

        def clean(self):
            raise forms.ValidationError("Two rows are the same")

    rows = forms.formset_factory(Strict, min_num=2, validate_min=True)
    links = links_to_errors(rows({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": ""}))
    assert [link.message for link in links if link.target == ""][-1] == "Two rows are the same"
    assert [(link.message, link.target) for link in links if link.target] == [
        ("Name the partner", "id_form-0-name")
    ]


def test_a_form_without_errors_has_no_summary(blank):
    assert render_to_string("components/error_summary.html", {"form": blank}).strip() == ""
