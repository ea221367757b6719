"""Pieces of the look: a template drawn, the style sheets."""

from django.conf import settings
from django.template import Context, Template


def draw(source, **context):
    return Template("{% load coalition_tags %}" + source).render(Context(context))


def css_files():
    return sorted((settings.BASE_DIR / "static/css").glob("*.css"))
