"""Two homes, two databases, two keys: a pattern leaves one installation and arrives in another."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BEGIN = """
import sys
from datetime import UTC, datetime
from pathlib import Path
import django
django.setup()
from django.conf import settings
from dueregard.answers import DueRegardError
from dueregard.people import actions as people, queries
from dueregard.report.patterns import actions, queries as patterns, signing
from dueregard.report.patterns.rules import Kind
now, key_file = datetime.now(UTC), settings.ENV.home / "pattern-key"
def begin(name):
    people.found(force_name=name, name="Ada Lead", email="ada@example.test",
                 password="three words together", now=now)
    return queries.actor(queries.roster()[0].id)
"""
SENDS = BEGIN + """
by = begin("North Constabulary")
made = actions.write(kind=Kind.CONTROL, title="Say why", text="Write why this place.",
    test="Ten by lot.", good_for="Fewer habits.", level=4, licence="OGL-UK-3.0",
    post="Head of digital ethics", by=by, now=now)
made = actions.bundle(pattern_ids=[int(made.split("-")[1])], key_file=key_file, by=by, now=now)
Path(sys.argv[1]).write_text(patterns.bundle_text(int(made.split("-")[1])))
print(signing.own_fingerprint(key_file))
"""
TAKES = BEGIN + """
by = begin("South Constabulary")
try:
    print(actions.bring_in(content=Path(sys.argv[1]).read_bytes(), fingerprint=sys.argv[2],
                           by=by, now=now))
except DueRegardError as error:
    print(error)
for each in patterns.came():
    print(each.pattern.force, each.pattern.title, each.state.value)
print(signing.own_fingerprint(key_file))
"""


def run(program: str, home: Path, *words: str) -> list[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DUEREGARD_")}
    done = subprocess.run(
        [sys.executable, "-c", program, *words], cwd=ROOT, text=True, capture_output=True,
        check=False, env=kept | {
            "PYTHONPATH": str(ROOT / "src"), "DUEREGARD_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "dueregard.web.settings",
        },
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def sent(tmp_path_factory, empty_home):
    folder = tmp_path_factory.mktemp("north")
    home = shutil.copytree(empty_home, folder / "home")
    [fingerprint] = run(SENDS, home, str(folder / "patterns.json"))
    return folder / "patterns.json", fingerprint


@pytest.fixture
def home(tmp_path, empty_home):
    return shutil.copytree(empty_home, tmp_path / "home")


def test_a_pattern_of_one_installation_is_a_suggestion_in_the_other(sent, home):
    file, fingerprint = sent

    said = run(TAKES, home, str(file), fingerprint)

    assert said[:2] == ["1 of 1 are new here.", "North Constabulary Say why suggested"]
    assert said[2] != fingerprint


def test_changed_on_the_way_it_does_not_arrive(sent, home, tmp_path):
    file, fingerprint = sent
    changed = tmp_path / "changed.json"
    changed.write_text(file.read_text().replace("this place", "no place"))

    said = run(TAKES, home, str(changed), fingerprint)

    assert said[0].startswith("This file is not what was signed")
    assert len(said) == 2
