"""What happens to a use opens a review: told by a person, or found by the clock, closed by name."""

from datetime import date, timedelta

import pytest

from dueregard.answers import Refused
from dueregard.identify.evidence import actions as evidence
from dueregard.identify.evidence.rules import Source
from dueregard.identify.register import actions as register
from dueregard.identify.register import queries as registered
from dueregard.identify.register.rules import Status
from dueregard.ledger import queries as ledger
from dueregard.ledger.rules import CLOCK
from dueregard.manage.committee.deciding import Verdict
from dueregard.manage.happenings import actions, queries
from dueregard.manage.happenings.rules import TOLD, Kind
from dueregard.manage.reviews import queries as reviews
from dueregard.manage.reviews.rules import Why
from dueregard.people.rules import Role
from dueregard.report.publication import actions as publication
from dueregard.report.publication import queries as published


def live(world, **described):
    return register.add(
        described=register.Description(name="Old cameras", owner_named="Head", **described),
        by=world.lead, now=world.now, status=Status.LIVE, imported=True,
    )


def tell(world, ref, *, kind=Kind.VERSION, by=None, **values):
    given = {"words": "Version 5.3 came by an update", "said_by": "The supplier's note",
             "happened_on": world.now.date()} | values
    made = actions.tell(ref=ref, kind=kind, by=by or world.person(Role.OFFICER), now=world.now,
                        **given)
    return int(made.removeprefix("happening-"))


def on_trial(world, **uses):
    ref = world.use(**uses)
    world.matter(ref, to="decided", items=0)
    return ref


@pytest.mark.parametrize("kind", TOLD)
def test_what_a_person_tells_opens_a_review_that_everybody_sees(world, kind):
    ref = live(world)

    tell(world, ref, kind=kind)

    why = Why(kind.value)
    assert why in reviews.why(ref, now=world.now)
    found = reviews.coverage(now=world.now, only=why)
    assert [each.use.ref for each in found.lines] == [ref]
    assert found.figure(why) == 1


def test_one_act_leaves_one_line(world):
    ref = live(world)
    officer = world.person(Role.OFFICER)
    before = ledger.history(newest=1)[0].seq

    tell(world, ref, by=officer)

    assert ledger.history(newest=1)[0].seq == before + 1


@pytest.mark.parametrize(("values", "said"), [
    ({"kind": Kind.LAW}, "Choose what happened"), ({"words": " "}, "Say what happened"),
    ({"said_by": ""}, "Say who says so"),
    ({"happened_on": date(2030, 1, 1)}, "yet to come"),
])
def test_what_is_told_must_be_whole(world, values, said):
    ref = live(world)

    with pytest.raises(Refused, match=said):
        tell(world, ref, **values)


def test_a_member_from_outside_or_an_inspector_does_not_tell(world):
    ref = live(world)

    for role in (Role.COMMITTEE_MEMBER, Role.INSPECTOR):
        with pytest.raises(Refused):
            tell(world, ref, by=world.person(role))


def test_a_decision_after_it_closes_the_review_and_one_before_it_does_not(world):
    ref = on_trial(world)
    world.later(hours=1)
    tell(world, ref)
    assert Why.VERSION in reviews.why(ref, now=world.now)

    world.later(days=1)
    world.decide(world.matter(ref, to="replied"), verdict=Verdict.TRIAL)

    assert Why.VERSION not in reviews.why(ref, now=world.now)
    assert not queries.of_use(ref)[0].open


def test_somebody_else_than_the_owner_closes_it_by_name_and_with_a_reason(world):
    owner = world.person(Role.PROJECT_LEAD)
    ref = world.use(owner=owner)
    made = tell(world, ref)

    with pytest.raises(Refused):
        actions.close(happening_id=made, because="Fine", by=owner, now=world.now)
    with pytest.raises(Refused, match="Say why no review is needed"):
        actions.close(happening_id=made, because=" ", by=world.lead, now=world.now)
    actions.close(happening_id=made, because="Only the help page", by=world.lead, now=world.now)

    line = queries.one(made)
    assert (line.open, line.closed_by) == (False, world.lead.name)
    with pytest.raises(Refused, match="closed already"):
        actions.close(happening_id=made, because="Again", by=world.lead, now=world.now)


def test_a_review_that_waits_longer_than_a_month_is_overdue_and_the_public_reads_it(world):
    ref = live(world)
    publication.propose(ref=ref, by=world.lead, now=world.now)
    publication.publish(ref=ref, by=world.person(Role.DECISION_MAKER), now=world.now)
    tell(world, ref, kind=Kind.COMPLAINT)

    world.later(days=31)
    assert Why.OVERDUE not in reviews.why(ref, now=world.now)
    assert publication.post_notices(now=world.now) == ()
    world.later(days=1)

    assert Why.OVERDUE in reviews.why(ref, now=world.now)
    assert publication.post_notices(now=world.now) == (ref,)
    assert publication.post_notices(now=world.now) == ()
    [notice] = published.notices()
    assert notice.text.startswith("A complaint was upheld on 2 November 2026.")
    assert "Version" not in notice.text


def test_the_questions_whose_answers_grow_old_are_named(world):
    ref = world.use()

    old = queries.made_old(ref, Kind.VERSION)

    assert old
    assert queries.made_old(ref, Kind.PACK) == ()


def claim(world, ref, *, days, lens="fairness"):
    return evidence.record_claim(
        ref=ref, title="A test", statement="It works", source=Source.FORCE, said_by="Us", level=0,
        lens=lens, dated_on=world.now.date() - timedelta(days=days), by=world.lead, now=world.now,
    )


def test_the_clock_finds_evidence_that_has_grown_too_old_once(world):
    ref = on_trial(world)
    claim(world, ref, days=2000)
    claim(world, ref, days=0, lens="privacy")

    first = actions.find(now=world.later(hours=1))
    again = actions.find(now=world.later(hours=1))

    assert (first, again) == ((ref,), ())
    [found] = queries.of_use(ref)
    assert (found.kind, found.by_name) == (Kind.STALE, CLOCK.name)
    assert "“A test”" in found.words
    assert Why.STALE in reviews.why(ref, now=world.now)


def test_newer_evidence_of_the_same_lens_is_what_counts(world):
    ref = on_trial(world)
    claim(world, ref, days=2000)
    claim(world, ref, days=1)

    assert actions.find(now=world.later(hours=1)) == ()


def test_the_clock_says_nothing_of_a_use_that_nobody_reviewed(world):
    ref = live(world)
    claim(world, ref, days=2000)

    assert actions.find(now=world.later(hours=1)) == ()


def test_a_change_of_the_class_of_impact_is_found_and_opens_a_review(world):
    ref = world.use()
    register.state_facts(ref=ref, facts={"coercive": "no", "touches": "family"}, by=world.lead,
                         now=world.now)
    world.matter(ref, to="decided", items=0)
    register.state_facts(ref=ref, facts={"touches": "safety"}, by=world.lead,
                         now=world.later(hours=1))

    actions.find(now=world.later(hours=1))

    assert actions.find(now=world.later(days=3)) == ()
    assert Why.IMPACT in reviews.why(ref, now=world.now)
    assert "“Family”" in queries.of_use(ref)[0].words


@pytest.mark.parametrize(("fact", "value", "why"), [
    ("threshold", "0.6", Why.VERSION), ("supplier_version", "5.3", Why.VERSION),
    ("sites", "The market", Why.SITE), ("signs", "no", None),
])
def test_a_fact_that_says_so_opens_a_review_once(world, fact, value, why):
    ref = on_trial(world)
    register.state_facts(ref=ref, facts={fact: value}, by=world.lead, now=world.later(hours=1))

    found = actions.find(now=world.later(hours=1))

    assert found == ((ref,) if why else ())
    assert {Why(each.kind.value) for each in queries.of_use(ref)} == ({why} if why else set())
    assert actions.find(now=world.later(hours=1)) == ()


def test_a_supplier_that_is_another_now_opens_a_review(world):
    ref = on_trial(world)
    sheet = registered.sheet(ref)
    register.describe(ref=ref, by=world.lead, now=world.later(hours=1), described=(
        register.Description(name=sheet.name, supplier="Somebody else", purpose=sheet.purpose,
                             affected=sheet.affected, affected_count=sheet.affected_count,
                             technology=sheet.technology)
    ))

    actions.find(now=world.later(hours=1))

    assert Why.SUPPLIER in reviews.why(ref, now=world.now)


def test_a_pilot_past_its_end_is_due_and_the_public_reads_it(world):
    ref = world.use()
    publication.propose(ref=ref, by=world.lead, now=world.now)
    publication.publish(ref=ref, by=world.person(Role.DECISION_MAKER), now=world.now)
    world.tell(ref, "gatefact.pilot", ends_on="2026-12-01", counted="Alerts", number="1",
               post="Duty")
    override(world, ref)
    world.matter(ref, to="decided", items=0)

    assert Why.PILOT not in reviews.why(ref, now=world.later(days=29))
    later = world.later(days=1)

    assert Why.PILOT in reviews.why(ref, now=later)
    assert [each.use.ref for each in reviews.coverage(now=later, only=Why.PILOT).lines] == [ref]
    assert reviews.coverage(now=later).figure(Why.PILOT) == 1
    publication.post_notices(now=later)
    assert "This trial was to end on 1 December 2026." in [
        each.text.partition(" Nobody")[0] for each in published.notices()
    ]


def override(world, ref):
    from dueregard.manage.gates import actions as gates
    from dueregard.manage.gates.rules import Going

    gates.override(ref=ref, gate="gate.pilot", by=world.person(Role.DECISION_MAKER),
                   now=world.now, going=Going(post="ACC", reason="Because"))
