"""Colours are tokens, and can be told apart and read."""

import re
from itertools import product

import pytest
from django.conf import settings

from coalition.marks import COMMITMENT_SHAPES

from .look import css_files


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
