"""Who may see a field: asked of the model that has it, so that it is said in one place only."""

from django.apps import apps

from dueregard.documents.audience import Audience


def audience_of_field(source: str) -> Audience:
    """The audience that a field declares; `source` is such as 'identify.Use.purpose'."""
    model, _, field = source.rpartition(".")
    found: Audience = apps.get_model(model).audiences[field]
    return found
