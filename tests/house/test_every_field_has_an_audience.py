"""Somebody has thought about who may see each field of each table."""

import pytest
from django.apps import apps

from dueregard.documents.audience import Audience

MODELS = [each for each in apps.get_models() if each.__module__.startswith("dueregard.")]


@pytest.mark.parametrize("model", MODELS, ids=lambda each: each.__name__)
def test_every_field_has_an_audience(model):
    fields = {each.name for each in model._meta.concrete_fields}
    declared = getattr(model, "audiences", {})
    missing = sorted(fields - set(declared))

    assert not missing, "paste into audiences and choose: " + ", ".join(
        f'"{name}": Audience.FORCE' for name in missing
    )
    assert not set(declared) - fields
    assert all(isinstance(each, Audience) for each in declared.values())
