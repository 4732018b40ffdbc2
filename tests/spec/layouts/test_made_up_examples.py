"""The made-up examples are in the published layout, and hold what their README says is planted."""

import csv
import runpy
from collections import Counter
from pathlib import Path

import pytest

from dueregard.findings.groups import to_five
from dueregard.findings.layouts import find_rule, is_find, read_file_name, recognise
from dueregard.findings.populations import read_tidy

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples"
SEARCHES = sorted((EXAMPLES / "stop-and-search").glob("2026-*.csv"))


def records(path):
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.fixture(scope="module")
def searches():
    return [row for path in SEARCHES for row in records(path)]


@pytest.fixture(scope="module")
def people_searched(searches):
    return [row for row in searches if row["Type"] != "Vehicle search"]


@pytest.fixture(scope="module")
def scores():
    return records(EXAMPLES / "risk-scores.csv")


def test_the_tool_makes_the_same_files_again(tmp_path):
    tool = runpy.run_path(str(ROOT / "tools" / "examples.py"))
    main = tool["main"]
    main.__globals__["EXAMPLES"] = tmp_path

    main()

    made = {path.relative_to(tmp_path): path for path in tmp_path.rglob("*.csv")}
    assert len(made) == 8
    for name, path in made.items():
        assert path.read_bytes() == (EXAMPLES / name).read_bytes(), name


@pytest.mark.parametrize("path", SEARCHES, ids=lambda path: path.name)
def test_each_month_is_recognised_and_holds_only_known_words(path):
    rows = records(path)
    layout = recognise(list(rows[0]))

    assert layout.missing == ()
    assert 400 <= len(rows) <= 700
    assert read_file_name(path.name).slug == "fenmarch"
    for column in layout.groups:
        mapped = to_five({row[column.heading] for row in rows}, maps=column.maps)
        assert mapped.not_mapped == ()
    outcomes = {row["Outcome"] for row in rows} - {""}
    assert all(is_find(each, rule=find_rule("anything")) is not None for each in outcomes)


def test_a_search_of_a_vehicle_alone_names_no_person(searches):
    vehicles = [row for row in searches if row["Type"] == "Vehicle search"]

    assert len(vehicles) == 65
    assert {row[each] for row in vehicles for each in ("Gender", "Self-defined ethnicity")} == {""}


def test_black_people_are_searched_more_and_less_is_found_on_them(people_searched):
    found = read_tidy(
        (EXAMPLES / "stop-and-search" / "fenmarch-population.csv").read_text(encoding="utf-8")
    )
    population = {line.group: line.count for line in found}
    seen = Counter(row["Officer-defined ethnicity"] for row in people_searched)
    drugs = Counter()
    for row in people_searched:
        answer = is_find(row["Outcome"], rule=find_rule("anything"))
        if row["Object of search"] == "Controlled drugs" and answer is not None:
            drugs[row["Officer-defined ethnicity"], answer] += 1

    ratio = (seen["Black"] / population["Black"]) / (seen["White"] / population["White"])
    assert ratio == pytest.approx(6.13, abs=0.01)
    assert (drugs["Black", True], drugs["Black", False]) == (19, 108)
    assert (drugs["White", True], drugs["White", False]) == (182, 428)


def test_blanks_make_finds_of_the_object_look_far_too_many(people_searched):
    rule = find_rule("object")
    answers = [is_find(row[rule.heading], rule=rule) for row in people_searched]

    known = [each for each in answers if each is not None]
    assert (sum(known), len(known), len(answers)) == (259, 715, 1_609)


def test_the_score_flags_more_black_people_who_harmed_nobody(scores):
    flagged = {}
    for group in ("White", "Black"):
        harmless = [
            row for row in scores
            if row["ethnicity"] == group and row["harmed_within_a_year"] == "no"
        ]
        flagged[group] = (sum(row["flagged"] == "yes" for row in harmless), len(harmless))

    assert flagged == {"White": (325, 1_642), "Black": (84, 224)}


def test_the_flag_is_the_score_from_7_on(scores):
    assert all((int(row["score"]) >= 7) == (row["flagged"] == "yes") for row in scores)
    assert {int(row["score"]) for row in scores} == set(range(1, 11))


def test_in_the_last_quarter_everybody_has_the_outcome(scores):
    last = [row for row in scores if row["assessed_on"] >= "2025-10-01"]

    assert len(last) == 96
    assert {row["harmed_within_a_year"] for row in last} == {"yes"}
    assert {row["harmed_within_a_year"] for row in scores if row not in last} == {"yes", "no"}


def test_some_people_are_assessed_more_than_once(scores):
    assert (len(scores), len({row["person"] for row in scores})) == (2_967, 2_703)
