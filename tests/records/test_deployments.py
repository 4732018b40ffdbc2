"""A force's deployment log: taken in, sent again, corrected, taken back."""

from datetime import date
from pathlib import Path

import pytest

from dueregard.answers import DueRegardError, Refused
from dueregard.ledger import queries as ledger
from dueregard.manage.deployments import actions, queries, rules
from dueregard.manage.deployments.reading import read
from dueregard.manage.deployments.rules import Row
from dueregard.people.rules import Role

MET = Path(__file__).parents[2] / "examples" / "met-lfr-deployments.csv"


def row(**given):
    values = dict.fromkeys(Row.__dataclass_fields__) | {
        "row": 1, "date": date(2026, 5, 3), "place": "Market Square", "deployment": "",
        "use_case": "", "alerts": 4, "false_confirmed": 1, "faces_seen": 2000,
    }
    return Row(**values | given)


def take(world, ref, *rows, further=False, by=None, name="log.csv"):
    return actions.take_in(
        ref=ref, rows=rows, left_out=(), file_name=name, sha256="0" * 64, further=further,
        by=by or world.lead, now=world.now,
    )


def test_a_log_that_is_sent_twice_is_counted_once(world):
    ref = world.use()
    found = read(MET)
    take(world, ref, *found.rows)

    with pytest.raises(Refused) as again:
        take(world, ref, *found.rows)

    assert again.value.code == "nothing-new"
    assert len(queries.of_use(ref)) == len(found.rows)


def test_what_is_kept_of_the_published_log_adds_up_to_what_the_file_adds_up_to(world):
    ref = world.use()
    take(world, ref, *read(MET).rows)

    kept = rules.totals(queries.of_use(ref))

    # The sums of the published grids, by year: 8 + 20 + 68 + 1,276 + 814 alerts, and so on.
    assert kept.of("alerts").total == 2186
    assert kept.of_alerts.events == 44
    assert kept.of("faces_seen").total == 2_529_031
    assert kept.of("arrests").total == 960


def test_rows_of_a_later_log_are_added_and_those_that_are_here_are_not(world):
    ref = world.use()
    take(world, ref, row())

    take(world, ref, row(row=9), row(row=10, date=date(2026, 5, 4)))

    assert [each.date.day for each in queries.of_use(ref)] == [4, 3]


def test_a_correction_counts_and_the_row_before_it_is_kept(world):
    ref = world.use()
    take(world, ref, row(alerts=4))

    take(world, ref, row(alerts=5))

    (now,) = queries.of_use(ref)
    (kept,) = queries.corrections(ref)
    assert now.alerts == 5
    assert (kept.before.alerts, kept.after.alerts) == (4, 5)


def test_a_second_deployment_on_one_day_in_one_place_is_added_when_a_person_says_so(world):
    ref = world.use()
    take(world, ref, row(alerts=4))

    take(world, ref, row(alerts=5), further=True)

    assert sorted(each.alerts for each in queries.of_use(ref)) == [4, 5]
    assert queries.corrections(ref) == ()


def test_two_rows_of_one_day_and_place_that_could_be_either_are_refused_with_what_to_do(world):
    ref = world.use()
    take(world, ref, row(alerts=4), row(alerts=6))

    with pytest.raises(Refused) as refusal:
        take(world, ref, row(alerts=4), row(alerts=7), row(alerts=8))

    assert refusal.value.code == "which-is-which"
    assert "Add a column 'deployment'" in refusal.value.reason
    assert len(queries.of_use(ref)) == 2


def test_a_log_that_is_taken_back_counts_no_more_and_what_it_corrected_stands_again(world):
    ref = world.use()
    take(world, ref, row(alerts=4))
    second = int(take(world, ref, row(alerts=5)).removeprefix("log-"))

    actions.take_back(log_id=second, because="The wrong file", by=world.lead, now=world.now)

    assert [each.alerts for each in queries.of_use(ref)] == [4]
    assert queries.log(second).taken_back_because == "The wrong file"
    assert queries.log(second).rows == 1


def test_a_log_whose_rows_were_corrected_since_is_not_taken_back_before_the_correction(world):
    ref = world.use()
    first = int(take(world, ref, row(alerts=4)).removeprefix("log-"))
    take(world, ref, row(alerts=5))

    with pytest.raises(Refused) as refusal:
        actions.take_back(log_id=first, because="Wrong", by=world.lead, now=world.now)

    assert refusal.value.code == "corrected-since"


def test_a_blank_is_not_recorded_and_never_nought(world):
    found = rules.totals([row(arrests=None, faces_seen=None), row(arrests=3, faces_seen=None)])

    assert found.of("arrests") == rules.Sum(name="Arrests", total=3, recorded=1)
    assert found.of("faces_seen").total is None
    assert found.of_faces.out_of == 0


@pytest.mark.parametrize("role", [Role.OFFICER, Role.INSPECTOR, Role.COMMITTEE_MEMBER])
def test_others_cannot_send_a_log_and_the_refusal_is_on_the_ledger(world, role):
    ref = world.use()

    with pytest.raises(Refused):
        take(world, ref, row(), by=world.person(role))

    assert ledger.history(newest=1)[0].refused


def test_the_owner_of_another_use_cannot_send_its_log(world):
    ref = world.use()
    other = world.join(Role.PROJECT_LEAD)

    with pytest.raises(Refused) as refusal:
        take(world, ref, row(), by=other)

    assert refusal.value.code == "not-own-use"


def test_a_file_that_is_no_log_says_what_to_do(tmp_path):
    file = tmp_path / "staff.csv"
    file.write_text("name,grade\nA,1\n")

    with pytest.raises(DueRegardError, match="date"):
        read(file)


def test_a_row_without_a_day_is_left_out_and_said(tmp_path):
    file = tmp_path / "log.csv"
    file.write_text("date,place,alerts,false_confirmed\n2026-05-03,A,4,0\nsoon,B,5,0\n")

    found = read(file)

    assert [each.place for each in found.rows] == ["A"]
    assert any("1 row" in each for each in found.left_out)


def test_the_same_row_twice_in_one_file_is_kept_once_and_said(world):
    compared = rules.compare(rows=[row(row=1), row(row=2)], held=[], further=False)

    assert len(compared.added) == 1 and len(compared.twice) == 1


def test_the_name_of_a_deployment_tells_two_apart_on_one_day_in_one_place(world):
    ref = world.use()
    take(world, ref, row(deployment="Op A"), row(deployment="Op B", alerts=9))

    take(world, ref, row(deployment="Op B", alerts=10))

    assert sorted(each.alerts for each in queries.of_use(ref)) == [4, 10]
