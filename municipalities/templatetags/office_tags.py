from django import template

from ..office_pages import groups

register = template.Library()


@register.inclusion_tag("secretariat/nav.html", takes_context=True)
def office_nav(context):
    """`{% office_nav %}` above the pages of the secretariat's work."""
    found = groups(context["request"].path)
    return {"groups": found, "here": next((group for group in found if group.is_current), None)}
