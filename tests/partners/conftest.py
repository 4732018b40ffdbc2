"""A partner's system at the partners' door: its addresses, a key, and what its process gives."""

import json
from datetime import datetime

import pytest
from django.test import Client
from tests import builders_keys
from tests import builders_sharing as sharing


class System:
    """A partner's system with a key under one agreement."""

    def __init__(self, key: str, ref: str) -> None:
        self.key, self.ref = key, ref
        self.client = Client(raise_request_exception=False)

    def ask(self, how: str, address: str, body: object = None, **headers: str):
        """One call; the answer, with what it says under `said`."""
        sent = {"headers": {"Authorization": f"Bearer {self.key}"} | headers}
        if body is not None:
            sent |= {"data": body if isinstance(body, str | bytes) else json.dumps(body),
                     "content_type": "application/json"}
        answer = self.client.generic(how.upper(), f"/api/v1/{address}", **sent)
        answer.said = json.loads(answer.content)
        return answer


@pytest.fixture
def door(settings, monkeypatch, world):
    """The partners' door as its own process has it, with the clock of the test's world."""
    from dueregard.web.api import door as edge

    class Clock:
        @staticmethod
        def now(_zone) -> datetime:
            return world.now

    settings.ROOT_URLCONF = "dueregard.web.urls_partners"
    settings.MIDDLEWARE = ["dueregard.web.api.door.Door"]
    settings.DEBUG = False
    monkeypatch.setattr(edge, "datetime", Clock)
    return world


@pytest.fixture
def system(door):
    """A partner's system under an agreement in force."""
    ref = sharing.in_force(door)
    return System(builders_keys.key(door, ref), ref)
