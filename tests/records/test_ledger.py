"""Acts leave lines: done, refused, once only; and nobody can rewrite them."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from dueregard.answers import DueRegardError, No, Refused, require
from dueregard.ledger import queries, rules
from dueregard.ledger.actions import act, erase
from dueregard.ledger.models import Entry
from dueregard.ledger.rules import Actor, AlreadyDone, Verified
from dueregard.people import actions as people
from dueregard.people.models import Person
from dueregard.people.rules import Role, may

ADA = Actor(id=1, name="Ada", roles=frozenset({"ethics-lead"}))


def test_what_was_done_is_on_the_ledger_and_verifies(world):
    head = queries.head()

    outcome = rules.verify(queries.lines())

    assert isinstance(outcome, Verified)
    assert (outcome.entries, outcome.head, outcome.erased) == (head.seq, head.hash, 0)
    assert head.seq == 1


def test_a_refusal_rolls_back_and_leaves_its_own_line(world, now):
    before = Person.objects.count()

    with pytest.raises(Refused), act("test:thing:do", by=ADA, now=now) as deed:
        Person.objects.create(email="x@example.test", name="X", joined_at=now)
        deed.note(made="X")
        require(No("Not today.", "not-today"))

    last = Entry.objects.last()
    assert Person.objects.count() == before
    assert last.refused
    assert last.body["facts"] == {"reason": "Not today.", "code": "not-today"}


def test_a_fault_leaves_no_line_at_all(world, now):
    before = Entry.objects.count()

    with pytest.raises(ZeroDivisionError), act("test:thing:do", by=ADA, now=now):
        raise ZeroDivisionError

    assert Entry.objects.count() == before


def test_the_same_form_sent_twice_is_acted_on_once(world, now):
    by = Actor(id=1, name="Ada", form="1:mark")
    with act("test:thing:do", by=by, now=now) as deed:
        deed.result = "thing-1"

    with pytest.raises(AlreadyDone) as again, act("test:thing:do", by=by, now=now):
        raise AssertionError("the second sending must not be acted on")

    assert again.value.result == "thing-1"


def test_an_act_inside_an_act_leaves_both_lines_and_the_form_belongs_to_the_outer(world, now):
    by = Actor(id=1, name="Ada", form="1:mark")
    with act("test:outer:do", by=by, now=now) as outer:
        with act("test:inner:do", by=by, now=now):
            pass
        outer.result = "outer-1"

    verbs = list(Entry.objects.order_by("seq").values_list("verb", flat=True))[-2:]
    with pytest.raises(AlreadyDone) as again, act("test:outer:do", by=by, now=now):
        pass
    assert verbs == ["test:inner:do", "test:outer:do"]
    assert again.value.result == "outer-1"


def test_a_refused_form_may_be_sent_again(world, now):
    by = Actor(id=1, name="Ada", form="1:mark")
    with pytest.raises(Refused), act("test:thing:do", by=by, now=now):
        require(No("Not yet.", "not-yet"))

    with act("test:thing:do", by=by, now=now) as deed:
        deed.result = "thing-1"

    assert not Entry.objects.last().refused


@pytest.mark.parametrize("change", [
    lambda entries: entries.update(head="0" * 64),
    lambda entries: entries.update(verb="other"),
    lambda entries: entries.update(body={"verb": "other"}),
    lambda entries: entries.delete(),
])
def test_the_database_itself_refuses_to_change_an_entry(world, change):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(Entry.objects.filter(seq=1))

    assert Entry.objects.get(seq=1).verb == "people:force:found"


def test_a_data_protection_officer_erases_words_and_the_chain_holds(world, now):
    officer = world.person(Role.DATA_PROTECTION_OFFICER)

    erase(
        seq=1, reason="They asked us to.", allowed=may(officer, "ledger.erase"), by=officer,
        now=world.later(minutes=1),
    )

    outcome = rules.verify(queries.lines())
    assert isinstance(outcome, Verified)
    assert outcome.erased == 1


def test_an_officer_may_not_erase(world, now):
    officer = world.person(Role.OFFICER)

    with pytest.raises(Refused):
        erase(seq=1, reason="?", allowed=may(officer, "ledger.erase"), by=officer, now=now)

    assert Entry.objects.get(seq=1).body is not None


def test_a_clock_behind_the_ledger_is_refused_and_nothing_is_saved(world, now):
    before = Person.objects.count()

    with pytest.raises(DueRegardError, match="clock"):
        people.invite(
            name="Late", email="late@example.test", roles=[Role.OFFICER], by=world.lead,
            now=now - timedelta(days=1), password="three words together",
        )

    assert Person.objects.count() == before
