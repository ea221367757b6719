"""What the pages and mails of reports say of time."""

from django import template

from coalition import moments
from reports import deadlines

register = template.Library()

instant = register.simple_tag(moments.say_instant, name="instant")
due = register.simple_tag(deadlines.say_due, name="due")
