"""What was done with personal data is on the ledger, and opened only for what the law allows."""

import json
from dataclasses import replace

import pytest

from dueregard.answers import DueRegardError, Refused, Yes
from dueregard.ledger import copies
from dueregard.ledger import queries as ledger
from dueregard.ledger import rules as chain
from dueregard.ledger.actions import act, erase
from dueregard.ledger.models import Entry
from dueregard.ledger.processing import actions, queries
from dueregard.ledger.processing.rules import Asked, Operation, Processing, Purpose, Terms
from dueregard.ledger.rules import Actor, Verified
from dueregard.people.rules import Role, may

SEEN = Processing(
    op=Operation.CONSULTATION, system="Custody", data_class="Custody record",
    columns=("arrested_on",), rows=1, subject="subject-5f2e", reason="To plan a bail visit",
    case_ref="INC-2026-118",
)
GIVEN = replace(
    SEEN, op=Operation.DISCLOSURE, recipient="Test Council", agreement="agreement-4",
    agreement_version=2, subject="subject-77",
)
PAT = Actor(id=41, name="Pat Constable", roles=frozenset({"officer"}))


@pytest.fixture
def officer(world):
    return world.person(Role.DATA_PROTECTION_OFFICER)


def opened(officer, now, **given):
    values = {"purpose": Purpose.LAWFULNESS, "why": "A complaint was made"} | given
    made = actions.open_log(
        allowed=may(officer, "processing-log.read"), by=officer, now=now, **values
    )
    return int(made.removeprefix("opening-"))


def test_an_operation_is_logged_with_its_fields_and_read_back(world, officer, now):
    seq = actions.record(GIVEN, by=PAT, now=now)

    page = queries.log(opened(officer, now), Asked(), by=officer, now=now)

    (line,) = page.lines
    assert (line.seq, line.name, line.person, line.did) == (seq, "Pat Constable", 41, GIVEN)
    assert not page.more


def test_many_are_logged_at_once_and_the_chain_holds(world, now):
    before = ledger.head().seq

    found = actions.record_many([SEEN] * 250, by=PAT, now=now)

    outcome = chain.verify(ledger.lines(processing=True))
    assert found == range(before + 1, before + 251)
    assert isinstance(outcome, Verified)
    assert outcome.entries == before + 250


def test_where_one_cannot_be_logged_none_is_and_the_sentence_says_which(world, now):
    before = ledger.head()

    with pytest.raises(DueRegardError, match="nothing was done. Number 2 of 2: Give a reason"):
        actions.record_many([SEEN, replace(SEEN, reason="")], by=PAT, now=now)

    assert ledger.head() == before


def test_what_is_logged_inside_an_act_that_is_refused_goes_with_it(world, now):
    from dueregard.answers import No, require

    with pytest.raises(Refused), act("test:thing:do", by=PAT, now=now):
        actions.record(SEEN, by=PAT, now=now)
        require(No("Not today.", "not-today"))

    assert not Entry.objects.filter(verb__startswith="processing:data:").exists()


def test_opening_the_log_is_itself_on_the_ledger_with_its_purpose(world, officer, now):
    seq = opened(officer, now, purpose=Purpose.CRIMINAL, why="Regina v Example")

    found = queries.openings()
    assert [(each.seq, each.purpose, each.why) for each in found] == [
        (seq, Purpose.CRIMINAL, "Regina v Example")
    ]
    assert Entry.objects.get(seq=seq).verb == "processing:log:open"


@pytest.mark.parametrize("role", [
    each for each in Role if each not in {Role.DATA_PROTECTION_OFFICER, Role.INSPECTOR}
])
def test_the_log_is_for_few(world, now, role):
    person = Actor(id=9, name="Somebody", roles=frozenset({role}))

    with pytest.raises(Refused):
        opened(person, now)

    assert Entry.objects.last().refused
    assert queries.openings() == ()


def test_it_is_not_opened_without_a_purpose(world, officer, now):
    with pytest.raises(Refused, match="Choose what you open the log for"):
        opened(officer, now, purpose="curiosity")


def test_nobody_reads_on_under_the_opening_of_somebody_else_or_too_late(world, officer, now):
    seq = opened(officer, now)
    other = world.person(Role.INSPECTOR)

    for by, when in ((other, now), (officer, world.later(hours=2))):
        with pytest.raises(Refused):
            queries.log(seq, Asked(), by=by, now=when)
        with pytest.raises(Refused):
            list(queries.every(seq, Asked(), by=by, now=when))


def test_no_other_entry_is_taken_for_an_opening(world, officer, now):
    seq = actions.record(SEEN, by=officer, now=now)

    with pytest.raises(Refused, match="not opened under that number"):
        queries.log(seq, Asked(), by=officer, now=now)


@pytest.mark.parametrize(("asked", "count"), [
    (Asked(), 3),
    (Asked(op=Operation.DISCLOSURE), 1),
    (Asked(subject="subject-5f2e"), 2),
    (Asked(agreement="agreement-4"), 1),
    (Asked(person=41), 2),
    (Asked(system="Custody"), 3),
    (Asked(system="Crime"), 0),
])
def test_the_log_is_asked_by_what_matters(world, officer, now, asked, count):
    actions.record_many([SEEN, GIVEN], by=PAT, now=now)
    actions.record(SEEN, by=Actor(id=42, name="Sam"), now=now)
    seq = opened(officer, now)

    assert len(queries.log(seq, asked, by=officer, now=now).lines) == count


def test_a_long_log_is_read_page_by_page(world, officer, now):
    actions.record_many([SEEN] * (queries.PAGE + 1), by=PAT, now=now)
    seq = opened(officer, now)

    first = queries.log(seq, Asked(), by=officer, now=now)
    rest = queries.log(seq, Asked(), by=officer, now=now, before=first.lines[-1].seq)

    assert (len(first.lines), first.more, len(rest.lines), rest.more) == (100, True, 1, False)


def test_the_words_of_the_log_are_in_no_other_page_or_copy(world, officer, now):
    """A mark in every field: it must not come out of anything but the log."""
    marked = Processing(**{
        "op": Operation.DISCLOSURE, "rows": 1, "columns": ("CANARY",), "subject": "CANARY",
    } | dict.fromkeys(
        ("system", "data_class", "recipient", "reason", "case_ref", "team", "force", "session",
         "device"), "CANARY"
    ))
    seq = actions.record(marked, by=Actor(id=41, name="CANARY", roles=frozenset()), now=now)

    elsewhere = [
        ledger.history(), ledger.history(about=""), ledger.done_by(41), ledger.entry(seq),
        ledger.proved(""), [copies.line_to_json(each) for each in ledger.lines()],
    ]
    assert "CANARY" not in repr(elsewhere)
    assert isinstance(chain.verify(ledger.lines()), Verified)


def test_words_of_the_log_can_be_erased_like_any_others(world, officer, now):
    seq = actions.record(SEEN, by=PAT, now=now)

    erase(seq=seq, reason="The record was disposed of", allowed=Yes(), by=officer, now=now)

    page = queries.log(opened(officer, now), Asked(), by=officer, now=now)
    assert [(each.seq, each.did) for each in page.lines] == [(seq, None)]


def test_a_force_settles_that_no_reason_need_be_given_and_that_is_on_the_ledger(
    world, officer, now
):
    bare = replace(SEEN, reason="", case_ref="")
    with pytest.raises(DueRegardError, match="Give a reason"):
        actions.record(bare, by=PAT, now=now)

    actions.settle_terms(
        Terms(reason=False, case_ref=False), allowed=may(officer, "processing-log.terms"),
        by=officer, now=now,
    )

    assert actions.record(bare, by=PAT, now=now)
    assert json.loads(json.dumps(Entry.objects.order_by("-seq")[1].body["facts"])) == {
        "reason": False, "case_ref": False,
    }
