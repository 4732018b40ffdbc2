"""The commands that plan a trial and check a claim: what is printed, written and refused."""

import json

import pytest

from dueregard.__main__ import main

TABLE, CONTRACT = "examples/supplier-table.csv", "examples/supplier-contract.csv"


@pytest.fixture
def run(capsys):
    """Run the command; give its exit code, what it printed and what it complained of."""

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main([str(each) for each in arguments])
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return run


def test_a_plan_is_printed_with_its_answer_first(run):
    code, out, err = run("plan", "trial", "--ratio", 2, "--rate", 0.001, "--groups", 6,
                         "--passes", 10)

    assert (code, err) == (0, "")
    assert out.startswith("To show that a group is wrongly matched 2 times as often as another")
    assert "15,126" in out and "What to ask for" in out
    assert not any(line != line.rstrip() for line in out.splitlines())


@pytest.mark.parametrize("suffix", [".pdf", ".html", ".md", ".xlsx", ".csv", ".json"])
def test_a_plan_is_written_in_every_format(run, tmp_path, suffix):
    path = tmp_path / f"plan{suffix}"

    code, out, _ = run("plan", "trial", "--rate", 0.001, "-o", path)

    assert code == 0
    assert f"Written to {path}." in out
    assert path.stat().st_size > 150


def test_a_plan_of_no_trial_ends_in_a_sentence(run):
    code, out, err = run("plan", "trial", "--rate", 0.4)

    assert (code, out) == (2, "")
    assert "is no rare error" in err


def test_a_claim_is_checked_beside_its_contract(run):
    code, out, err = run("check", "claim", TABLE, "--contract", CONTRACT)

    told = " ".join(out.split())
    assert (code, err) == (0, "")
    assert "The table earns evidence level 1 of 5" in told
    assert "the contract says 10,000, the test had 5,000" in told
    assert "Still to be asked of the supplier" in told


def test_a_checked_claim_is_written_as_a_finding_that_a_use_can_hold(run, tmp_path):
    path = tmp_path / "claim.json"

    code, _, _ = run("check", "claim", TABLE, "--tested-by", "third-party", "-o", path)

    written = json.loads(path.read_text())
    assert code == 0
    assert (written["instrument"], written["method"]["options"]["earns"]) == ("claim", 1)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["check", "claim"], "Name the supplier's table"),
        (["check", "claim", "nowhere.csv"], "nowhere.csv"),
        (["check", "claim", TABLE, "--contract", "nowhere.csv"], "nowhere.csv"),
        (["check", "claim", TABLE, "-o", "result.doc"], "in which form to write"),
    ],
)
def test_what_cannot_be_checked_ends_in_a_sentence(run, asked, words):
    code, out, err = run(*asked)

    assert (code, out) == (2, "")
    assert words in err


def test_the_examples_of_the_instruments_run(run):
    from dueregard.instruments import load

    for name in ("matches", "claim"):
        code, out, err = run(*load(name).ABOUT.example.split()[1:])
        assert (code, err) == (0, ""), err
        assert out
