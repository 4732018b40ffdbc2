"""Signing in as a role, and a clock at the edge that says what the test's world says."""

import pytest
from django.contrib.auth import get_user_model

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def no_files_of_others():
    """Files that were sent lie in a folder of this process: a test finds only those of its own."""
    from dueregard.web import uploads

    for each in uploads.folder().glob("*"):
        if each.is_file():
            each.unlink()


@pytest.fixture
def sign_in(world, client):
    """A client signed in as the person who holds this role."""

    def as_(role):
        person = get_user_model().objects.get(pk=world.person(role).id)
        client.force_login(person, backend=BACKEND)
        return client

    return as_


@pytest.fixture
def at_the_same_time(monkeypatch, world):
    """Pages read the clock at the edge; here it says what the world says."""
    from dueregard.web import entrance

    class Clock:
        @staticmethod
        def now(_zone):
            return world.now

    monkeypatch.setattr(entrance, "datetime", Clock)
