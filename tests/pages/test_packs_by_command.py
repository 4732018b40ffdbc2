"""The commands for packs, run as an administrator runs them."""

import shutil

import pytest
from tests.builders_packs import newer
from tests.pages.test_importing_by_command import FOUND, _run

RUN = "import sys; from dueregard.web.packing import packs as run; " \
    "from dueregard.answers import DueRegardError\n" \
    "try: run(sys.argv[1:], standalone_mode=False)\n" \
    "except DueRegardError as error: sys.exit(str(error))"


@pytest.fixture(scope="module")
def home(tmp_path_factory, empty_home):
    home = shutil.copytree(empty_home, tmp_path_factory.mktemp("packs") / "home")
    assert _run(home, FOUND).returncode == 0
    return home


def test_a_pack_is_listed_brought_in_and_listed_again_with_who_and_when(home, tmp_path):
    file = tmp_path / "drones.toml"
    file.write_bytes(newer("drones"))

    before = _run(home, RUN, "list")
    done = _run(home, RUN, "bring-in", file, "--note", "From a colleague")
    after = _run(home, RUN, "list")

    assert (before.returncode, done.returncode, after.returncode) == (0, 0, 0), done.stderr
    assert "comes with the software\n  Drones." in before.stdout
    assert "Drones 9.0.0 is in force." in done.stdout
    assert "drones 9.0.0" in after.stdout
    assert "brought in by Ada on " in after.stdout


def test_a_fault_is_told_in_a_sentence(home, tmp_path):
    file = tmp_path / "anpr.toml"
    file.write_bytes(newer("anpr", ('id = "anpr.r01"', 'id = "lfr.r01"')))

    done = _run(home, RUN, "bring-in", file)
    gone = _run(home, RUN, "bring-in", tmp_path / "gone.toml")

    assert done.returncode == gone.returncode == 1
    assert "lfr.r01: this id is already used" in done.stderr
    assert "There is no file" in gone.stderr


def test_the_uses_of_a_pack_are_read_again(home):
    done = _run(home, RUN, "read-again", "generic")

    assert done.returncode == 0, done.stderr
    assert "Uses read: 0." in done.stdout
