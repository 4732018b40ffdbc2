"""A reader at the public door: its addresses, no session, what its own process would give."""

import pytest
from django.conf import settings as live
from django.test import Client

from dueregard.web import public_keeping

_SESSIONS = ("sessions", "csrf", "auth", "messages", "htmx", "allauth", "entrance", "Entrance")


@pytest.fixture
def door(world, bare_door):
    """The public door of a founded force."""
    return bare_door


@pytest.fixture
def bare_door(settings, monkeypatch):
    """The public door of a force that a test brings. What was published a moment ago is there."""
    monkeypatch.setattr(public_keeping, "LOOKS_EVERY", 0.0)
    settings.ROOT_URLCONF = "dueregard.web.urls_public"
    settings.MIDDLEWARE = [
        each for each in live.MIDDLEWARE if not any(word in each for word in _SESSIONS)
    ]
    template = live.TEMPLATES[0]
    settings.TEMPLATES = [template | {"OPTIONS": template["OPTIONS"] | {"context_processors": [
        "django.template.context_processors.request", "dueregard.web.context_public.public",
    ]}}]
    return Client()
