"""The command that takes in a list, run as a force runs it."""

import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIST = ROOT / "examples" / "a-force-own-list.csv"
FOUND = """
import django; django.setup()
from datetime import datetime, UTC
from dueregard.people.actions import found
found(force_name="Testshire", name="Ada", email="ada@example.test",
      password="three words together", now=datetime.now(UTC))
"""
RUN = "import sys; from dueregard.web.importing import import_register as run; " \
    "from dueregard.answers import DueRegardError\n" \
    "try: run(sys.argv[1:], standalone_mode=False)\n" \
    "except DueRegardError as error: sys.exit(str(error))"


def _run(home, code, *arguments):
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith("DUEREGARD_")}
    environment = kept | {
        "DUEREGARD_HOME": str(home), "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "dueregard.web.settings",
    }
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], env=environment,
        capture_output=True, text=True, input="n\n", check=False,
    )


@pytest.fixture(scope="module")
def founded(tmp_path_factory, empty_home):
    home = shutil.copytree(empty_home, tmp_path_factory.mktemp("founded") / "home")
    assert _run(home, FOUND).returncode == 0
    return home


@pytest.fixture
def installation(founded, tmp_path):
    """A home of its own, on the first day."""
    home = shutil.copytree(founded, tmp_path / "home")
    return partial(_run, home)


def test_a_list_is_taken_in_and_what_nobody_has_looked_at_is_shown(installation):
    first = installation(RUN, LIST, "--yes")
    second = installation(RUN, LIST, "--yes", "--as", "ada@example.test")

    assert "38 added, 6 set aside." in first.stdout, first.stderr
    assert "We do not know the status “Sunset 2026”." in first.stdout
    assert "Live facial recognition van" in first.stdout.split("What to do first")[1]
    assert "0 added, 44 set aside." in second.stdout


def test_nothing_is_added_when_the_person_says_no(installation):
    result = installation(RUN, LIST)

    assert "Nothing was added." in result.stdout


@pytest.mark.parametrize(("arguments", "words"), [
    (["--column", "colour=Ref"], "there is no field 'colour'"),
    (["--column", "name=Nothing"], "the list has no column 'Nothing'"),
    (["--as", "nobody@example.test"], "Nobody here has the address"),
])
def test_an_option_that_cannot_be_is_said_in_words(installation, arguments, words):
    result = installation(RUN, LIST, "--yes", *arguments)

    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_before_the_first_account_it_says_what_to_do(tmp_path):
    result = _run(tmp_path, RUN, LIST, "--yes")

    assert "make the first account" in result.stderr
