"""The analyst's door: what is printed, what is written, and how it refuses."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.builders_measure import EXAMPLE

from dueregard.__main__ import COMMANDS, main
from dueregard.cli import measure as door
from dueregard.cli.progress import Bar
from dueregard.findings.reading import finding_from_json

SOURCE = Path(__file__).parent.parent.parent / "src"


def apart(*command: str, shell: bool = False) -> subprocess.CompletedProcess:
    """Run in a process of its own, where nothing has been imported yet."""
    return subprocess.run(
        command[0] if shell else [sys.executable, *command],
        shell=shell, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )


@pytest.fixture
def run(capsys):
    """Run the command; give its exit code, what it printed and what it complained of."""

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main([str(each) for each in arguments])
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return run


def test_the_verdict_comes_first_and_the_figures_can_be_read(run):
    code, out, err = run("measure", "deployments", EXAMPLE)

    assert (code, err) == (0, "")
    assert out.startswith("285 deployments raised 2,186 alerts; 44 of 2,186 were false (2.0%,")
    assert "44 of 2,186 (2.0%, 1.5% to 2.7%)" in out
    assert "Of 286 rows read, 285 used and 1 set aside:" in out
    assert "\x1b" not in out
    assert not any(line != line.rstrip() for line in out.splitlines())


def test_the_instruments_are_listed_with_their_questions(run):
    code, out, _ = run("measure", "--list")

    assert code == 0
    assert "deployments: How often were the alerts of this system wrong" in out


def test_an_instrument_says_its_columns_and_limits(run):
    code, out, _ = run("measure", "deployments", "--about")

    assert code == 0
    assert "false_confirmed" in out and "What it cannot tell:" in out


def test_json_is_the_finding_itself(run, tmp_path):
    code, out, _ = run("measure", "deployments", EXAMPLE, "-o", tmp_path / "out.json")

    finding = finding_from_json((tmp_path / "out.json").read_text())
    assert code == 0
    assert finding.data.rows_used == 285
    assert f"Written to {tmp_path / 'out.json'}." in out
    assert [each.name for each in tmp_path.iterdir()] == ["out.json"]


@pytest.mark.parametrize(
    ("suffix", "begins"), [(".html", b"<!doctype html"), (".md", b"# "), (".csv", b"")]
)
def test_each_form_carries_the_verdict_or_the_figures(run, tmp_path, suffix, begins):
    path = tmp_path / f"out{suffix}"

    code, _, err = run("measure", "deployments", EXAMPLE, "-o", path)

    content = path.read_bytes()
    assert (code, err) == (0, "")
    assert content.lstrip(b"\xef\xbb\xbf").lower().startswith(begins)
    assert b"1413" in content or b"1,413" in content


def test_an_earlier_result_is_replaced_and_a_failed_write_leaves_it(run, tmp_path, monkeypatch):
    path = tmp_path / "out.json"
    path.write_text("earlier")
    run("measure", "deployments", EXAMPLE, "-o", path)
    assert json.loads(path.read_text())["instrument"] == "deployments"

    whole = path.read_text()
    code, _, err = run("measure", "deployments", tmp_path / "none.csv", "-o", path)

    assert (code, path.read_text()) == (2, whole)
    assert "There is no file" in err
    assert [each.name for each in tmp_path.iterdir()] == ["out.json"]


@pytest.mark.parametrize(
    ("output", "words"),
    [("", "is a folder"), ("out.docx", "does not say in which form"), ("x/out.csv", "no folder")],
)
def test_a_place_that_cannot_be_written_is_refused_before_any_work(run, tmp_path, output, words):
    code, out, err = run("measure", "deployments", tmp_path / "none.csv", "-o", tmp_path / output)

    assert (code, out) == (2, "")
    assert words in err


def test_a_column_can_be_chosen(run, tmp_path):
    log = tmp_path / "log.csv"
    log.write_text("date,hits,wrong\n2024-01-01,10,1\n")

    code, out, _ = run("measure", "deployments", log, "--column", "alerts=hits", "--column",
                       "false_confirmed=Wrong")

    assert code == 0
    assert "1 of 10 was false" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["measure", "deploymnts", "x.csv"], "Did you mean 'deployments'?"),
        (["measure", "deployments"], "Name the file to measure"),
        (["measure", "deployments", EXAMPLE, "--column", "place"], "Write it as --column"),
        (["measure", "deployments", EXAMPLE, "--column", "a=b", "--column", "a=c"], "given twice"),
        (["measure", "deployments", EXAMPLE, "--level", "95"], "from 0.5 to below 1"),
        (["measure", "deployments", EXAMPLE, "--level", "high"], "not a valid float"),
        (["nosuch"], "No such command"),
    ],
)
def test_a_mistake_ends_in_a_sentence_and_the_code_two(run, arguments, words):
    code, out, err = run(*arguments)

    assert (code, out) == (2, "")
    assert words in err
    assert "Traceback" not in err


def test_help_names_every_command_and_loads_nothing_heavy():
    heavy = "{'duckdb', 'scipy', 'django', 'numpy', 'rich', 'altair'}"
    program = (
        "import sys\nfrom dueregard.__main__ import main\n"
        f"try: main(['--help'])\nfinally: assert not {heavy} & set(sys.modules)"
    )

    done = apart("-c", program)

    assert (done.returncode, done.stderr) == (0, "")
    assert all(name in done.stdout for name in COMMANDS)


def test_measuring_does_not_load_django_or_scipy():
    program = (
        "import sys\nfrom dueregard.__main__ import main\n"
        f"try: main(['measure', 'deployments', {str(EXAMPLE)!r}])\n"
        "finally: assert not {'django', 'scipy', 'numpy', 'altair'} & set(sys.modules)"
    )

    done = apart("-c", program)

    assert (done.returncode, done.stderr) == (0, "")


def test_without_the_workbench_its_commands_say_what_to_install():
    program = (
        "import sys\nsys.modules['django'] = None\n"
        "from dueregard.__main__ import main\nmain(['up'])"
    )

    done = apart("-c", program)

    assert done.returncode == 2
    assert "This command needs the workbench: pip install 'dueregard[workbench]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_who_leaves_early_hears_nothing():
    done = apart(
        f"{sys.executable} -m dueregard measure deployments '{EXAMPLE}' | head -1", shell=True
    )

    assert done.stderr == ""
    assert done.stdout.startswith("285 deployments")


def test_an_interruption_is_quiet_and_has_its_own_code(run, monkeypatch):
    def interrupted(**_):
        raise KeyboardInterrupt

    monkeypatch.setattr(door, "measured", interrupted)

    code, out, err = run("measure", "deployments", EXAMPLE)

    assert (code, out.strip(), err.strip()) == (130, "", "")


def test_a_bar_is_shown_only_where_a_person_watches(capsys):
    with Bar() as bar:
        bar._since -= 10
        bar.say(1, 2, "Counting")

    assert capsys.readouterr() == ("", "")
