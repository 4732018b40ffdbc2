"""Counts, hours, promises and what is kept back: kept, refused, and told to the public."""

from datetime import date, timedelta

import pytest

from dueregard.answers import Refused
from dueregard.documents.audience import Audience
from dueregard.identify.evidence import actions as evidence
from dueregard.identify.evidence.rules import Source
from dueregard.identify.register import actions as register
from dueregard.identify.register.actions import Description
from dueregard.identify.register.rules import Status
from dueregard.ledger import queries as ledger
from dueregard.manage.happenings import queries as happenings
from dueregard.manage.happenings.rules import Kind
from dueregard.people.rules import Role
from dueregard.prioritise.assessment import queries as assessments
from dueregard.report.bulletins import queries as bulletins
from dueregard.report.particulars import actions, queries
from dueregard.report.particulars.rules import Quarter, Time
from dueregard.report.publication import queries as publication
from dueregard.report.withholding import actions as withholding
from dueregard.report.withholding import queries as kept


def by(world):
    return {"by": world.lead, "now": world.now}


def words(world, ref):
    return publication.preview(ref, now=world.now).paper.canonical()


def claimed(world, ref, *, source, level):
    return int(evidence.record_claim(
        ref=ref, title="Time before and after", statement="It takes less time", source=source,
        said_by="Somebody", level=level, lens="work", **by(world),
    ).rsplit("-", 1)[-1])


def hours(world, ref, evidence_id):
    return actions.say_hours(
        ref=ref, time=Time.SAVED, hours=120, whose="response officers", instead="",
        evidence_id=evidence_id, **by(world),
    )


def test_a_count_said_again_replaces_the_first_and_both_are_in_the_ledger(world):
    ref = world.use()
    for count in (1204, 1304):
        actions.count(ref=ref, quarter=Quarter(2026, 3), count=count, what="searches",
                      source="the log", **by(world))

    (line,) = queries.of_use(ref).usage
    told = [each for each in ledger.history(newest=5) if each.verb == "particulars:quarter:count"]
    assert line.count == 1304 and "1,304 searches" in words(world, ref)
    assert [each.facts["count"] for each in told] == [1304, 1204]


def test_hours_that_only_the_supplier_says_are_refused_and_told_to_nobody(world):
    ref = world.use()
    only_said = claimed(world, ref, source=Source.SUPPLIER, level=2)

    with pytest.raises(Refused) as refusal:
        hours(world, ref, only_said)

    assert refusal.value.code == "not-tested"
    assert "hours a month" not in words(world, ref)


def test_hours_vanish_from_the_public_page_when_their_test_is_replaced(world):
    ref = world.use()
    tested = claimed(world, ref, source=Source.INDEPENDENT, level=3)
    hours(world, ref, tested)
    before = words(world, ref)
    newer = claimed(world, ref, source=Source.INDEPENDENT, level=3)

    evidence.supersede(evidence_id=tested, replaced_by_id=newer, reason="Newer", **by(world))

    assert "about 120 hours a month" in before
    assert "hours a month" not in words(world, ref)
    assert queries.of_use(ref).hours.standing is False


def test_a_broken_promise_opens_a_review_in_which_every_answer_on_equality_is_old(world):
    ref = world.use()
    actions.promise(ref=ref, channel="telephone", post="Head of Contact", **by(world))
    (promised,) = queries.of_use(ref).promises

    actions.end_promise(promise_id=promised.id, because="The line was closed",
                        ended_on=world.now.date(), **by(world))

    (happened,) = happenings.of_use(ref)
    fairness = [each.question.text for each in assessments.asked(ref, tier=3)
                if each.question.lens == "fairness"]
    old = happenings.made_old(ref, Kind.CHANNEL)
    assert happened.kind is Kind.CHANNEL and happened.open
    assert fairness and set(fairness) <= set(old)
    assert "The line was closed" in words(world, ref)


def test_a_promise_stands_once_and_can_be_made_again_after_it_ended(world):
    ref = world.use()
    made = {"ref": ref, "channel": "telephone", "post": "Head of Contact"}
    actions.promise(**made, **by(world))

    with pytest.raises(Refused) as twice:
        actions.promise(**made, **by(world))
    actions.end_promise(promise_id=queries.of_use(ref).promises[0].id, because="A trial",
                        ended_on=world.now.date(), **by(world))
    actions.promise(**made, **by(world))

    assert twice.value.code == "promised-already"
    assert len(queries.of_use(ref).promises) == 2


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COMMITTEE_MEMBER, Role.INSPECTOR])
def test_others_tell_the_public_nothing_and_keep_nothing_back(world, role):
    ref, who = world.use(), world.person(role)

    with pytest.raises(Refused):
        actions.say(ref=ref, texts={"can_do": "All"}, by=who, now=world.now)
    with pytest.raises(Refused):
        withholding.withhold(
            ref=ref, source="identify.Use.supplier", reason="court", because="A case",
            review_on=date(2027, 1, 1), by=who, now=world.now,
        )


def test_what_is_kept_back_leaves_the_page_and_comes_back_when_it_is_lifted(world):
    ref = world.use(supplier="Maker Ltd")
    withholding.withhold(
        ref=ref, source="identify.Use.supplier", reason="court", because="The trial is in May",
        review_on=world.now.date() + timedelta(days=90), **by(world),
    )
    hidden = words(world, ref)

    withholding.lift(withheld_id=kept.of_use(ref)[0].id, **by(world))

    assert "Maker Ltd" not in hidden and "The trial is in May" not in hidden
    assert "a court case is going on" in hidden
    assert "Maker Ltd" in words(world, ref) and "court case" not in words(world, ref)


def test_what_is_kept_back_is_in_no_paper_of_many_uses_either(world):
    ref = register.add(
        described=Description(name="Cameras", supplier="Maker Ltd", purpose="Find people"),
        status=Status.LIVE, imported=True, **by(world),
    )
    before = bulletins.made("foi-answer", "", now=world.now).canonical()

    withholding.withhold(
        ref=ref, source="identify.Use.supplier", reason="court", because="The trial is in May",
        review_on=world.now.date() + timedelta(days=90), **by(world),
    )

    after = bulletins.made("foi-answer", "", now=world.now).canonical()
    assert "Maker Ltd" in before and "Maker Ltd" not in after
    assert "a court case is going on" in after and "Find people" in after


def test_the_owner_of_a_use_keeps_nothing_of_it_back(world):
    owner = world.join(Role.PROJECT_LEAD, Role.ETHICS_LEAD)
    ref = world.use(owner=owner)

    with pytest.raises(Refused) as refusal:
        withholding.withhold(
            ref=ref, source="identify.Use.supplier", reason="court", because="A case",
            review_on=world.now.date() + timedelta(days=90), by=owner, now=world.now,
        )

    assert refusal.value.code == "own-use"


def test_the_page_is_for_the_public_only_after_all_this(world):
    ref = world.use()

    assert publication.preview(ref, now=world.now).paper.audience is Audience.PUBLIC
