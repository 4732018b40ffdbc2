"""The coverage map, what is due, and taking a use round the cycle again."""

import io
from datetime import timedelta

import openpyxl
import pytest

from dueregard.answers import Refused
from dueregard.documents import FORMATS, write
from dueregard.identify.register import actions as register
from dueregard.identify.register import queries as uses
from dueregard.identify.register.actions import Description
from dueregard.identify.register.rules import Affected, Status
from dueregard.manage.happenings import actions as happenings
from dueregard.manage.happenings.rules import Kind
from dueregard.manage.reviews import actions, queries
from dueregard.manage.reviews.rules import Why
from dueregard.people.rules import Role


def listed(world, *, name, status=Status.LIVE, **described):
    """A use as the force's own list brings it in."""
    owner = described.pop("owner_id", None)
    return register.add(
        described=Description(name=name, **described), by=world.lead, now=world.now,
        status=status, imported=True, owner_id=owner,
    )


def test_the_map_counts_what_is_live_unreviewed_and_ownerless(world):
    listed(world, name="One")
    listed(world, name="Two", owner_named="Head of Two")
    listed(world, name="Three", status=Status.IDEA)

    found = queries.coverage(now=world.now)

    assert found.uses == 3
    assert found.figure(Why.UNREVIEWED) == 2
    assert found.figure(Why.OWNERLESS) == 1
    assert {each.status: each.unreviewed for each in found.shares}[Status.LIVE] == 2


def test_the_most_consequential_comes_first_and_not_knowing_counts_as_the_most(world):
    listed(world, name="Few", affected_count=Affected.FEW)
    listed(world, name="Thousands", affected_count=Affected.THOUSANDS)
    listed(world, name="Nobody knows")
    listed(world, name="Faces", technology="live-facial-recognition")

    found = queries.coverage(now=world.now)

    assert [each.use.name for each in found.lines] == [
        "Faces", "Nobody knows", "Thousands", "Few",
    ]


def test_the_map_asks_the_database_few_questions_however_many_uses(
    world, django_assert_num_queries
):
    for number in range(30):
        listed(world, name=f"Use {number}")

    with django_assert_num_queries(4):
        found = queries.coverage(now=world.now)

    assert (len(found.lines), found.pages) == (25, 2)


def test_what_is_said_of_all_uses_is_what_is_said_of_each_alone(world):
    """Uses that stand alike share an answer; none may be given one that is not its own."""
    lead = world.person(Role.PROJECT_LEAD)
    for status in Status:
        listed(world, name=f"No owner {status}", status=status)
        listed(world, name=f"Owned {status}", status=status, owner_id=lead.id)
    soon = listed(world, name="Soon", owner_id=lead.id)
    actions.reopen(ref=soon, because="A new version", by=world.lead, now=world.now)
    for status in (Status.LIVE, Status.PAUSED, Status.STOPPED):
        ref = listed(world, name=f"Happened {status}", status=status, owner_id=lead.id)
        for kind in (Kind.VERSION, Kind.ALARM):
            happenings.tell(ref=ref, kind=kind, words="It happened", said_by="The log",
                            happened_on=world.now.date(), by=world.lead, now=world.now)
    lines = uses.listing().lines
    assert len(lines) == uses.listing().count

    for now in (world.now, world.later(days=1), world.later(days=40)):
        reasons = {each.name: queries.why(each.ref, now=now) for each in lines}
        for why in Why:
            among_all = {each.use.name for each in queries.coverage(now=now, only=why).lines}
            alone = {name for name, found in reasons.items() if why in found}
            assert among_all == alone, why


def test_a_live_use_that_is_reopened_stays_live_and_its_review_is_due(world):
    ref = listed(world, name="Live one")

    actions.reopen(ref=ref, because="The supplier changed", by=world.lead, now=world.now)

    use = uses.sheet(ref)
    assert (use.status, use.review_on) == (Status.LIVE, world.now.date())
    assert Why.OVERDUE in queries.why(ref, now=world.now + timedelta(days=1))


def test_a_stopped_use_that_is_reopened_is_assessed_again(world):
    ref = listed(world, name="Old one", status=Status.STOPPED)

    actions.reopen(
        ref=ref, because="We want it back", by=world.person(Role.DECISION_MAKER), now=world.now
    )

    assert uses.sheet(ref).status == Status.ASSESSMENT


def test_nobody_else_reopens_a_use(world):
    ref = listed(world, name="Live one")

    with pytest.raises(Refused):
        actions.reopen(
            ref=ref, because="Look", by=world.person(Role.PROJECT_LEAD), now=world.now
        )


def test_the_answer_to_the_standing_question_comes_in_every_format(world):
    listed(world, name="ANPR", purpose="Find cars", contract="C-1, £10k")
    listed(world, name="Voices", status=Status.REFUSED)

    paper = queries.foi_answer(now=world.now, public_address="https://example.test")

    for suffix in set(FORMATS) - {".pdf", ".xlsx", ".odt"}:
        assert b"C-1" in write(paper, suffix)
    sheets = openpyxl.load_workbook(io.BytesIO(write(paper, ".xlsx")))
    assert any("C-1" in str(cell.value) for sheet in sheets for row in sheet for cell in row)


def test_the_answer_counts_the_gaps_of_the_whole_register_however_few_rows_it_shows(world):
    full = listed(world, name="Full", purpose="Find cars", department="Roads", contract="C-1")
    register.state_facts(
        ref=full, facts=dict.fromkeys(("why", "who", "where"), "Written"), by=world.lead,
        now=world.now,
    )
    half = listed(world, name="Half", purpose="Find vans")
    register.state_facts(
        ref=half, facts={"why": "Written", "who": "Written"}, by=world.lead, now=world.now
    )
    listed(world, name="Empty", status=Status.PAUSED)
    listed(world, name="Refused", status=Status.REFUSED)
    world.matter(full, to="decided")

    paper = queries.foi_answer(now=world.now, longest=1)

    said = paper.parts[0].blocks[1].items
    assert said == (
        "1 of 3 systems has no purpose written down.",
        "2 of 3 systems have no department written down.",
        "2 of 3 systems have no contract or cost written down.",
        "2 of 3 systems have no full limits of use (why, who and where).",
        "2 of 3 systems have no ethical review.",
    )
    assert "4 uses, of which 3" in paper.summary
    assert "the first 1 of 3" in paper.parts[0].blocks[2].text


def test_the_answer_asks_the_database_few_questions(world, django_assert_max_num_queries):
    for number in range(20):
        listed(world, name=f"Use {number}")

    with django_assert_max_num_queries(16):
        queries.foi_answer(now=world.now)


def test_a_fact_that_changes_after_the_decision_asks_for_another_look(world):
    ref = world.use()
    world.matter(ref, to="decided")
    stated = {"ref": ref, "by": world.lead}
    before = queries.why(ref, now=world.now)

    register.state_facts(facts={"threshold": "0.58"}, now=world.later(days=1), **stated)

    assert Why.CHANGED not in before
    assert Why.CHANGED in queries.why(ref, now=world.now)
    assert [each.use.ref for each in queries.coverage(now=world.now, only=Why.CHANGED).lines] == [
        ref
    ]


def test_the_same_fact_stated_again_is_no_change(world):
    ref = world.use()
    register.state_facts(ref=ref, facts={"threshold": "0.64"}, by=world.lead, now=world.now)
    world.later(days=1)
    world.matter(ref, to="decided")

    register.state_facts(
        ref=ref, facts={"threshold": "0.64"}, by=world.lead, now=world.later(days=1)
    )

    assert Why.CHANGED not in queries.why(ref, now=world.now)
