"""Our own return from the record to its signature, and those of others as they are loaded."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.returns_of_forces import FIRST, LAST, ODD, returns

from dueregard.answers import DueRegardError, Refused
from dueregard.findings.returns.comparing import Standing
from dueregard.findings.returns.likeness import Basis
from dueregard.findings.returns.reading import from_plain, read
from dueregard.findings.returns.shapes import Figure
from dueregard.ledger import queries as ledger
from dueregard.people.rules import Role
from dueregard.report.particulars import actions as particulars
from dueregard.report.questions import actions as questions
from dueregard.report.questions.actions import Arrived
from dueregard.report.returns import actions, counting, queries
from dueregard.report.returns.actions import Like
from dueregard.report.returns.models import LoadedReturn
from dueregard.report.returns.rules import State
from dueregard.report.withholding import actions as withholding

BEGINS, ENDS = date(2026, 10, 1), date(2026, 12, 31)


@pytest.fixture
def quarter(world):
    """A world in which things were done in the last quarter of a year, and the year is over."""
    ref = world.use()
    world.matter(ref, to="decided")
    world.use(name="Body-worn video", technology="body-worn-video")
    world.publish(ref)
    world.now = datetime(2027, 1, 30, 9, 0, tzinfo=UTC)
    return world


def make(world, **given):
    values = {"first_day": BEGINS, "last_day": ENDS, "like": Like()} | given
    made = actions.make(by=world.lead, now=world.now, **values)
    return int(made.removeprefix("return-"))


def explain(world, number):
    for each in queries.sheet(number).asks:
        actions.say(return_id=number, key=each.key, note="Looked at", by=world.lead, now=world.now)


def sign(world, number, **given):
    values = {"post": "Deputy Chief Constable", "blanks_seen": True} | given
    return actions.sign(return_id=number, by=world.person(Role.DECISION_MAKER), now=world.now,
                        **values)


def sent(every):
    return [(f"{each.force.id}.json", each.to_json().encode()) for each in every]


def load(world, every, **given):
    return actions.load(files=sent(every), by=world.lead, now=world.now, **given)


def test_a_return_is_counted_from_the_record(quarter):
    made = queries.sheet(make(quarter)).made

    assert {key: made.count(key) for key in (
        "uses", "uses-by-status/trial", "uses-by-technology/body-worn-video", "in-use", "reviewed",
        "advice-given", "advice-answered-in-time", "asked-for", "declined", "conditions-set",
        "gates", "overrides", "public-record", "lfr-alerts", "fields-withheld", "public-questions",
    )} == {
        "uses": 2, "uses-by-status/trial": 1, "uses-by-technology/body-worn-video": 1, "in-use": 1,
        "reviewed": 1, "advice-given": 1, "advice-answered-in-time": 1, "asked-for": 1,
        "declined": 0, "conditions-set": 1, "gates": 1, "overrides": 1, "public-record": 1,
        "lfr-alerts": None, "fields-withheld": 0, "public-questions": 0,
    }
    assert made.count("fields") > 10
    before = queries.sheet(make(quarter, first_day=FIRST, last_day=LAST)).made
    assert before.count("advice-given") == 0


def test_what_is_kept_back_and_what_was_asked_late_is_counted_from_the_record(quarter):
    ref = "use-0001"
    withholding.withhold(
        ref=ref, source="manage.Condition.test", reason="court", because="A trial",
        review_on=date(2027, 3, 1), by=quarter.lead, now=quarter.now,
    )
    particulars.say(ref=ref, texts={"can_do": "Look"}, by=quarter.lead, now=quarter.now)
    quarter.publish(ref)
    for number, asked_on in (("BCD-2345", date(2026, 10, 5)), ("BCD-2346", date(2026, 9, 1))):
        questions.receive(now=quarter.now, arrived=Arrived(
            number=number, slug="live-facial-recognition", version=1, asked_on=asked_on,
            words="How long do you keep my face?",
        ))

    made = queries.sheet(make(quarter)).made

    assert made.count("fields-withheld") == 1 < made.count("fields")
    assert (made.count("public-questions"), made.count("public-questions-late")) == (1, 1)


def test_each_figure_is_the_number_of_records_it_rests_on(quarter):
    number = make(quarter)

    figure = queries.figure(number, "advice-given")

    assert [each.ref for each in figure.records] == ["use-0001"]
    assert figure.now == figure.line.count == 1


def test_a_log_that_covers_other_months_tells_nothing_of_the_period(quarter):
    from importlib.resources import files

    from dueregard.identify.evidence import actions as evidence
    from dueregard.identify.evidence.rules import Source

    text = (files("dueregard.content") / "example" / "deployments-finding.json").read_text("utf-8")
    evidence.attach(ref="use-0001", title="The log", lens="fairness", source=Source.FORCE,
                    said_by="Us", finding_json=text, by=quarter.lead, now=quarter.now)
    log = {"today": quarter.now.date()}

    third = counting.counted(first_day=BEGINS, last_day=ENDS, **log)
    whole = counting.counted(first_day=date(2020, 1, 1), last_day=date(2026, 9, 30), **log)

    assert "lfr-alerts" not in third
    assert (whole["lfr-alerts"].figure, whole["lfr-false-alerts"].figure) == (2186, 44)
    assert third["measured"].figure == 1
    assert third["measured-by-group"].figure == 0


def test_what_the_record_tells_is_not_typed_over_and_what_it_cannot_needs_a_source(quarter):
    number = make(quarter)
    acts = {"return_id": number, "by": quarter.lead, "now": quarter.now}

    actions.say(key="uses", count=99, note="Ours", **acts)
    with pytest.raises(DueRegardError, match="Say where the figure comes from"):
        actions.say(key="lfr-alerts", count=120, note="", **acts)
    actions.say(key="lfr-alerts", count=120, note="Counted on the site", **acts)
    with pytest.raises(DueRegardError, match="more than the 120"):
        actions.say(key="lfr-false-alerts", count=130, note="Counted", **acts)

    made = queries.sheet(number).made
    assert made.count("uses") == 2
    assert (made.count("lfr-alerts"), made.count("lfr-false-alerts")) == (120, None)


def test_counting_again_keeps_what_was_typed_and_explained(quarter):
    number = make(quarter)
    acts = {"return_id": number, "by": quarter.lead, "now": quarter.now}
    actions.say(key="lfr-alerts", count=120, note="Counted on the site", **acts)
    actions.say(key="uses", note="One was left out by mistake", **acts)
    quarter.use(name="Drones", technology="drones")

    actions.count_again(**acts)

    made = queries.sheet(number).made
    assert (made.count("uses"), made.figures["uses"].note) == (3, "One was left out by mistake")
    typed = made.figures["lfr-alerts"]
    assert (made.count("lfr-alerts"), typed.note) == (120, "Counted on the site")


def test_a_signed_return_is_frozen_with_its_digest_and_names_a_post(quarter):
    number = make(quarter)
    explain(quarter, number)
    with pytest.raises(Refused, match="Tick that you have seen"):
        sign(quarter, number, blanks_seen=False)

    sign(quarter, number)

    sheet = queries.sheet(number)
    assert sheet.state is State.SIGNED
    assert sheet.digest == sheet.made.digest
    text = sheet.made.to_json()
    assert sheet.made.signed_post == "Deputy Chief Constable"
    assert not [each for each in ("Person", "Ada", "@") if each in text]
    assert read(text.encode(), file="ours.json")[0].digest == sheet.digest
    with pytest.raises(Refused, match="what is signed stays"):
        actions.say(return_id=number, key="uses", note="Later", by=quarter.lead, now=quarter.now)
    assert ledger.history(newest=2)[1].facts["digest"] == sheet.digest


def test_a_signed_return_is_corrected_by_a_new_version_and_stays(quarter):
    first = make(quarter)
    with pytest.raises(Refused, match="waits to be signed"):
        make(quarter)
    explain(quarter, first)
    sign(quarter, first)
    with pytest.raises(Refused, match="say what was wrong"):
        make(quarter)

    again = make(quarter, because="A use was counted twice")
    explain(quarter, again)
    sign(quarter, again)

    assert (queries.sheet(first).state, queries.sheet(again).state) == (
        State.CORRECTED, State.SIGNED
    )
    assert (queries.sheet(again).made.revision, queries.sheet(again).made.because) == (
        2, "A use was counted twice"
    )


def test_a_return_is_made_only_of_a_period_that_is_over(quarter):
    with pytest.raises(Refused, match="The period is not over"):
        make(quarter, last_day=quarter.now.date())
    with pytest.raises(Refused, match="one year at most"):
        make(quarter, first_day=date(2024, 1, 1))


def test_a_sudden_change_since_the_last_return_must_be_explained(quarter):
    last = make(quarter, first_day=FIRST, last_day=LAST)
    explain(quarter, last)
    sign(quarter, last)
    for number in range(12):
        quarter.use(name=f"Tool {number}")
    number = make(quarter)

    assert "uses" in {each.key for each in queries.sheet(number).asks}
    with pytest.raises(Refused, match="Something needs a word of explanation"):
        sign(quarter, number)
    explain(quarter, number)
    sign(quarter, number)


@pytest.mark.parametrize(("role", "action"), [
    (Role.OFFICER, "make"), (Role.PROJECT_LEAD, "make"), (Role.OFFICER, "load"),
    (Role.ANALYST, "sign"),
])
def test_nobody_does_what_their_role_does_not_allow(quarter, role, action):
    number = make(quarter)
    acts = {"by": quarter.person(role), "now": quarter.now}

    with pytest.raises(Refused, match="This is for"):
        if action == "make":
            actions.make(first_day=BEGINS, last_day=ENDS, like=Like(), **acts)
        elif action == "load":
            actions.load(files=[], **acts)
        else:
            actions.sign(return_id=number, post="Chief", **acts)


def test_43_returns_load_and_compare_and_the_same_again_change_nothing(world):
    every = returns()

    assert load(world, every) == "43 new, 0 corrected, 0 known already."
    assert load(world, every) == "0 new, 0 corrected, 43 known already."
    found = queries.comparison((FIRST, LAST), basis=Basis.GROUP)

    assert LoadedReturn.objects.count() == 43
    named = [line for each in found.items for line in each.lines
             if line.standing in (Standing.MORE, Standing.FEWER)]
    assert [(each.count, each.of) for each in named] == [
        (every[ODD].count("reviewed"), every[ODD].count("in-use"))
    ]
    assert all(each.startswith("Force ") for each in found.forces)


def test_a_corrected_return_takes_the_place_and_both_stay_and_an_older_one_does_not(world):
    one = returns()[0]
    better = replace(one, revision=2, because="Two uses were left out",
                     figures=dict(one.figures) | {"uses": Figure(count=one.count("uses"))})
    load(world, [one])

    assert load(world, [better]) == "0 new, 1 corrected, 0 known already."
    older = replace(one, signed_post="Somebody else")
    with pytest.raises(Refused, match="version 2 is here already"):
        load(world, [older])
    assert load(world, [one]) == "0 new, 0 corrected, 1 known already."

    lines = queries.loaded()
    assert [(each.revision, each.stands) for each in lines] == [(2, True), (1, False)]
    first, second = LoadedReturn.objects.order_by("pk")
    assert first.replaced_by == second
    assert from_plain(first.content).digest == one.digest


def test_one_bad_file_of_many_is_named_with_its_item_and_nothing_is_loaded(world):
    good, bad = returns()[:2]
    bad = replace(bad, figures=dict(bad.figures) | {"reviewed": Figure(count=999)})

    with pytest.raises(DueRegardError) as refused:
        load(world, [good, bad])

    said = str(refused.value)
    assert "made-up-force-02.json: In use and reviewed (reviewed) is 999, more than" in said
    assert "made-up-force-01.json" not in said
    assert said.endswith("Nothing was loaded.")
    assert LoadedReturn.objects.count() == 0


def test_the_return_of_our_own_force_is_not_loaded(world):
    own = replace(returns()[0], force=replace(returns()[0].force, id="test-constabulary"))

    with pytest.raises(DueRegardError, match="the return of your own force"):
        load(world, [own])


def test_a_table_of_counts_of_several_forces_is_loaded(world):
    table = b"force,item,count,of\nNorth,reviewed,3,9\nSouth,reviewed,,4\n"

    done = actions.load(files=[("counts.csv", table)], period=(FIRST, LAST), by=world.lead,
                        now=world.now)

    assert done == "2 new, 0 corrected, 0 known already."
    assert {each.name for each in queries.loaded()} == {"North", "South"}


def test_a_name_is_seen_where_the_loader_says_so_or_the_return_agrees(world):
    one, two, three = returns()[:3]
    load(world, [replace(one, force=replace(one.force, show_name=True))])
    load(world, [two], named=True)
    load(world, [three])

    found = queries.comparison((FIRST, LAST), basis=Basis.LIKENESS)

    assert found.forces == (one.force.name, two.force.name, "Force A")


def test_our_own_force_stands_first_beside_a_group_that_a_file_gives(quarter):
    number = make(quarter)
    explain(quarter, number)
    sign(quarter, number)
    every = [replace(each, force=replace(each.force, group=""), first_day=BEGINS, last_day=ENDS)
             for each in returns()[:6]]
    load(quarter, every)
    names = [each.force.name for each in every]
    rows = "\n".join(f"{each},coast" for each in (*names, "Test Constabulary"))

    assert queries.bases() == (Basis.LIKENESS,)
    done = actions.load_groups(file="groups.csv", content=f"force,group\n{rows}\n".encode(),
                               by=quarter.lead, now=quarter.now)

    assert done == "7 forces in 1 groups"
    assert queries.bases()[0] is Basis.GROUP
    found = queries.comparison((BEGINS, ENDS), basis=Basis.GROUP)
    assert found.forces[0] == "Test Constabulary"
    assert found.item("reviewed").own.standing is Standing.CANNOT_TELL


def test_the_next_return_begins_with_the_last_quarter():
    assert queries.last_quarter(date(2026, 1, 1)) == (date(2025, 10, 1), date(2025, 12, 31))
    assert queries.last_quarter(date(2026, 12, 31)) == (date(2026, 7, 1), date(2026, 9, 30))
    assert timedelta(days=92) > LAST - FIRST
