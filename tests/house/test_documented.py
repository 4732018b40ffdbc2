"""The manual keeps its word: its commands run, and everything that has a name is explained."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from dueregard.__main__ import COMMANDS, dueregard
from dueregard.documents import FORMATS
from dueregard.instruments import INSTRUMENTS
from dueregard.people.rules import PERMISSIONS, ROLE_NAMES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
NOT_RUN = re.compile(r"<!-- not run: (.+) -->\s*$")
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# Read by the tests and the scripts alone; DEVELOPERS.md says what they do.
OF_DEVELOPERS = {"DUEREGARD_REQUIRE", "DUEREGARD_CHROMIUM", "DUEREGARD_SCREENSHOTS"}


def commands_of(text: str) -> list[str]:
    """Each command of the blocks that are not marked as not run."""
    return [
        line for block in BLOCK.finditer(text)
        if not NOT_RUN.search(text[: block.start()])
        for line in block[1].splitlines() if line.startswith(("./run ", "dueregard "))
    ]


@pytest.fixture(scope="module")
def home(tmp_path_factory, example_home):
    """A folder with the examples, and a home in which the example force lives."""
    folder = tmp_path_factory.mktemp("reader")
    (folder / "examples").symlink_to(ROOT / "examples")
    shutil.copytree(example_home, folder / "demo")
    return folder


def run(command: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    _, *words = shlex.split(command)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DUEREGARD_")}
    return subprocess.run(
        [sys.executable, "-m", "dueregard", *words], cwd=folder, text=True, check=False,
        env=kept | {"PYTHONPATH": str(ROOT / "src"), "DUEREGARD_HOME": str(folder / "demo")},
        capture_output=True,
    )


def test_a_block_that_is_marked_is_not_run_and_any_other_is():
    text = "```sh\n./run a\n```\n<!-- not run: it waits -->\n```sh\n./run b\n```\n"

    assert commands_of(text) == ["./run a"]


@pytest.mark.parametrize("name", ["first-audit", "first-use", "first-meeting"])
def test_every_command_of_a_tutorial_runs(home, name):
    text = (DOCS / "tutorials" / f"{name}.md").read_text(encoding="utf-8")

    for command in commands_of(text):
        done = run(command, home)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"


def test_the_tutorial_quotes_the_verdict_that_the_command_gives(home):
    text = (DOCS / "tutorials" / "first-audit.md").read_text(encoding="utf-8")
    quoted = re.search(r"```text\n(.*?)```", text, re.DOTALL)[1]

    printed = run("./run measure deployments examples/met-lfr-deployments.csv", home).stdout

    assert " ".join(quoted.split()) in " ".join(printed.split())


def test_every_command_is_in_the_reference():
    reference = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    context = click.Context(dueregard)

    for name in COMMANDS:
        assert f"## dueregard {name}\n" in reference
        command = dueregard.get_command(context, name)
        for inner in command.list_commands(context) if isinstance(command, click.Group) else ():
            assert f"## dueregard {name} {inner}\n" in reference


def test_every_setting_is_in_the_reference():
    reference = (REFERENCE / "settings.md").read_text(encoding="utf-8")
    used = {
        name for path in (ROOT / "src").rglob("*.py")
        for name in re.findall(r"DUEREGARD_[A-Z_]*[A-Z]", path.read_text(encoding="utf-8"))
    }

    assert sorted(name for name in used - OF_DEVELOPERS if f"`{name}`" not in reference) == []


def test_every_setting_that_the_manual_names_exists():
    reference = (REFERENCE / "settings.md").read_text(encoding="utf-8")
    named = {
        name for path in [*DOCS.rglob("*.md"), ROOT / "README.md"]
        for name in re.findall(r"DUEREGARD_[A-Z_]*[A-Z]", path.read_text(encoding="utf-8"))
    }

    assert sorted(name for name in named - OF_DEVELOPERS if f"`{name}`" not in reference) == []


def test_every_role_and_permission_is_in_the_reference():
    reference = (REFERENCE / "roles.md").read_text(encoding="utf-8")

    assert [name for name in PERMISSIONS if f"`{name}`" not in reference] == []
    assert [name for name in ROLE_NAMES.values() if f"| {name} |" not in reference] == []


def test_every_instrument_and_format_is_in_the_reference():
    instruments = (REFERENCE / "instruments.md").read_text(encoding="utf-8")
    formats = (REFERENCE / "formats.md").read_text(encoding="utf-8")

    assert [name for name in INSTRUMENTS if f"## {name}:" not in instruments] == []
    assert [suffix for suffix in FORMATS if f"`{suffix}`" not in formats] == []


def test_every_page_of_the_manual_is_in_its_menu():
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    pages = [path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")]

    assert [page for page in pages if f"- {page}\n" not in menu] == []
