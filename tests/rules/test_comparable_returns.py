"""43 made-up forces: their returns load, are checked, and are compared without a league table."""

import json
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from jsonschema import Draft202012Validator
from tests.returns_of_forces import FORCES, LAST, MADE, ODD, SMALL, returns

from dueregard.answers import DueRegardError
from dueregard.documents import write
from dueregard.documents.audience import Audience
from dueregard.findings.finding import NotComputed
from dueregard.findings.peers import Against, Counted, against_peers, holm
from dueregard.findings.returns.checking import asks, blanks, faults, not_over
from dueregard.findings.returns.comparing import Standing, compare
from dueregard.findings.returns.definitions import definitions, schema
from dueregard.findings.returns.likeness import Basis, groups_from_table, peers
from dueregard.findings.returns.paper import comparison_paper, counts_table, return_paper
from dueregard.findings.returns.reading import read
from dueregard.findings.returns.shapes import Figure, Force, Return
from dueregard.people.rules import Role

KNOWN = definitions()
NAMED = frozenset({Standing.MORE, Standing.FEWER})


@pytest.fixture(scope="module")
def every():
    return [read(each.to_json().encode(), file=f"{each.force.id}.json")[0] for each in returns()]


def made(**figures: object) -> Return:
    counts = {key.replace("__", "/").replace("_", "-"): value for key, value in figures.items()}
    return Return(
        force=Force(id="fenmarch", name="Fenmarch"), first_day=date(2026, 7, 1), last_day=LAST,
        made_on=MADE, figures={
            key: value if isinstance(value, Figure) else Figure(count=value)
            for key, value in counts.items()
        },
    )


def plain(**changes: object) -> dict:
    return made(uses=10).to_plain() | changes


def test_every_return_keeps_the_schema_that_we_publish(every):
    validator = Draft202012Validator(schema())
    Draft202012Validator.check_schema(schema())

    assert len(every) == FORCES
    assert [list(validator.iter_errors(each.to_plain())) for each in every] == [[]] * FORCES


def test_a_return_read_back_has_the_digest_it_was_sent_with(every):
    assert [each.digest for each in every] == [each.digest for each in returns()]


@pytest.mark.parametrize("changes", [
    {"figures": [{"item": "uses", "count": True}]}, {"figures": [{"item": "uses", "count": -1}]},
    {"figures": [{"item": "uses", "count": 1.5}]}, {"figures": [{"item": "uses", "count": "9"}]},
    {"revision": 0}, {"figures": {}}, {"force": {}}, {"schema": "urn:dueregard:return:2"},
    {"period": {"from": "2026-07-01"}}, {"signed": {"post": "", "on": "2026-10-30"}},
])
def test_what_the_schema_refuses_we_refuse_in_words_that_name_the_file(changes):
    broken = plain(**changes)

    assert list(Draft202012Validator(schema()).iter_errors(broken))
    with pytest.raises(DueRegardError, match=r"^one\.json: "):
        read(json.dumps(broken).encode(), file="one.json")


@pytest.mark.parametrize(("content", "said"), [
    (b"\xff\xfe", "not text in UTF-8"), (b"{", "not whole JSON"), (b"{}", "it is not a return"),
    (b"", "no column “force”"), (b"force,item,count\n", "it has no rows"),
    (b"force,item,count,colour\nA,uses,1,red\n", "the column “colour” is not known"),
    (b"force,item,count\nA,uses,many\n", "row 2, uses says “many”"),
    (b"force,item,count\nA,cars,3\n", "“cars” is not an item"),
    (b"force,item,count\nA,uses,3\nA,uses,4\n", "“uses” is there twice"),
    (b"force,item,count\n,uses,3\n", "row 2 does not name its force"),
    (b"force,item,count,population\nA,uses,3,lots\n", "“population” says “lots”"),
    (b"force,item,count,of\nA,reviewed,9,4\n", "is 9, more than the 4"),
    (b'{"schema": "urn:dueregard:return:1", "definitions": 9}', "by version 9 of the definitions"),
])
def test_each_fault_of_a_file_is_said_with_the_file(content, said):
    with pytest.raises(DueRegardError) as refused:
        read(content, file="north.csv", period=(date(2026, 7, 1), LAST))

    assert all(each.startswith("north.csv: ") for each in str(refused.value).splitlines())
    assert said in str(refused.value)


def test_a_table_that_does_not_say_its_period_asks_for_it():
    with pytest.raises(DueRegardError, match="does not say its period"):
        read(b"force,item,count\nA,uses,3\n", file="a.csv")


def test_a_return_as_a_table_of_counts_is_read_back_with_the_same_figures(every):
    for each in every[:5]:
        table = write(counts_table(each, KNOWN), ".csv")
        [again] = read(table, file="counts.csv")
        assert {key: each.count(key) for key in KNOWN.keys()} == {  # noqa: SIM118
            key: again.count(key) for key in KNOWN.keys()  # noqa: SIM118
        }
        assert again.force.population == each.force.population


def test_a_blank_is_not_known_and_a_nought_is_nought():
    one = read(b"force,item,count\nA,uses,\nA,evidence,0\n", file="a.csv",
               period=(date(2026, 7, 1), LAST))[0]

    assert one.count("uses") is None
    assert one.count("evidence") == 0
    assert "uses" in blanks(one, KNOWN)
    assert "evidence" not in blanks(one, KNOWN)
    assert "| Uses on the register | Not known |" in write(return_paper(one, KNOWN), ".md").decode()


@pytest.mark.parametrize(("figures", "said"), [
    ({"uses": 10, "in_use": 12}, "in-use) is 12, more than the 10"),
    ({"reviewed": Figure(count=1, of=4), "in_use": 5}, "given as a part of 4"),
    ({"uses": Figure(count=1, of=4)}, "not a part of anything"),
    ({"uses": 3, "uses_by_status__live": 4}, "more than the 3"),
    ({"evidence": 5, **{f"evidence_by_level__level_{n}": 1 for n in range(4)},
      "evidence_by_level__level_4": 0, "evidence_by_level__level_5": 0}, "adds up to 4"),
    ({"in_use": 5, "uses_by_status__live": 3, "uses_by_status__trial": 1}, "3 are live and 1"),
    ({"conditions_due": 5, "conditions_met": 3, "conditions_lapsed": 3}, "cannot add up to 6"),
    ({"lfr_deployments": 0, "lfr_faces": 900, "lfr_alerts": 2}, "there was no deployment"),
    ({"lfr_alerts": 2, "lfr_false_alerts": 3}, "is 3, more than the 2"),
])
def test_what_cannot_be_so_is_a_fault(figures, said):
    assert any(said in each for each in faults(made(**figures), KNOWN))


def test_parts_of_which_some_are_not_known_need_not_add_up():
    assert faults(made(uses=10, uses_by_status__live=4), KNOWN) == ()


def test_people_with_two_roles_may_stand_twice():
    assert faults(made(
        staff=1, staff_by_role__ethics_lead=1, staff_by_role__administrator=1
    ), KNOWN) == ()


def test_every_role_and_every_technology_of_this_version_is_a_part():
    from dueregard.identify.register.rules import Status
    from dueregard.lenses import bank

    technology = next(each for each in bank.load().register if each.key == "technology")
    assert set(KNOWN.items["staff-by-role"].parts) == set(Role)
    assert set(KNOWN.items["uses-by-status"].parts) == set(Status)
    assert set(KNOWN.items["uses-by-technology"].parts) == {
        each.value for each in technology.options
    }


def test_every_whole_is_an_item_and_what_is_compared_has_one():
    keys = set(KNOWN.keys())
    for each in KNOWN.items.values():
        assert not each.of or each.of in keys
        assert each.of or not each.compare
        assert each.section in KNOWN.sections
        assert not each.compare or not each.parts


@pytest.mark.parametrize(("before", "now", "asked"), [
    (20, 41, True), (41, 20, True), (20, 38, False), (3, 9, False), (0, 10, True), (12, None, True),
    (None, 12, False),
])
def test_a_sudden_change_is_asked_about_until_it_is_explained(before, now, asked):
    last, this = made(uses=before), made(uses=now)

    found = asks(this, KNOWN, last=last)
    told = replace(this, figures={"uses": Figure(count=now, note="A list was brought in")})

    assert bool(found) is asked
    assert asks(told, KNOWN, last=last) == ()


def test_a_return_made_too_soon_or_too_late_is_asked_about():
    soon = replace(made(advice_given=3), made_on=LAST + timedelta(days=10))
    late = replace(made(uses=3), made_on=LAST + timedelta(days=90))

    assert [each.key for each in asks(soon, KNOWN, last=None)] == ["advice-answered-in-time"]
    assert [each.key for each in asks(late, KNOWN, last=None)] == ["uses"]


def test_a_period_that_is_not_over_is_said_to_be_so():
    assert not_over(made(), today=LAST)
    assert not_over(made(), today=LAST + timedelta(days=1)) == ()


@pytest.mark.parametrize("basis", list(Basis))
def test_the_planted_outlier_is_found_and_nobody_else_is_named(every, basis):
    found = compare(every, basis=basis, shown=frozenset(each.force.id for each in every))

    named = {
        (each.item.id, line.force) for each in found.items for line in each.lines
        if line.standing in NAMED
    }
    assert named == {("reviewed", every[ODD].force.name)}


def test_a_small_honest_force_with_none_of_three_is_not_accused(every):
    small = every[SMALL]
    figures = dict(small.figures) | {
        "reviewed": Figure(count=0, of=3), "in-use": Figure(count=3),
        "uses-by-status/live": Figure(count=3), "uses-by-status/trial": Figure(count=0),
        "live-without-decision": Figure(count=3, of=3),
    }
    changed = [*every[:SMALL], replace(small, figures=figures), *every[SMALL + 1:]]

    found = compare(changed, basis=Basis.GROUP, own=small.force.id)

    assert {found.item(each).own.standing for each in ("reviewed", "live-without-decision")} == {
        Standing.CANNOT_TELL
    }


def test_honest_forces_are_seldom_named_over_many_rounds():
    wrong = 0
    for seed in range(20):
        found = compare(returns(seed=seed, odd=False), basis=Basis.GROUP)
        wrong += any(line.standing in NAMED for each in found.items for line in each.lines)

    assert wrong <= 3


def test_the_order_is_one_and_has_nothing_to_do_with_any_figure(every):
    found = compare(every, basis=Basis.GROUP, secret=b"ours")

    for each in found.items:
        assert tuple(line.force for line in each.lines) == found.forces
        values = [line.share.value for line in each.lines
                  if not isinstance(line.share, NotComputed)]
        assert abs(_rank_correlation(values)) < 0.45, each.item.id
    doubled = [_turned(each) for each in every]
    again = compare(doubled, basis=Basis.GROUP, secret=b"ours")
    assert again.forces == found.forces
    assert [line.of for line in again.item("reviewed").lines] == [
        line.of for line in found.item("reviewed").lines
    ]


def _turned(each: Return) -> Return:
    """The same force with as many reviewed as it had not reviewed."""
    count, of = each.count("reviewed"), each.count("in-use")
    return replace(each, figures=dict(each.figures) | {
        "reviewed": Figure(count=of - count, of=of)
    })


def _rank_correlation(values: list[float]) -> float:
    def ranks(of):
        order = sorted(range(len(of)), key=lambda place: of[place])
        return [order.index(place) for place in range(len(of))]

    one, size = ranks(values), len(values)
    return 1 - 6 * sum((rank - at) ** 2 for at, rank in enumerate(one)) / (size**3 - size)


def test_no_table_of_the_paper_is_in_order_of_its_figures(every):
    paper = comparison_paper(compare(every, basis=Basis.GROUP), made_at="2026-11-02")
    text = write(paper, ".md").decode()

    tables = [block for part in paper.parts for block in part.blocks if block.type == "table"]
    assert len(tables) == len(KNOWN.compared())
    assert len({tuple(row[0] for row in each.rows) for each in tables}) == 1
    assert not {"rank", "best", "worst", "league position"} & set(text.lower().split())


def test_others_are_letters_unless_they_agreed_and_letters_do_not_follow_names(every):
    found = compare([*every[:-1], replace(every[-1], force=replace(
        every[-1].force, show_name=True
    ))], basis=Basis.GROUP, own=every[0].force.id, secret=b"ours")
    other = compare(every, basis=Basis.GROUP, own=every[0].force.id, secret=b"theirs")
    text = write(comparison_paper(found, made_at="2026-11-02"), ".json").decode()

    assert found.forces[0] == every[0].force.name
    assert found.forces[1] == every[-1].force.name
    assert [each.force.name for each in every[1:-1] if each.force.name in text] == []
    assert found.item("reviewed").lines[2:] != other.item("reviewed").lines[2:]
    assert f"{every[5].force.population}" not in text


def test_a_group_of_fewer_than_five_is_not_compared(every):
    few = [replace(each, force=replace(each.force, group="Few" if place < 4 else "Rest"))
           for place, each in enumerate(every)]

    found = compare(few, basis=Basis.GROUP, shown=frozenset(each.force.id for each in few))

    lines = {line.force: line for line in found.item("reviewed").lines}
    assert {lines[each.force.name].standing for each in few[:4]} == {Standing.NOT_COMPARED}
    assert "Fewer than 5" in lines[few[0].force.name].like.reason
    assert lines[few[10].force.name].standing is Standing.CANNOT_TELL


def test_a_force_that_says_nothing_of_itself_is_like_nobody():
    forces = [Force(id=f"f{n}", name="F", population=100 + n, rural_share=0.1) for n in range(9)]

    found = peers([*forces, Force(id="silent", name="S")], Basis.LIKENESS)

    assert found["silent"] == ()
    assert "silent" not in {other for its in found.values() for other in its}
    assert found["f0"] == ("f1", "f2", "f3", "f4", "f5", "f6", "f7")


def test_small_counts_of_people_are_hidden_with_whoever_would_give_them_away(every):
    figures = {"staff": Figure(count=40), "staff-on-bodies": Figure(count=3, of=40)}
    changed = [replace(every[0], figures=dict(every[0].figures) | figures), *every[1:]]

    found = compare(changed, basis=Basis.GROUP, shown=frozenset(e.force.id for e in changed))

    lines = found.item("staff-on-bodies").lines
    mine = next(each for each in lines if each.force == changed[0].force.name)
    assert (mine.count, mine.of, mine.standing) == (None, None, Standing.NOT_COMPARED)
    assert not any(
        1 <= each.count <= 9 or 1 <= each.of - each.count <= 9
        for each in lines if each.count is not None
    )
    false = found.item("lfr-false-alerts").lines
    assert any(1 <= each.count <= 9 for each in false if each.count is not None)


def test_periods_are_not_mixed_and_a_force_counts_once(every):
    with pytest.raises(DueRegardError, match="different periods"):
        compare([every[0], replace(every[1], last_day=date(2026, 12, 31))], basis=Basis.GROUP)
    with pytest.raises(DueRegardError, match="two returns of made-up-force-01"):
        compare([every[0], every[0]], basis=Basis.GROUP)
    with pytest.raises(DueRegardError, match="Load some first"):
        compare([], basis=Basis.GROUP)


@pytest.mark.parametrize(("content", "said"), [
    (b"force\nA\n", "the columns force and group"), (b"force,group\nA,\n", "row 2 lacks"),
    (b"force,group\nA,one\nA,two\n", "into a second group"), (b"\xff", "is not a table"),
])
def test_a_file_of_groups_that_does_not_fit_is_refused_in_words(content, said):
    with pytest.raises(DueRegardError, match=said):
        groups_from_table(content, file="groups.csv")


def test_the_comparison_leaves_in_every_format_but_for_nobody_outside_the_force(every):
    paper = comparison_paper(compare(every[:8], basis=Basis.LIKENESS), made_at="2026-11-02")

    assert paper.audience == Audience.FORCE
    for suffix in (".html", ".odt", ".xlsx", ".csv", ".md", ".json"):
        assert write(paper, suffix)


def test_a_force_is_left_out_of_what_it_is_held_against():
    chance = random.Random(4)
    like = [Counted(events=sum(chance.random() < 0.5 for _ in range(50)), trials=50)
            for _ in range(10)]
    everybody = [[j for j in range(11) if j != i] for i in range(11)]

    one, other = (
        against_peers([*like, Counted(events=x, trials=50)], everybody)[-1] for x in (0, 50)
    )

    assert isinstance(one, Against)
    assert (one.typical, one.low, one.high) == (other.typical, other.low, other.high)
    assert one.p_value < 0.001
    assert not one.above
    assert other.above


def test_without_peers_there_is_no_figure():
    assert all(isinstance(each, NotComputed) for each in against_peers(
        [Counted(events=1, trials=2)] * 3, [[], [], []]
    ))


def test_holm_is_never_smaller_than_what_it_was_given_and_keeps_the_order():
    given = [0.001, 0.2, 0.01, 0.04]

    assert holm(given) == pytest.approx((0.004, 0.2, 0.03, 0.08))
    assert holm([]) == ()
