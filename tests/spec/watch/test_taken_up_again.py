"""A nightly run: the state is saved, taken up, and nothing is counted twice."""

import pytest
from tests.builders_measure import table, write_csv

from dueregard.__main__ import main
from dueregard.answers import DueRegardError
from dueregard.findings.reading import finding_from_json
from dueregard.instruments import load

HEADINGS = ["date", "ethnicity", "outcome"]
ROWS = [
    [f"2026-03-{day:02}", "White" if day % 4 == 0 else "Black", "false"] for day in range(1, 13)
]
OPTIONS = {"group": "ethnicity", "of": "Black", "exposure": 0.3, "date": "date"}
PAIR = {"group": "ethnicity", "of": "Black", "versus": "White", "events": "outcome=false",
        "date": "date"}
LIMIT = {"limit": 0.1, "events": "outcome=false", "date": "date"}


def run(rows, state="begin", **options):
    given = options or OPTIONS
    return load("watch").measure(table(HEADINGS, rows), options={**given, "state": state})


def command(*words):
    """What the command ends with."""
    with pytest.raises(SystemExit) as ended:
        main(words)
    return ended.value.code


def figures(finding):
    """Each figure by its measure and group, to twelve digits."""
    return {
        (each.measure, *each.group.values()): (f"{each.value:.12g}", each.events, each.exposure)
        for each in finding.rows
        if each.measure in ("watched", "evidence", "highest_evidence", "alarm")
        and "after" not in each.group
    }


@pytest.mark.parametrize("options", [OPTIONS, PAIR, LIMIT])
@pytest.mark.parametrize("cut", [4, 6, 11])
def test_two_nights_give_what_one_long_run_gives(options, cut):
    whole = run(ROWS, **options)

    first = run([*ROWS[:cut]], **options)
    second = run(ROWS[cut:], first.to_json(), **options)

    assert figures(second) == figures(whole)
    assert second.verdict.sentence == whole.verdict.sentence


@pytest.mark.parametrize("options", [OPTIONS, PAIR, LIMIT])
def test_a_file_that_has_grown_is_read_from_where_the_watch_left_off(options):
    first = run(ROWS[:7], **options)

    second = run(ROWS, first.to_json(), **options)

    assert figures(second) == figures(run(ROWS, **options))
    assert [(each.reason, each.rows) for each in second.data.set_aside] == [
        ("it was watched in an earlier run", 7)]


def test_the_same_file_twice_adds_nothing():
    first = run(ROWS)

    again = run(ROWS, first.to_json())

    assert figures(again) == figures(first)
    assert again.data.rows_used == 0
    assert again.verdict == first.verdict


def test_rows_that_came_late_are_refused_and_not_left_out():
    first = run(ROWS[:7])

    with pytest.raises(DueRegardError, match="Rows came late or were changed"):
        run([["2026-03-02", "White", "false"], *ROWS[7:]], first.to_json())


def test_another_question_is_another_watch():
    first = run(ROWS[:7])

    with pytest.raises(DueRegardError, match="--exposure is '0.3', and now it is '0.4'"):
        run(ROWS[7:], first.to_json(), **(OPTIONS | {"exposure": 0.4}))


def test_a_quiet_night_without_the_group_or_a_wrong_alert_is_no_mistake():
    asked = OPTIONS | {"events": "outcome=false"}
    first = run(ROWS[:6], **asked)

    quiet = run([["2026-04-01", "White", "true"]], first.to_json(), **asked)

    assert figures(quiet) == figures(first)
    with pytest.raises(DueRegardError, match="never holds 'Black'"):
        run([["2026-04-01", "White", "false"]], **asked)


@pytest.mark.parametrize("state", ["{}", "nonsense", '{"schema": "urn:other"}'])
def test_a_file_that_is_no_state_is_refused(state):
    with pytest.raises(DueRegardError, match="not the state of a watch"):
        run(ROWS, state)


def test_the_finding_of_another_instrument_is_no_state():
    other = load("deployments").measure(
        table(["date", "alerts", "false_confirmed"], [["2026-01-01", "3", "1"]]))

    with pytest.raises(DueRegardError, match="not the state of a watch"):
        run(ROWS, other.to_json())


def test_many_nights_do_not_make_the_state_grow():
    state, day = "begin", 0
    for _ in range(40):
        rows = [[f"2026-{1 + day // 28:02}-{1 + (day + each) % 28:02}", "Black", "false"]
                for each in range(2)]
        finding = run(rows, state)
        state, day = finding.to_json(), day + 2

    assert len(finding.rows) < 60
    assert finding.rows[0].exposure == 80


def test_the_command_keeps_the_state_in_a_file_from_night_to_night(tmp_path, capsys):
    monday = write_csv(tmp_path / "monday.csv", HEADINGS, ROWS[:6])
    tuesday = write_csv(tmp_path / "tuesday.csv", HEADINGS, ROWS[6:])
    state = tmp_path / "watch.json"
    asked = ["--group", "ethnicity", "--of", "Black", "--exposure", "0.30", "--date", "date",
             "--state", str(state)]

    codes = [command("measure", "watch", str(night), *asked) for night in (monday, tuesday)]

    assert codes == [0, 0]
    kept = finding_from_json(state.read_text())
    assert figures(kept) == figures(run(ROWS))
    assert "Taken up from an earlier run" in " ".join(capsys.readouterr().out.split())


def test_a_run_that_is_refused_leaves_the_state_as_it_was(tmp_path, capsys):
    night = write_csv(tmp_path / "night.csv", HEADINGS, ROWS[:6])
    late = write_csv(tmp_path / "late.csv", HEADINGS, [["2026-03-01", "White", "false"]])
    state = tmp_path / "watch.json"
    asked = ["--group", "ethnicity", "--of", "Black", "--exposure", "0.30", "--date", "date",
             "--state", str(state)]
    command("measure", "watch", str(night), *asked)
    before = state.read_bytes()

    code = command("measure", "watch", str(late), *asked)

    assert code == 2
    assert state.read_bytes() == before
    assert "Rows came late" in capsys.readouterr().err


def test_a_state_that_cannot_be_one_is_said_before_anything_is_read(tmp_path, capsys):
    night = write_csv(tmp_path / "night.csv", HEADINGS, ROWS)

    code = command("measure", "watch", str(night), "--group", "ethnicity", "--of", "Black",
                   "--exposure", "0.3", "--date", "date", "--state", str(tmp_path / "state.txt"))

    assert code == 2
    assert ".json" in capsys.readouterr().err
