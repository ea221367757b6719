"""The look: ring, fields, states, colours, weight of a page, error pages."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import formats, translation
from pytest_django.asserts import assertInHTML

from coalition import ring
from coalition.fields import links_to_errors
from coalition.marks import COMMITMENT_SHAPES, ICONS, STATUSES
from coalition.views.style import ExampleForm

BOTH = pytest.mark.parametrize("language", ["en", "fr"])


def draw(source, **context):
    return Template("{% load coalition_tags %}" + source).render(Context(context))


def field_html(form, name, **context):
    return render_to_string("components/field.html", {"field": form[name], **context})


# --- the ring -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", ["", "012340123", "01234012340", "0123501234", "01234 1234"])
def test_a_ring_is_ten_states(wrong):
    with pytest.raises(ValueError, match="ten digits"):
        ring.svg(wrong)


def radius_of(path):
    """How far from the centre a petal reaches: the radius of its outer arc."""
    return float(re.search(r"A([\d.]+) ", path)[1])


def test_each_state_reaches_further_out():
    petals = re.findall(r'class="c\d+" d="([^"]+)"', ring.svg("1234000000"))
    reached = [radius_of(path) for path in petals]
    assert reached == sorted(set(reached)) and len(reached) == 4


def test_a_commitment_keeps_its_place_whatever_the_others_are():
    alone = re.search(r'class="c7" d="([^"]+)"', ring.svg("0000004000"))[1]
    among = re.search(r'class="c7" d="([^"]+)"', ring.svg("4444444444"))[1]
    assert alone == among


def test_the_first_petal_stands_right_of_the_top():
    path = re.search(r'class="c1" d="([^"]+)"', ring.svg("4000000000"))[1]
    points = [tuple(map(float, pair)) for pair in re.findall(r"([\d.]+) ([\d.]+)(?=[LAZ])", path)]
    assert all(x > 50 and y < 50 for x, y in points)


@BOTH
def test_a_ring_says_whose_it_is_and_how_it_stands(language):
    with translation.override(language):
        drawing = ring.svg("4433322100", title="Saint-Jérôme & <co>")
        assert f": {ring.describe('4433322100')}</title>".replace(": ", "") in drawing.replace(": ", "")
        assert "Saint-Jérôme &amp; &lt;co&gt;" in drawing
        assert 'role="img"' in drawing


def test_description_counts_each_state_the_furthest_first():
    with translation.override("en"):
        assert ring.describe("4433320000") == "2 done, 3 under way, 1 in the plan, 4 not yet priorities"
        assert ring.describe("1000000000") == "1 priority, 9 not yet priorities"


def test_description_speaks_french():
    with translation.override("en"):
        english = ring.describe("0123401234")
    with translation.override("fr"):
        french = ring.describe("0123401234")
    assert all(word not in french for word in ("done", "under way", "plan,", "priority")), french
    assert re.findall(r"\d+", french) == re.findall(r"\d+", english)


def test_a_ring_outside_a_page_brings_its_own_colours():
    drawing = ring.svg(
        "4000000001", 200, colours="#004d49", track="#dddddd", ink="#111111", font="Newsreader", numbers=True
    )
    assert 'class="c' not in drawing and drawing.count('fill="#004d49"') == 2
    assert drawing.count("<text ") == 10 and 'font-family="Newsreader"' in drawing


def test_numbers_come_only_where_they_can_be_read():
    assert "<text" in draw("{% ring value size=160 numbers=True %}", value=ring.EMPTY)
    assert "<text" not in draw("{% ring value size=96 numbers=True %}", value=ring.EMPTY)


def test_a_decorative_ring_is_silent():
    drawing = ring.svg(ring.EMPTY, decorative=True)
    assert 'aria-hidden="true"' in drawing and "<title>" not in drawing


# --- states and marks -----------------------------------------------------------------------------------


def test_every_state_has_words_in_both_languages():
    with translation.override("en"):
        english = {state: str(words) for state, (words, _tone, _icon) in STATUSES.items()}
    with translation.override("fr"):
        same = [state for state, (words, _tone, _icon) in STATUSES.items() if str(words) == english[state]]
    same.remove("active")  # a membership is "active" in French too
    assert not same, f"not translated: {same}"


@pytest.mark.parametrize("state", STATUSES)
def test_a_state_is_words_and_an_icon(state):
    html = draw("{% status state %}", state=state)
    words, tone, icon = STATUSES[state]
    assert f"<span>{words}</span>" in html and f"status--{tone}" in html and ICONS[icon] in html


def test_commitments_differ_by_shape_number_and_colour():
    assert len({path for path, _y in COMMITMENT_SHAPES.values()}) == 10
    marks = [draw("{% commitment_mark number %}", number=number) for number in COMMITMENT_SHAPES]
    assert all(
        f">{number}</text>" in mark and f"mark c{number}" in mark for number, mark in enumerate(marks, 1)
    )


# --- fields ---------------------------------------------------------------------------------------------


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


# --- two languages --------------------------------------------------------------------------------------

TEXT = {"text_en": "Fish & chips", "text_fr": "Pêche"}


@pytest.mark.parametrize(
    ("language", "values", "expected"),
    [
        ("en", TEXT, "Fish &amp; chips"),
        ("fr", TEXT, "Pêche"),
        ("en", TEXT | {"text_en": ""}, '<span lang="fr">Pêche</span>'),
        ("fr", TEXT | {"text_fr": None}, '<span lang="en">Fish &amp; chips</span>'),
        ("fr", {"text_en": "", "text_fr": ""}, ""),
    ],
)
def test_a_fallback_is_never_silent(language, values, expected):
    with translation.override(language):
        html = draw('{% bilingual thing "text" %}', thing=values)
    assert html.startswith(expected)
    assert ('class="fallback"' in html) == ("lang=" in html)


def test_long_text_keeps_its_paragraphs_and_its_language():
    with translation.override("fr"):
        html = draw('{% bilingual_text thing "text" %}', thing={"text_en": "One <b>\n\nTwo", "text_fr": ""})
    assert '<div lang="en"><p>One &lt;b&gt;</p>\n\n<p>Two</p></div>' in html and "fallback" in html


def test_dates_and_numbers_are_canadian():
    at = datetime(2026, 11, 1, 14, 5, tzinfo=UTC)
    with translation.override("en"):
        assert draw("{{ day|long_date }}", day=at.date()) == "November 1, 2026"
        assert formats.date_format(at, "TIME_FORMAT") == "2:05 p.m."
        assert formats.number_format(Decimal("1234567.5"), force_grouping=True) == "1,234,567.5"
    with translation.override("fr"):
        assert draw("{{ day|long_date }}", day=at.date()) == "1er novembre 2026"
        assert draw("{{ day|long_date }}", day=date(2026, 11, 22)) == "22 novembre 2026"
        assert formats.date_format(at, "TIME_FORMAT") == "14\xa0h\xa005"
        assert formats.number_format(Decimal("1234567.5"), force_grouping=True) == "1\xa0234\xa0567,5"


def test_pages_of_results_keep_the_filters():
    request = RequestFactory().get("/en/", {"province": "QC", "page": "2", "q": "a b"})
    page = Paginator(range(100), 10).page(2)
    html = render_to_string("components/pagination.html", {"request": request, "page_obj": page})
    assert 'href="?province=QC&amp;page=3&amp;q=a+b"' in html and html.count('aria-current="page"') == 1


# --- colours --------------------------------------------------------------------------------------------


def tokens():
    """(light, dark) colours of the style sheet."""
    css = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    light, dark = css.split("@media screen and (prefers-color-scheme: dark)")
    colours = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part)) for part in (light, dark)]
    return {"light": colours[0], "dark": colours[0] | colours[1]}


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


SURFACES = ["paper", "sunken", "card"]
COMMITMENT_COLOURS = [f"c{number}" for number in COMMITMENT_SHAPES]
TEXT_PAIRS = [
    *product(["ink", "muted", "brand", "bad", "brand-strong"], SURFACES),
    *((tone, f"{tone}-tint") for tone in ("brand", "good", "warn", "bad")),
    *(("ink", f"{tone}-tint") for tone in ("brand", "good", "warn", "bad")),
    ("on-brand", "brand"),
    ("on-brand", "brand-strong"),
    ("on-panel", "panel"),
    ("on-deep", "deep"),
    ("on-glow", "glow"),
    ("paper", "bad"),
    *product(["on-c"], COMMITMENT_COLOURS),
]
SHAPE_PAIRS = [
    *product(["edge", "focus", "brand"], SURFACES),
    *product(COMMITMENT_COLOURS, ["paper", "card", "ring-track"]),
    ("glow", "deep"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read(scheme):
    colours = tokens()[scheme]
    poor = {pair: round(contrast(*(colours[name] for name in pair)), 2) for pair in TEXT_PAIRS}
    assert not {pair: ratio for pair, ratio in poor.items() if ratio < 4.5}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_shapes_can_be_seen(scheme):
    colours = tokens()[scheme]
    poor = {pair: round(contrast(*(colours[name] for name in pair)), 2) for pair in SHAPE_PAIRS}
    assert not {pair: ratio for pair, ratio in poor.items() if ratio < 3}


def test_every_colour_used_is_a_token():
    defined = set(re.findall(r"--([\w-]+):", "".join(path.read_text() for path in css_files())))
    used = {name for path in css_files() for name in re.findall(r"var\(--([\w-]+)", path.read_text())}
    assert used <= defined
    raw = [
        path.name
        for path in css_files()
        if path.name not in {"tokens.css", "print.css"}
        and re.search(r"#[0-9a-f]{3,8}\b(?![^;{]*{)", path.read_text())
    ]
    assert raw == []


def css_files():
    return sorted((settings.BASE_DIR / "static/css").glob("*.css"))


# --- pages ----------------------------------------------------------------------------------------------


def test_the_first_load_is_light(client):
    html = client.get("/en/no-such-page/").content.decode()
    addresses = re.findall(r'(?:href|src)="/static/([^"]+)"', html)
    files = {Path(finders.find(address)) for address in addresses}
    for style in [path for path in files if path.suffix == ".css"]:
        fonts = re.findall(r'url\("\.\./fonts/([^"]+)"\)', style.read_text())
        files |= {Path(finders.find(f"fonts/{name}")) for name in fonts}
    assert {path.suffix for path in files} == {".css", ".woff2", ".js", ".svg"}
    total = len(html.encode()) + sum(path.stat().st_size for path in files)
    assert total < 100_000, f"{total} bytes before compression"


def html_templates():
    """All pages; not the mails, whose readers know no style sheets."""
    folders = [settings.BASE_DIR / "templates", *settings.BASE_DIR.glob("*/templates")]
    found = [path for folder in folders for path in folder.rglob("*.html") if "mail" not in path.parts]
    assert len(found) > 40
    return found


def test_no_template_holds_style_or_script():
    inline = re.compile(
        r"""<style|\sstyle=|<script(?![^>]*\s(?:src=|type="application/json"))|\son[a-z]+\s*=\s*["']|javascript:""",
        re.I,
    )
    assert [str(path) for path in html_templates() if inline.search(path.read_text())] == []


def test_nothing_comes_from_elsewhere():
    outside = re.compile(r"""(?:src|href)=["'](?:https?:)?//|url\(["']?(?:https?:)?//|@import""", re.I)
    linked = [
        path
        for path in html_templates()
        if re.search(r"""<(?:link|script|img)[^>]+(?:https?:)?//""", path.read_text())
    ]
    assert linked == []
    assert [path.name for path in css_files() if outside.search(path.read_text())] == []


@pytest.mark.parametrize("code", [400, 500, 503])
def test_errors_of_the_house_need_nothing_and_speak_both_languages(code):
    html = render_to_string(f"{code}.html")  # no request; a query would fail: this test has no database
    assert '<html lang="en">' in html and 'lang="fr"' in html
    assert 'href="/en/"' in html and 'href="/fr/"' in html


@BOTH
def test_errors_of_the_reader_keep_the_shell(language):
    request = RequestFactory().get(f"/{language}/")
    with translation.override(language):
        for name in ("403", "404", "csrf"):
            html = render_to_string(f"{name}.html", request=request)
            assert f'<html lang="{language}">' in html and 'class="top"' in html and html.count("<h1") == 1


def test_a_conflict_says_why():
    request = RequestFactory().post("/en/")
    html = render_to_string("409.html", {"reason": "It was accepted on November 3."}, request=request)
    assert "It was accepted on November 3." in html


@BOTH
def test_the_language_link_keeps_the_page_and_what_was_asked(client, language):
    other = "fr" if language == "en" else "en"
    html = client.get(f"/{language}/no-such-page/").content.decode()
    assert f'hreflang="{other}"' in html and f'href="/{other}/"' in html


def test_the_style_page_draws_every_part():
    from coalition.views.style import style

    request = RequestFactory().get("/en/style/")
    html = style(request).content.decode()
    assert html.startswith("<!doctype html>")
    for state in STATUSES:
        assert str(STATUSES[state][0]) in html
    assert html.count('class="mark c') >= 10
