"""What the pages and mails of reports say of time."""

from django import template

from reports import deadlines

register = template.Library()

due = register.simple_tag(deadlines.say_due, name="due")
due_there = register.simple_tag(deadlines.say_due_there, name="due_there")
