"""Backup, restore and upgrade, each as one command, on an installation with something in it."""

import gzip
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KEPT = sorted((ROOT / "tests" / "kept").glob("*.sqlite3.gz"))
READ = """
import django; django.setup()
from django.conf import settings
from django.test import Client
from django.contrib.auth import get_user_model
from dueregard.identify.register import queries as register
from dueregard.people import queries as people
settings.ALLOWED_HOSTS = ["testserver"]
lead = get_user_model().objects.get(email="ada@example.test")
client = Client(); client.force_login(lead, backend=settings.AUTHENTICATION_BACKENDS[0])
for address in ("/", "/uses/", "/uses/use-0001/", "/uses/use-0001/card/", "/ledger/", "/people/",
                "/uses/use-0002/manage/", "/letters/", "/committee/"):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
print(register.count(), people.force().name)
"""
LATE = """
import django; django.setup()
from datetime import datetime, UTC
from dueregard.people import actions, queries
from dueregard.people.rules import Role
lead = next(each for each in queries.roster() if each.email == "ada@example.test")
actions.appoint(person_id=lead.id, roles=[Role.ADMINISTRATOR, Role.ETHICS_LEAD, Role.ANALYST],
                by=queries.actor(lead.id), now=datetime.now(UTC))
"""


def run(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    environment = {
        **{name: each for name, each in os.environ.items() if not name.startswith("DUEREGARD_")},
        "PYTHONPATH": str(ROOT / "src"), "DUEREGARD_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "dueregard.web.settings",
    }
    return subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, text=True, check=False,
    )


def command(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return run(home, "-m", "dueregard", *words)


def done(outcome) -> str:
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return outcome.stdout


def home_of(kept: Path, home: Path) -> Path:
    home.mkdir()
    (home / "workbench.sqlite3").write_bytes(gzip.decompress(kept.read_bytes()))
    return home


@dataclass(frozen=True)
class Upgraded:
    """A home of an earlier release, brought to this version; its head before, what was said."""

    home: Path
    before: tuple[int, str]
    said: str


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory):
    """Upgrade a kept database, once each, and send a file to it."""
    @cache
    def upgraded_of(kept: Path) -> Upgraded:
        made = home_of(kept, tmp_path_factory.mktemp("upgraded") / "home")
        before = head(made)
        said = done(command(made, "upgrade"))
        (made / "files").mkdir(exist_ok=True)
        (made / "files" / ("a" * 64)).write_text("what somebody sent")
        return Upgraded(made, before, said)

    return upgraded_of


@pytest.fixture
def home(upgraded, tmp_path):
    """A copy of the newest of them, to do with what a test likes."""
    return shutil.copytree(upgraded(KEPT[-1]).home, tmp_path / "home")


def head(home: Path) -> tuple[int, str]:
    with sqlite3.connect(home / "workbench.sqlite3") as database:
        return database.execute(
            "SELECT seq, head FROM ledger_entry ORDER BY seq DESC LIMIT 1").fetchone()


@pytest.mark.parametrize("kept", KEPT, ids=lambda each: each.name)
def test_every_earlier_release_is_upgraded_with_its_data_and_every_main_page_opens(
    kept, upgraded, tmp_path
):
    found = upgraded(kept)
    home = shutil.copytree(found.home, tmp_path / "home")

    assert "Upgraded." in found.said
    assert head(home) == found.before
    assert done(run(home, "-c", READ)).split() == ["2", "Test", "Constabulary"]


def test_an_upgrade_leaves_a_backup_from_which_the_old_state_comes_back(home, upgraded):
    before = upgraded(KEPT[-1]).before
    done(run(home, "-c", LATE))
    assert head(home) != before
    [file] = (home / "backups").iterdir()

    done(command(home, "restore", str(file)))

    assert head(home) == before


def test_an_upgrade_of_what_is_up_to_date_changes_nothing(home):
    assert "Nothing to change" in done(command(home, "upgrade"))
    assert len(list((home / "backups").iterdir())) == 1


def test_what_was_backed_up_comes_back_on_another_machine(home, tmp_path):
    file = tmp_path / "kept.zip"
    done(command(home, "backup", str(file)))
    shutil.copy(home / "secret-key", tmp_path / "key")
    elsewhere = tmp_path / "elsewhere"

    done(command(elsewhere, "restore", str(file)))

    assert head(elsewhere) == head(home)
    assert (elsewhere / "files" / ("a" * 64)).read_text() == "what somebody sent"
    assert (elsewhere / "secret-key").read_text() == (tmp_path / "key").read_text()
    assert done(run(elsewhere, "-c", READ)).split()[0] == "2"


def test_a_restore_loses_nothing_that_was_there(home, tmp_path):
    file = tmp_path / "kept.zip"
    done(command(home, "backup", str(file)))
    done(run(home, "-c", LATE))
    late = head(home)

    done(command(home, "restore", str(file)))

    [aside] = home.glob("before-restore-*")
    with sqlite3.connect(aside / "workbench.sqlite3") as database:
        assert database.execute("SELECT max(seq) FROM ledger_entry").fetchone()[0] == late[0]
    assert head(home) != late


def test_a_backup_is_for_its_owner_alone_and_overwrites_nothing(home, tmp_path):
    file = tmp_path / "kept.zip"
    done(command(home, "backup", str(file)))

    again = command(home, "backup", str(file))

    assert file.stat().st_mode & 0o077 == 0
    assert again.returncode == 2
    assert "there already" in again.stderr


def test_a_damaged_backup_is_refused_and_what_is_there_stays(home, tmp_path):
    file, damaged = tmp_path / "kept.zip", tmp_path / "damaged.zip"
    done(command(home, "backup", str(file)))
    with zipfile.ZipFile(file) as good, zipfile.ZipFile(damaged, "w") as bad:
        for name in good.namelist():
            bad.writestr(name, good.read(name) + (b"x" if name == "workbench.sqlite3" else b""))
    before = head(home)

    refused = command(home, "restore", str(damaged))

    assert refused.returncode == 2
    assert "damaged at workbench.sqlite3" in refused.stderr
    assert head(home) == before


def test_a_backup_of_a_newer_version_is_refused(home, tmp_path):
    file, newer = tmp_path / "kept.zip", tmp_path / "newer.zip"
    done(command(home, "backup", str(file)))
    with zipfile.ZipFile(file) as good, zipfile.ZipFile(newer, "w") as made:
        for name in good.namelist():
            content = good.read(name)
            if name == "manifest.json":
                plain = json.loads(content)
                plain["migrations"].append(["people", "0099_to_come"])
                content = json.dumps(plain).encode()
            made.writestr(name, content)

    refused = command(home, "restore", str(newer))

    assert refused.returncode == 2
    assert "newer than this one" in refused.stderr


def test_what_is_no_backup_is_refused_in_a_sentence(home, tmp_path):
    file = tmp_path / "holiday.jpg"
    file.write_bytes(b"not a backup")

    refused = command(home, "restore", str(file))

    assert refused.returncode == 2
    assert "is not a backup" in refused.stderr


def test_nothing_is_restored_under_a_workbench_that_runs(home, tmp_path):
    file = tmp_path / "kept.zip"
    done(command(home, "backup", str(file)))
    hold = (
        "import sys; from pathlib import Path; from dueregard.web.running import running\n"
        f"with running(Path({str(home)!r})): print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    with holder:
        assert holder.stdout.readline() == "held\n"

        refused = command(home, "restore", str(file))
        backed_up = command(home, "backup", str(tmp_path / "meanwhile.zip"))
        holder.communicate("")

    assert refused.returncode == 2
    assert "Stop it first" in refused.stderr
    assert backed_up.returncode == 0
