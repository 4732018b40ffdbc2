"""A partner's system at the partners' door: its addresses, a key, and what its process gives."""

import json
import re
import runpy
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings as live
from django.test import Client
from tests import builders_keys
from tests import builders_sharing as sharing

from dueregard.web import settings as of_workbench


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


class Visitor:
    """A person at the partner's with a browser, who may have entered with a key."""

    def __init__(self, key: str = "") -> None:
        self.client = Client(raise_request_exception=False)
        if key:
            assert self.post("/enter/", key=key).status_code == 302

    def get(self, address: str):
        return self._read(self.client.get(address))

    def post(self, address: str, **fields):
        return self._read(self.client.post(address, fields))

    def _read(self, answer):
        answer.text_said = re.sub(r"\s+", " ", answer.content.decode())
        return answer


@cache
def settings_of_the_door() -> dict[str, object]:
    """Every setting as a process of this door reads it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUEREGARD_DOOR", "partners")
        return runpy.run_path(str(Path(of_workbench.__file__)))


TAKEN = ("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "CSRF_FAILURE_VIEW", "CSRF_COOKIE_HTTPONLY",
         "CSRF_COOKIE_SAMESITE", "SESSION_COOKIE_SAMESITE", "MESSAGE_STORAGE",
         "CONTENT_SECURITY_POLICY")
WORKBENCH = {each: getattr(live, each) for each in TAKEN}


def at_the_workbench(settings) -> None:
    """Be the workbench again, for what somebody there does about it."""
    for name, value in WORKBENCH.items():
        setattr(settings, name, value)


@pytest.fixture
def door(settings, monkeypatch, world):
    """The partners' door as its own process has it, with the clock of the test's world."""
    from dueregard.web.api import door as edge

    class Clock:
        @staticmethod
        def now(_zone) -> datetime:
            return world.now

    read = settings_of_the_door()
    for each in TAKEN:
        setattr(settings, each, read[each])
    settings.DEBUG = False
    monkeypatch.setattr(edge, "datetime", Clock)
    return world


@pytest.fixture
def system(door):
    """A partner's system under an agreement in force."""
    ref = sharing.in_force(door)
    return System(builders_keys.key(door, ref), ref)


@pytest.fixture
def visitor(system):
    """Somebody who has entered with the key of that system."""
    return Visitor(system.key)
