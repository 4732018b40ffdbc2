"""The facts of a use in, points and law out: what is printed, what is written, how it refuses."""

import json
import tomllib

import openpyxl
import pytest
from tests.builders_packs import newer, robots
from tests.lenses.searching import WORKED, worked

from dueregard.__main__ import main
from dueregard.lenses.bank import load
from dueregard.lenses.raising import raise_points

BANK = load()
DRONES = WORKED / "drones.toml"


@pytest.fixture
def run(capsys):
    """Run the command; give its exit code, what it printed and what it complained of."""

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["identify", *(str(each) for each in arguments)])
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return run


@pytest.fixture
def told(run, tmp_path):
    """What is written as JSON for a fact sheet."""

    def told(sheet, *more):
        code, _, err = run(sheet, "-o", tmp_path / "out.json", *more)
        assert (code, err) == (0, "")
        return json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))

    return told


def test_what_is_printed_begins_with_a_count_and_ten_points(run):
    code, out, err = run(DRONES)

    assert (code, err) == (0, "")
    assert out.startswith("Drones\n31 risks, 17 opportunities and 2 risks of doing nothing")
    first = out.split("Look at these first\n")[1].split("\nFind out first")[0]
    assert sum(line.startswith("- ") for line in first.splitlines()) == 10
    assert "Because you said" in first
    assert max(len(line) for line in out.splitlines()) <= 100


def test_every_point_is_printed(run):
    _, out, _ = run(DRONES)

    points = raise_points(facts=worked("drones"), bank=BANK)
    assert all(f"({each.id})" in out for each in points)


def test_the_json_has_a_point_with_all_that_is_said_of_it(told):
    out = told(DRONES)

    points = {each["id"]: each for each in out["points"]}
    raised = raise_points(facts=worked("drones"), bank=BANK)
    assert set(points) == {each.id for each in raised}
    point = points["drn.r11"]
    assert (point["kind"], point["lens"], point["unknown"]) == ("risk", "fairness", False)
    assert "Some estates" in point["title"] and "Estates near" in point["statement"]
    assert point["affected"].startswith("People on estates")
    assert point["because"] == [
        "Is it known over which areas it flies most, and who lives there? no"
    ]
    assert len(point["evidence_wanted"]) == 1 and point["measured_by"] == ["rates"]
    assert point["precedents"][0]["source_read"] is False
    assert [each for each in out["first"] if each not in points] == []
    assert out["packs"][0]["version"] == "1.2.0" and len(out["packs"][0]["digest"]) == 64


def test_the_json_says_how_deep_to_look_and_what_to_find_out(told, tmp_path):
    sheet = tmp_path / "sheet.json"
    facts = worked("drones") | {"flown_for": None, "coercive": "don't know"}
    sheet.write_text(json.dumps(facts), encoding="utf-8")

    out = told(sheet)

    assert out["screening"]["tier"] == 3
    assert all("Because" in each for each in out["screening"]["because"])
    first = out["find_out_first"][0]
    assert first["fact"] == "flown_for" and "drn.r08" in first["settles"]
    assert any(each["unknown"] for each in out["points"])


@pytest.mark.parametrize(("day", "nation", "there"), [
    ("2024-01-01", "england", True), ("2026-11-01", "england", False),
])
def test_the_law_is_that_of_the_day_with_one_of_three_answers(told, day, nation, there):
    out = told(DRONES, "--on", day, "--nation", nation)

    rules = {each["rule"]: each for each in out["law"]}
    assert ("law.19" in rules) is there
    assert {each["status"] for each in rules.values()} <= {"applies", "does not apply", "unknown"}
    assert all(each["because"] and each["citation"] for each in rules.values())
    assert rules["law.06"]["status"] == "applies"
    assert rules["law.06"]["last_checked"] == "2026-11-26"
    assert rules["law.06"]["source_read"] is True


def test_a_rule_is_unknown_while_its_fact_is(told, tmp_path):
    sheet = tmp_path / "sheet.json"
    sheet.write_text(json.dumps(worked("drones") | {"sensitive": "unknown"}), encoding="utf-8")

    law = {each["rule"]: each["status"] for each in told(sheet)["law"]}

    assert law["law.07"] == "unknown"


@pytest.mark.parametrize("suffix", [".md", ".html", ".xlsx", ".csv"])
def test_it_is_written_as_a_paper_too(run, tmp_path, suffix):
    path = tmp_path / f"out{suffix}"

    code, out, err = run(DRONES, "-o", path)

    assert (code, err) == (0, "")
    assert f"Written to {path}." in out
    assert path.stat().st_size > 1000
    if suffix in (".md", ".html"):
        text = path.read_text(encoding="utf-8")
        assert "Some estates are overflown far more than others" in text
        assert "not legal advice" in text


@pytest.mark.parametrize("pack_id", sorted(BANK.packs))
def test_an_empty_sheet_asks_for_every_fact_and_can_be_read_again(run, told, tmp_path, pack_id):
    path = tmp_path / "empty.toml"

    code, _, err = run("--facts", pack_id, "-o", path)
    out = told(path)

    asked = tomllib.loads(path.read_text(encoding="utf-8"))
    technology = "other" if pack_id == "generic" else pack_id
    assert (code, err) == (0, "")
    assert list(asked) == [each.key for each in BANK.facts_for({"technology": technology})]
    assert {value for key, value in asked.items() if key != "technology"} == {""}
    assert {each["id"] for each in out["points"]} >= {
        each.id for each in BANK.packs[pack_id].points
    }
    assert all(each["unknown"] for each in out["points"])


def test_an_empty_sheet_has_help_for_each_fact(run):
    _, out, _ = run("--facts", "live-facial-recognition")

    for fact in BANK.facts_for({"technology": "live-facial-recognition"}):
        assert f"# {fact.label}\n# {fact.hint}\n# Why: {fact.why}\n# Answer: " in out
    assert "#   custody: Custody photos" in out
    assert "# Answer: a number, in pounds" in out


def test_one_tool_of_two_kinds_is_asked_for_and_read_with_the_facts_of_both(run, told, tmp_path):
    path = tmp_path / "both.toml"

    code, _, _ = run("--facts", "drones, live-facial-recognition", "-o", path)
    out = told(path)

    assert code == 0
    assert [each["id"] for each in out["packs"]] == ["drones", "live-facial-recognition", "generic"]
    assert any(each["said_also"] for each in out["points"])


def test_a_second_kind_that_the_facts_point_to_is_told(run, tmp_path):
    path = tmp_path / "drone.toml"
    lines = (f'{key} = "{value}"\n' for key, value in
             (worked("drones") | {"spot_software": "names"}).items())
    path.write_text("".join(lines), encoding="utf-8")

    _, out, _ = run(path)

    assert "It may also be: Live facial recognition, because" in " ".join(out.split())
    assert 'add also = "live-facial-recognition"' in " ".join(out.split())


def test_a_workbook_and_kinds_of_toml_values_are_read_alike(told, tmp_path):
    facts = worked("drones")
    book = openpyxl.Workbook()
    book.active.append(["fact", "question", "answer"])
    for key, value in facts.items():
        book.active.append([key, "", float(value) if key == "drone_cost" else value])
    book.save(tmp_path / "sheet.xlsx")
    lines = "".join(f'{key} = "{value}"\n' for key, value in facts.items()
                    if key not in ("drone_cost", "records", "flown_for"))
    lines += f"drone_cost = {facts['drone_cost']}\nrecords = true\n"
    lines += f"flown_for = {json.dumps([each.strip() for each in facts['flown_for'].split(',')])}\n"
    (tmp_path / "sheet.toml").write_text(lines, encoding="utf-8")

    expected = told(DRONES)

    assert told(tmp_path / "sheet.xlsx") == expected
    assert {**told(tmp_path / "sheet.toml")} == expected


@pytest.mark.parametrize(("old", "new", "said"), [
    ("drone_years", "drone_year",
     "drone_year: no such fact is asked for. Did you mean “drone_years”?"),
    ('who_orders = "', 'who_orders = "boss',
     "who_orders: “Who decides that it flies?” cannot be “boss"),
    ('drone_years = "', 'drone_years = "about ', "is a number. “about "),
    ('technology = "drones"', 'technology = "dron"',
     "no technology “dron”. Did you mean “drones”?"),
    ('technology = "drones"', 'technology = "anpr"', "belongs to “Drones”, and the sheet is about"),
    ("drone_years = ", "drone_years = { a = 1 }\nx = ", "drone_years: its answer is a table"),
    ("drone_years = ", "drone_years ", "cannot be read"),
])
def test_a_slip_is_told_in_words_and_nothing_is_raised(run, tmp_path, old, new, said):
    text = DRONES.read_text(encoding="utf-8")
    assert old in text
    sheet = tmp_path / "sheet.toml"
    sheet.write_text(text.replace(old, new, 1), encoding="utf-8")

    code, out, err = run(sheet)

    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


@pytest.mark.parametrize(("arguments", "said"), [
    ((), "Name a fact sheet, or ask for an empty one"),
    (("none.toml",), "There is no file none.toml"),
    (("sheet.docx",), "does not end in one of .toml, .json, .xlsx"),
    (("--facts", "faces"), "There is no technology “faces”."),
    ((DRONES, "--on", "tomorrow"), "is not a date"),
    ((DRONES, "--nation", "france"), "france"),
    ((DRONES, "-o", "out.docx"), "does not say in which form to write"),
])
def test_what_cannot_be_done_is_said(run, arguments, said):
    code, out, err = run(*arguments)

    assert (code, out) == (2, "")
    assert said in err


def test_the_examples_of_the_help_run(run, capsys):
    _, out, _ = run("--help")

    lines = [line.split() for line in out.splitlines() if line.strip().startswith("dueregard ide")]
    sheets = [line[2] for line in lines if line[2].startswith("examples/")]
    assert len(lines) == 4
    for sheet in sheets:
        assert run(WORKED.parents[1] / sheet)[0] == 0


def test_a_workbook_without_the_two_columns_is_refused(run, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["key", "value"])
    book.active.append(["name", "Drones"])
    book.save(tmp_path / "sheet.xlsx")

    code, _, err = run(tmp_path / "sheet.xlsx")

    assert code == 2
    assert "needs a column “fact” and a column “answer”; it has key, value" in err


def test_a_fact_sheet_is_printed_under_the_headings_of_a_framework(run):
    code, out, err = run(DRONES, "--framework", "algo-care")

    assert (code, err) == (0, "")
    titles = [each.title for each in BANK.frameworks["algo-care"].headings]
    lines = out.splitlines()
    assert [each for each in lines if each in titles] == titles
    assert "made of a fact sheet alone" in " ".join(lines)
    said = " ".join(out.split())
    points = raise_points(facts=worked("drones"), bank=BANK)
    assert all(f"[Point {each.id} of the pack" in said for each in points)
    assert "Headings as others report them" in out
    assert "Not asked by this framework" in lines


def test_a_print_under_a_framework_is_written_in_each_form(run, tmp_path):
    for form in ("json", "csv", "html"):
        file = tmp_path / f"out.{form}"
        code, out, _ = run(DRONES, "--framework", "eu-altai", "-o", file)
        assert code == 0 and "Written to" in out
        assert "drn." in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(("arguments", "said"), [
    ((DRONES, "--framework", "altai"), "There is no framework called altai. Choose one of:"),
    (("--facts", "drones", "--framework", "atrs"), "An empty fact sheet has no headings"),
])
def test_a_framework_that_cannot_be_printed_is_refused_with_what_to_do(run, arguments, said):
    code, out, err = run(*arguments)

    assert code == 2 and out == ""
    assert said in " ".join(err.split())
def test_a_pack_from_a_file_is_used_in_place_of_the_shipped_one_and_nothing_is_kept(run, tmp_path):
    pack = tmp_path / "drones.toml"
    pack.write_bytes(newer("drones", version="9.0.0"))

    _, out, err = run(DRONES, "--pack", pack)
    _, before, _ = run(DRONES)

    assert err == ""
    assert "Pack: drones 9.0.0. Not yet reviewed by anybody with practical knowledge." in out
    assert "Pack: drones 9.0.0" not in before


def test_a_pack_for_another_technology_brings_its_fact_sheet(run, tmp_path):
    pack = tmp_path / "robot-dogs.toml"
    pack.write_bytes(robots())

    code, out, err = run("--facts", "robot-dogs", "--pack", pack)

    assert (code, err) == (0, "")
    assert out.startswith("# Fact sheet: Robot dogs.")


@pytest.mark.parametrize(("content", "said"), [
    (b"id = [", "cannot be read"), (b'name = "x"', "does not say at its head which pack"),
    (newer("drones", ('op = "is"', 'op = "was"')), "cannot compare"),
])
def test_a_pack_with_a_fault_is_refused_in_a_sentence(run, tmp_path, content, said):
    pack = tmp_path / "drones.toml"
    pack.write_bytes(content)

    code, out, err = run(DRONES, "--pack", pack)

    assert (code, out) == (2, "")
    assert said in err


def test_a_pack_that_is_not_there_is_told(run, tmp_path):
    code, _, err = run(DRONES, "--pack", tmp_path / "gone.toml")

    assert code == 2
    assert "There is no file" in err
