"""The parts of a mail that mail programs would draw wrongly without help; what they look like: templates/mail/mail.css.

{% button _("Open the report") %}{{ site_url }}{% url "report" … %}{% endbutton %}    in HTML: the address stands inside
{% link _("Open the report") %}{{ site_url }}{% url "report" … %}{% endlink %}        the same in the text
{% quote %}{{ note|linebreaksbr }}{% endquote %}, {% panel %}…{% endpanel %}
"""

from django import template
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_block_tag
def button(content, label):
    """What the reader is asked to do: a cell of a table with a colour of its own, since Word pads no link."""
    return render_to_string("mail/parts/button.html", {"content": content, "label": label})


@register.simple_block_tag
def link(content, label):
    """In a text: what the link leads to, and the address on a line of its own."""
    return f"{_('%(label)s:') % {'label': label}}\n{content}"


@register.simple_block_tag
def quote(content):
    """What a person wrote."""
    return render_to_string("mail/parts/quote.html", {"content": content})


@register.simple_block_tag
def panel(content):
    """What is looked up again: a code, when and where."""
    return render_to_string("mail/parts/panel.html", {"content": content})


@register.filter
def quoted(text):
    """What a person wrote, in a text: marked at the beginning of each line."""
    return "\n".join(f"> {line}".rstrip() for line in str(text).strip().splitlines())
