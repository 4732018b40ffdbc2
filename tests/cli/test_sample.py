"""`dueregard sample` draws what the workbench drew, from the file alone."""

import pytest
from click.testing import CliRunner
from tests.rules.test_inspection import LISTED, ROOT, SEED, TEXT

from dueregard.cli.sample import sample
from dueregard.report.inspection import rules


@pytest.fixture
def lodged(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(TEXT.encode())
    return str(path)


def run(*words):
    return CliRunner().invoke(sample, list(words))


def test_it_prints_the_root_and_the_records_that_were_drawn(lodged):
    done = run(lodged, "--seed", SEED, "--size", "5")
    drawn = rules.draw(LISTED, seed=SEED, root=ROOT, size=5)

    assert done.exit_code == 0
    assert ROOT in done.output
    assert [line.split()[1] for line in done.output.splitlines()[2:]] == [
        each.ref for each in drawn
    ]


def test_it_draws_so_many_of_each_status(lodged):
    done = run(lodged, "--seed", SEED, "--stratum", "live=2", "--stratum", "trial=1")

    assert [line.split()[2] for line in done.output.splitlines()[2:]] == ["live", "live", "trial"]


@pytest.mark.parametrize(("words", "said"), [
    (("--size", "31"), "The list has 30 records. Ask for that many or fewer."),
    ((), "Say how many to draw"),
    (("--stratum", "live"), "'live' is not a status and a number"),
    (("--stratum", "live=1", "--stratum", "live=2"), "once for each status"),
    (("--stratum", "live=1", "--size", "4"), "Give one number for the whole sample"),
])
def test_what_cannot_be_drawn_is_said_in_words(lodged, words, said):
    done = run(lodged, "--seed", SEED, *words)

    assert done.exit_code == 1
    assert said in done.output


@pytest.mark.parametrize(("content", "said"), [
    (b"\xff\xfe", "it is not text"), (b"a,b\n", "not a lodged list"), (None, "There is no list at"),
])
def test_a_file_that_is_no_list_is_said_in_words(tmp_path, content, said):
    path = tmp_path / "list.csv"
    if content is not None:
        path.write_bytes(content)

    done = run(str(path), "--seed", SEED, "--size", "1")

    assert done.exit_code == 1
    assert said in done.output
