"""What tests share: what time it is, a founded force, a browser, and skips said in words."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from tests import homes

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
REQUIRED = set(os.environ.get("DUEREGARD_REQUIRE", "").split(",")) - {""}

# Every run tries so many; `tests --slow` tries a thousand.
settings.register_profile("default", deadline=None, max_examples=40)
settings.register_profile("slow", deadline=None, max_examples=1000)
settings.load_profile("default")


def absent(what: str, how: str) -> None:
    """Skip for want of something, in words; fail instead where it is required."""
    message = f"{what}: {how}"
    if what in REQUIRED:
        pytest.fail(f"required but absent: {message}")
    pytest.skip(message)


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hashing is slow on purpose, and what a test of ours asks is never how slow."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def example_home(tmp_path_factory) -> Path:
    """A home in which the example force was played, to be copied."""
    return homes.made_once(tmp_path_factory, "example", ("demo", "--no-serve"))


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory) -> Path:
    """A home with its tables, before anybody begins, to be copied."""
    return homes.made_once(
        tmp_path_factory, "empty", ("django", "migrate"),
        ("django", "migrate", "--database", "public"),
    )


@pytest.fixture
def world(db, now):
    """A founded force, built through the front door; people join when a test asks for them."""
    from tests.builders import World

    return World(now=now)


def pytest_configure(config):
    """The few tables of the public database are made as they are now: it is the quicker way.

    Their history is walked by each test that starts an installation, and by those of upgrading.
    """
    from django.conf import settings as of_django

    of_django.DATABASES["public"]["TEST"]["MIGRATE"] = False


def pytest_collection_modifyitems(config, items):
    """A test with a world touches both databases; on PostgreSQL only tests with one are run."""
    for item in items:
        if "world" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db(databases=["default", "public"]))
    if os.environ.get("DUEREGARD_DATABASE_URL"):
        kept = [each for each in items if _touches_a_database(each)]
        config.hook.pytest_deselected(items=[each for each in items if each not in set(kept)])
        items[:] = kept


def _touches_a_database(item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return (
        bool(names & {"world", "db"}) or "journeys" in item.path.parts
        or item.get_closest_marker("django_db") is not None
    )
