"""Sharing in a hurry: the second of two, what is added afterwards, and what is counted of it."""

from dataclasses import replace

import pytest
from tests import builders_sharing as sharing
from tests.records.test_requests import logged, officer, sheet

from dueregard.answers import DueRegardError, Refused
from dueregard.ledger import queries as ledger
from dueregard.ledger.processing import rules as log
from dueregard.manage.partners import actions as partners
from dueregard.manage.sharing import actions, queries
from dueregard.manage.sharing.disclosures import actions as disclosures
from dueregard.manage.sharing.disclosures import queries as given_out
from dueregard.manage.sharing.hurried.rules import Look
from dueregard.manage.sharing.rules import Found, State, Way
from dueregard.people.rules import Role
from dueregard.report.hurried import queries as hurried


@pytest.fixture
def ref(world):
    return sharing.in_force(world)


def test_what_two_decide_in_a_hurry_counts_as_told_with_the_second_yes(world, ref):
    by, second = world.person(Role.OFFICER), officer(world)
    made = int(disclosures.share_urgently(
        asking=sharing.asking(world, ref, people=("child",)), by=by, now=world.now,
    ).removeprefix("share-"))
    assert [each.id for each in queries.waits_for_a_second(but=second.id)] == [made]
    assert queries.waits_for_a_second(but=by.id) == ()

    disclosures.authorise_urgently(request_id=made, items=["dash-score"], by=second,
                                   now=world.now)

    (given,) = given_out.of_request(made)
    assert (given.items, sheet(world, made).state) == (("dash-score",), State.DISCLOSED)
    assert [each.outcome for each in logged(log.Operation.DISCLOSURE)] == ["partly"]
    assert queries.waits_for_a_second(but=None) == () == queries.to_look_at()


def test_suspended_before_the_second_yes_nothing_is_told_in_a_hurry(world, ref):
    made = int(disclosures.share_urgently(
        asking=sharing.asking(world, ref, people=("child",)), by=world.person(Role.OFFICER),
        now=world.now).removeprefix("share-"))
    partners.suspend(partner_id=queries.line(made).partner_id, because="A file was lost",
                     by=world.lead, now=world.now)

    with pytest.raises(Refused, match="suspended"):
        disclosures.authorise_urgently(request_id=made, by=officer(world), now=world.now)

    assert given_out.of_request(made) == ()
    assert sheet(world, made).state is State.ASSESSED


def test_what_there_was_no_time_for_is_added_afterwards_and_only_where_it_is_blank(world, ref):
    by = world.person(Role.OFFICER)
    made = int(disclosures.share_urgently(
        asking=replace(sharing.asking(world, ref), recipient="", subject=""), by=by,
        now=world.now).removeprefix("share-"))
    assert sheet(world, made).missing == ("recipient", "subject")

    actions.add_afterwards(request_id=made, subject="nominal-7", by=by, now=world.now)
    with pytest.raises(Refused, match="said already"):
        actions.look(request_id=made, found=Found.RIGHT, words="All of it", subject="nominal-8",
                     by=officer(world), now=world.now)
    actions.look(request_id=made, found=Found.RIGHT, words="All of it",
                 recipient="R. Tarnbrook", by=officer(world), now=world.now)

    found = sheet(world, made)
    assert (found.subject, found.recipient, found.missing) == ("nominal-7", "R. Tarnbrook", ())
    lines = logged(log.Operation.ALTERATION)
    assert {each.subject for each in lines} == {"nominal-7"} and len(lines) == 2
    assert any("R. Tarnbrook" in each.recipient for each in lines)
    assert "nominal-7" not in str([each.facts for each in ledger.history(
        about=f"share-{made}")])


def test_somebody_else_s_hurry_is_not_added_to_by_an_officer(world, ref):
    made = int(disclosures.share_urgently(
        asking=replace(sharing.asking(world, ref), subject=""), by=officer(world), now=world.now,
    ).removeprefix("share-"))

    with pytest.raises(Refused):
        actions.add_afterwards(request_id=made, subject="nominal-7",
                               by=world.person(Role.OFFICER), now=world.now)


def test_uses_of_the_urgent_path_and_of_break_glass_are_counted_by_quarter(world, ref):
    by = world.person(Role.OFFICER)
    made = int(disclosures.share_urgently(asking=sharing.asking(world, ref), by=by,
                                          now=world.now).removeprefix("share-"))
    disclosures.share_urgently(asking=sharing.asking(world, ref, role="journalist"), by=by,
                               now=world.now)
    actions.look(request_id=made, found=Found.TOO_MUCH, words="Not all of it", by=officer(world),
                 now=world.later(hours=3))

    newest = hurried.quarters(now=world.now)[0]

    urgent, life = newest.told.counts[Way.URGENT], newest.told.counts[Way.LIFE]
    assert (urgent.used, urgent.at_once, urgent.looks[Look.SOON]) == (2, 1, 1)
    assert (life.used, urgent.found[Found.TOO_MUCH]) == (0, 1)
    assert [each.id for each in newest.uses][-1] == made
    # Of what was before the record began nothing is told, and certainly no nought.
    assert len(hurried.quarters(now=world.now)) == 1
    with pytest.raises(DueRegardError, match="No quarter is over"):
        hurried.page(now=world.now)
    world.later(days=100)
    (life_part, *_rest) = hurried.page(now=world.now).parts
    assert life_part.blocks[1].rows[-1][1:] == ("not known",) * 7
