"""Weighing from the command line: what is printed, what is written, how it refuses."""

import json

import pytest

from dueregard.__main__ import main

EXAMPLE = "examples/live-facial-recognition-proposal.toml"


@pytest.fixture
def run(capsys):
    """Run the command; give its exit code, what it printed and what it complained of."""

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["weigh", *(str(each) for each in arguments)])
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return run


def test_sentences_come_first_and_the_annex_stays_in_the_file(run):
    code, out, err = run(EXAMPLE)

    assert (code, err) == (0, "")
    assert out.startswith("Without agreed values, best are: “The van with safeguards” in 65 of 100")
    assert "What to do next" in out and "Every effect" not in out
    assert "stand in the file that -o writes" in out
    assert not any(line != line.rstrip() for line in out.splitlines())


def test_what_is_written_can_be_weighed_again_years_later(run, tmp_path):
    kept = tmp_path / "weighed.json"
    assert run(EXAMPLE, "-o", kept)[0] == 0

    code, out, err = run(kept, "-o", tmp_path / "again.json")

    assert (code, err) == (0, "")
    assert "with the constants it was made with, version 1.0.0: everything is as it was." in out
    assert (tmp_path / "again.json").read_bytes() == kept.read_bytes()


def test_a_kept_weighing_with_another_number_in_it_is_told(run, tmp_path):
    kept = tmp_path / "weighed.json"
    run(EXAMPLE, "-o", kept)
    plain = json.loads(kept.read_text(encoding="utf-8"))
    plain["compared"]["lenses"][0]["figures"]["median"] = 1
    kept.write_text(json.dumps(plain), encoding="utf-8")

    assert "something is not as it was" in run(kept)[1]
    assert run(kept, "--seed", 3)[0] == 2


@pytest.mark.parametrize("suffix", [".html", ".md", ".xlsx", ".csv"])
def test_it_is_written_as_a_paper_too(run, tmp_path, suffix):
    path = tmp_path / f"weighed{suffix}"

    code, out, _ = run(EXAMPLE, "-o", path)

    assert code == 0 and f"Written to {path}." in out
    assert "fails at: the equality duty" in out
    assert path.stat().st_size > 2000


def test_what_the_public_may_see_has_no_members_values(run, tmp_path):
    path = tmp_path / "public.json"
    run(EXAMPLE, "--public", "-o", path)
    text = path.read_text(encoding="utf-8")

    assert "urn:dueregard:document:1" in text and "civil liberties" not in text


def test_the_sensitivity_page_says_what_changes_and_what_does_not(run, tmp_path):
    path = tmp_path / "sensitivity.md"
    code, out, _ = run(EXAMPLE, "--sensitivity", "-o", path)

    assert code == 0 and "conclusions change" in out
    text = path.read_text(encoding="utf-8")
    assert "What changes" in text and "What does not change" in text


def test_a_grid_for_the_corporate_register_is_written_with_its_label(run, tmp_path):
    path = tmp_path / "register.csv"
    code, out, _ = run(EXAMPLE, "--register", path)

    assert code == 0 and "Do not use it to rank" in out
    assert "likelihood,impact" in path.read_text(encoding="utf-8-sig")


def test_a_register_that_is_kept_becomes_a_proposal_to_go_on_with(run, tmp_path):
    risks, made = tmp_path / "risks.csv", tmp_path / "made.toml"
    risks.write_text("Risk,Likelihood,Impact\nA stop goes wrong,soon,4\n", encoding="utf-8")

    code, out, _ = run("--from-register", risks, "-o", made)

    assert code == 0 and "1 of 1 rows read as first effects" in out
    assert "“soon”. It is written as not known" in out
    code, _, err = run(made)
    assert code == 2 and "“Carry on as now” has no effect" in err
    assert run("--from-register", risks)[1].startswith("# First effects from risks.csv")


@pytest.mark.parametrize(("arguments", "words"), [
    ((), "Name a proposal"), ((EXAMPLE, "--from-register", EXAMPLE), "Name a proposal"),
    (("nothing.toml",), "There is no file nothing.toml"),
    ((EXAMPLE, "-o", "weighed.doc"), "does not say in which form"),
    ((EXAMPLE, "--register", "grid.pdf"), "does not say in which form"),
])
def test_it_refuses_in_a_sentence(run, arguments, words):
    code, _, err = run(*arguments)

    assert code == 2 and words in err


def test_a_slip_names_the_file_and_the_field(run, tmp_path):
    path = tmp_path / "made.toml"
    with open(EXAMPLE, encoding="utf-8") as file:
        path.write_text(file.read().replace("size = [500, 2500]", "size = [2500, 500]"),
                        encoding="utf-8")

    code, out, err = run(path)

    assert (code, out) == (2, "")
    assert f"{path} cannot be weighed as it is." in err
    assert "effect[0].size: The range is upside down: 2,500 is more than 500." in err
