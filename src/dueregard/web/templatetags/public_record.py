"""A public record as cards, for templates."""

from django import template

from dueregard.report.public_register import drawing

register = template.Library()

register.filter("cards", drawing.cards)
register.filter("contents", drawing.contents)
register.filter("laid_out", drawing.laid_out)
