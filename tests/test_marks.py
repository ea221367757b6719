"""States are words and an icon, commitments a shape, a number and a colour; the style page shows them all."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from coalition.marks import COMMITMENT_SHAPES, ICONS, STATUSES
from coalition.views.style import style

from .look import draw


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


def test_the_style_page_draws_every_part():
    request = RequestFactory().get("/en/style/")
    html = style(request).content.decode()
    assert html.startswith("<!doctype html>")
    for state in STATUSES:
        assert str(STATUSES[state][0]) in html
    assert html.count('class="mark c') >= 10
