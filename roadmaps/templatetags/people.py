"""How people are called in what the public reads."""

from django import template

from roadmaps.names import called

register = template.Library()

register.filter("called", called)
