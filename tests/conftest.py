"""A home of their own for the tests, before Django reads its settings."""

import os
import tempfile
from datetime import UTC, datetime

import pytest

os.environ.setdefault("DUEREGARD_HOME", tempfile.mkdtemp(prefix="dueregard-test-"))
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def world(db, now):
    """A founded force with one person in each role, built through the front door."""
    from tests.builders import World

    return World(now=now)


def pytest_collection_modifyitems(items):
    """Every test that touches the database touches both: the workbench's and the public door's."""
    for item in items:
        if "world" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db(databases=["default", "public"]))
