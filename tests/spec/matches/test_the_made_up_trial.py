"""The made-up trial holds what its README says is planted, and its tool makes it again."""

import runpy
from pathlib import Path

from tests.builders_measure import only, said

from dueregard.findings.finding import VerdictCode
from dueregard.findings.sources import opened
from dueregard.instruments import load

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples"
FALSE = "false_positive_identification_rate"
ASKED = {"group": "ethnicity,sex", "at": "0.56,0.58,0.60,0.62", "in_use": 0.58,
         "reference": "White,Male"}


def test_the_tool_makes_the_same_files_again(tmp_path):
    main = runpy.run_path(str(ROOT / "tools" / "examples_faces.py"))["main"]
    main.__globals__["EXAMPLES"] = tmp_path

    main()

    made = sorted(tmp_path.iterdir())
    assert [each.name for each in made] == [
        "face-trial.csv", "supplier-contract.csv", "supplier-table.csv"]
    for path in made:
        assert path.read_bytes() == (EXAMPLES / path.name).read_bytes(), path.name


def test_what_is_planted_in_the_trial_is_found_and_nothing_else():
    found = load("matches").measure(opened(EXAMPLES / "face-trial.csv"), options=ASKED)

    assert found.verdict.code is VerdictCode.DISPARITY_SHOWN
    assert "wrongly matched somebody in the group Black" in found.verdict.sentence
    assert "found them in the group" not in found.verdict.sentence
    assert "4,400 searches are for 440 people" in said(found, "repeated-people")


def test_passes_of_one_volunteer_taken_for_people_make_the_range_too_narrow(tmp_path):
    text = (EXAMPLES / "face-trial.csv").read_text()
    bare = tmp_path / "trial.csv"
    bare.write_text("".join(line.split(",", 1)[1] for line in text.splitlines(keepends=True)))

    by_person, by_row = (
        load("matches").measure(opened(path), options=ASKED)
        for path in (EXAMPLES / "face-trial.csv", bare)
    )

    def width(found):
        row = next(row for row in found.rows if row.measure == FALSE
                   and dict(row.group) == {"ethnicity": "Black"}
                   and row.stratum["threshold"] == "0.56")
        return row.high - row.low

    assert width(by_person) > 1.1 * width(by_row)


def test_what_is_planted_in_the_suppliers_table_is_found():
    found = load("claim").measure(
        opened(EXAMPLES / "supplier-table.csv"),
        options={"contract": [str(EXAMPLES / "supplier-contract.csv")]})

    assert only(found, "evidence_level_earned").value == 1
    for code, words in (
        ("contract-threshold", "matches the contract: 0.6"),
        ("contract-watchlist", "does not match"), ("contract-images", "do not match"),
        ("contract-groups", "Mixed"), ("contradicts-itself", "Black at 0.58"),
        ("without-number", "Asian at 0.58"), ("smallest-detectable", "none, however large"),
    ):
        assert words in said(found, code), code
