from django import template

from coalition.templatetags.findability_tags import picture, portal_picture

from ..picture import address_of, alternative_of

register = template.Library()


@register.simple_tag
def town_picture(town):
    """`{% town_picture municipality %}` in the block `picture` of a town's pages; the portal's where it has no ring."""
    if not town.has_membership:
        return portal_picture()
    return picture(address_of(town), alternative_of(town))
