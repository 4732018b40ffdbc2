"""A record proposed, published by somebody else, replaced, withdrawn; and what the clock says."""

import json
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dueregard.answers import DueRegardError, Refused
from dueregard.documents.audience import Audience
from dueregard.documents.document import document_from_plain
from dueregard.findings.finding import (
    Data,
    Finding,
    Method,
    Row,
    Verdict,
    VerdictCode,
)
from dueregard.identify.evidence import actions as evidence
from dueregard.identify.register import actions as register
from dueregard.identify.register import queries as register_queries
from dueregard.identify.register.actions import Description
from dueregard.identify.register.models import Use
from dueregard.identify.register.rules import Status
from dueregard.ledger import queries as ledger
from dueregard.manage.conditions import actions as conditions
from dueregard.people.rules import Role
from dueregard.report.public_register import actions as public_register
from dueregard.report.public_register import queries as public
from dueregard.report.public_register.models import Notice, PublicRecord, RecordText
from dueregard.report.publication import actions, gathering, queries, rules
from dueregard.report.publication.rules import State


def described(world, ref, **values):
    sheet = register_queries.sheet(ref)
    kept = {"name": sheet.name, "purpose": sheet.purpose, "technology": sheet.technology}
    register.describe(
        ref=ref, described=Description(**kept | values), by=world.lead, now=world.now
    )


def stored(ref):
    version = queries.published(ref)
    return queries.document(version.id)


def test_what_is_published_is_what_was_frozen_when_it_was_proposed(world):
    ref = world.use(purpose="Find people wanted by the courts")
    actions.propose(ref=ref, by=world.person(Role.PROJECT_LEAD), now=world.now)
    described(world, ref, purpose="Something else entirely")

    actions.publish(ref=ref, by=world.lead, now=world.now)

    assert "Find people wanted by the courts" in stored(ref).canonical()
    assert "Something else entirely" not in stored(ref).canonical()


def test_the_one_who_proposed_cannot_publish_and_the_refusal_is_on_the_ledger(world):
    ref = world.use()
    actions.propose(ref=ref, by=world.lead, now=world.now)

    with pytest.raises(Refused) as refusal:
        actions.publish(ref=ref, by=world.lead, now=world.now)

    newest = ledger.history(newest=1)[0]
    assert refusal.value.code == "same-person"
    assert newest.refused and newest.verb == "publication:version:publish"
    assert queries.published(ref) is None


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ANALYST, Role.COMMITTEE_MEMBER])
def test_others_can_neither_propose_nor_publish(world, role):
    ref = world.use()

    for action in (actions.propose, actions.publish, actions.drop):
        with pytest.raises(Refused) as refusal:
            action(ref=ref, by=world.person(role), now=world.now)
        assert refusal.value.code == "role"


def test_the_owner_cannot_publish_even_what_another_proposed(world):
    owner = world.join(Role.PROJECT_LEAD, Role.DECISION_MAKER)
    ref = world.use(owner=owner)
    actions.propose(ref=ref, by=world.lead, now=world.now)

    with pytest.raises(Refused) as refusal:
        actions.publish(ref=ref, by=owner, now=world.now)

    assert refusal.value.code == "own-use"


def test_a_second_version_replaces_the_first_at_the_same_address(world):
    ref = world.publish()
    described(world, ref, purpose="Find missing children")

    world.publish(ref)

    versions = queries.preview(ref, now=world.now).versions
    assert [(each.version, each.state) for each in versions] == [
        (2, State.PUBLISHED), (1, State.SUPERSEDED)
    ]
    assert {each.slug for each in versions} == {"live-facial-recognition"}
    assert register_queries.sheet(ref).slug == "live-facial-recognition"


def test_the_address_stays_when_the_name_changes(world):
    ref = world.publish()
    described(world, ref, name="Face search in the street")

    world.publish(ref)

    assert queries.published(ref).slug == "live-facial-recognition"


def test_two_uses_of_one_name_get_two_addresses(world):
    first, second = world.publish(), world.publish(world.use())

    assert queries.published(first).slug == "live-facial-recognition"
    assert queries.published(second).slug == "live-facial-recognition-2"


def test_a_name_without_a_letter_of_ours_still_gets_an_address(world):
    ref = world.publish(world.use(name="Ω"))

    assert queries.published(ref).slug == "use"


def test_a_dropped_proposal_leaves_no_gap_in_the_versions(world):
    ref = world.use()
    lead = world.person(Role.PROJECT_LEAD)
    actions.propose(ref=ref, by=lead, now=world.now)
    actions.drop(ref=ref, by=lead, now=world.now)

    world.publish(ref)

    assert queries.published(ref).version == 1


def test_nothing_is_proposed_twice_and_nothing_when_nothing_changed(world):
    ref = world.use()
    lead = world.person(Role.PROJECT_LEAD)
    actions.propose(ref=ref, by=lead, now=world.now)
    with pytest.raises(Refused) as twice:
        actions.propose(ref=ref, by=lead, now=world.now)
    actions.publish(ref=ref, by=world.lead, now=world.now)

    with pytest.raises(Refused) as again:
        actions.propose(ref=ref, by=lead, now=world.later(days=3))

    assert twice.value.code == "already-proposed"
    assert again.value.code == "nothing-new"


def test_what_has_moved_since_publication_is_noticed(world):
    ref = world.publish(world.use(affected="Everyone who walks past"))
    assert queries.preview(ref, now=world.now).moved == ()

    described(world, ref, affected="Shoppers")

    (moved,) = [
        each for each in queries.preview(ref, now=world.now).moved
        if each.part == "Who does it affect?"
    ]
    assert moved.gone[0] == "Everyone who walks past"
    assert moved.new[0] == "Shoppers"


# -- What enters, and what does not -----------------------------------------------------------


def test_nobodys_name_reaches_the_public_record(world):
    ref = world.use()
    world.matter(ref, to="decided")

    world.publish(ref)

    text = stored(ref).canonical()
    assert "Assistant Chief Constable" in text
    assert "Do thing 1" in text
    assert "Person " not in text and "Ada Lead" not in text


def test_opinions_of_members_stay_with_the_committee(world):
    ref = world.use()
    world.matter(ref, to="decided")

    world.publish(ref)

    assert "We thought about it" in stored(ref).canonical()
    assert "thinks so" not in stored(ref).canonical()


def test_a_field_made_narrower_stops_the_next_record(world, monkeypatch):
    ref = world.use(purpose="Find people")
    monkeypatch.setitem(Use.audiences, "purpose", Audience.FORCE)

    with pytest.raises(DueRegardError, match=r"identify\.Use\.purpose"):
        actions.propose(ref=ref, by=world.person(Role.PROJECT_LEAD), now=world.now)

    monkeypatch.undo()
    assert queries.preview(ref, now=world.now).versions == ()


def _finding(instrument="deployments"):
    return Finding(
        instrument=instrument, version="1", question="How often was it wrong?",
        verdict=Verdict(code=VerdictCode.DESCRIBED, sentence="4 of 12 were wrongly stopped."),
        rows=(Row(measure="people stopped", unit="count", value=4, events=4),),
        caveats=(), data=Data(sha256="0" * 64, rows_read=1, rows_used=1),
        method=Method(name="counting"),
    )


def _attach(world, ref, finding):
    return evidence.attach(
        ref=ref, title="Our own test", finding_json=finding.to_json(), lens="safety",
        by=world.lead, now=world.now,
    )


def test_a_small_count_of_people_is_hidden_in_the_table_and_in_the_sentence(world, monkeypatch):
    from dueregard.instruments import deployments

    people = replace(deployments.ABOUT, counts_people=frozenset({"people stopped"}))
    monkeypatch.setattr(deployments, "ABOUT", people)
    ref = world.use()
    _attach(world, ref, _finding())

    world.publish(ref)

    text = stored(ref).canonical()
    assert "Our own test" in text
    assert "wrongly stopped" not in text
    assert "not shown" in text


def test_the_figures_of_an_unknown_instrument_stay_inside(world):
    ref = world.use()
    _attach(world, ref, _finding(instrument="from-another-release"))

    world.publish(ref)

    assert "Our own test" in stored(ref).canonical()
    assert "wrongly stopped" not in stored(ref).canonical()


def test_looking_twice_reads_a_measurement_once_and_a_newer_one_anew(world):
    ref = world.use()
    _attach(world, ref, _finding())
    queries.preview(ref, now=world.now)

    with CaptureQueriesContext(connection) as asked:
        queries.preview(ref, now=world.now)
    _attach(world, ref, replace(_finding(), question="And how often was it right?"))
    newer = queries.preview(ref, now=world.now)

    assert not [each for each in asked if '"finding"' in each["sql"]]
    keys = [part.key for part in newer.paper.parts]
    assert "evidence-1" in keys and "evidence-2" in keys


# -- Withdrawing ------------------------------------------------------------------------------


def test_withdrawing_takes_every_version_and_its_words_from_the_public(world):
    ref = world.publish()
    described(world, ref, purpose="Find missing children")
    world.publish(ref)

    actions.withdraw(ref=ref, reason="It named somebody", by=world.lead, now=world.later(days=1))
    public_register.fill(now=world.now)

    rows = PublicRecord.objects.order_by("version")
    assert [each.withdrawn_because for each in rows] == ["It named somebody"] * 2
    assert not RecordText.objects.exists() and [each.words for each in rows] == ["", ""]
    assert public.record("live-facial-recognition", sign=public.signboard()).drawn is None
    assert queries.document(queries.preview(ref, now=world.now).versions[0].id)


@pytest.mark.parametrize(("reason", "published", "code"), [
    ("  ", True, "reason-missing"), ("It is wrong", False, "nothing-published"),
])
def test_withdrawing_needs_a_reason_and_something_to_withdraw(world, reason, published, code):
    ref = world.publish() if published else world.use()

    with pytest.raises(Refused) as refusal:
        actions.withdraw(ref=ref, reason=reason, by=world.lead, now=world.now)

    assert refusal.value.code == code


def test_after_a_withdrawal_a_new_version_stands_at_the_same_address(world):
    ref = world.publish()
    actions.withdraw(ref=ref, reason="It was wrong", by=world.lead, now=world.now)

    world.publish(ref)

    sign = public.signboard()
    newest = public.record("live-facial-recognition", sign=sign)
    assert (newest.card.version, newest.drawn is None) == (2, False)
    assert public.record("live-facial-recognition", version=1, sign=sign).drawn is None


# -- The public database ----------------------------------------------------------------------


def test_filling_again_changes_nothing(world):
    world.publish()

    assert public_register.fill(now=world.now) == 0


def test_filling_makes_good_what_a_crash_between_the_two_databases_left(world):
    ref = world.publish()
    described(world, ref, purpose="Find missing children")
    actions.propose(ref=ref, by=world.person(Role.PROJECT_LEAD), now=world.now)
    actions.publish(ref=ref, by=world.lead, now=world.now)
    PublicRecord.objects.all().delete()

    assert public_register.fill(now=world.later(hours=1)) == 2

    found = public.record("live-facial-recognition", sign=public.signboard())
    assert found.card.version == 2
    assert [each.version for each in found.editions] == [2, 1]
    assert public.document(found.card) == stored(ref)


def test_the_digest_that_the_public_reads_is_that_of_the_document(world):
    ref = world.publish()

    row = PublicRecord.objects.get()

    read = document_from_plain(row.text.document)
    assert row.digest == read.digest == queries.published(ref).digest
    assert json.dumps(row.text.document)


def test_the_signboard_carries_the_newest_head_of_the_ledger(world):
    world.publish()

    assert public.signboard().ledger_head == ledger.head().hash
    assert public.signboard().force_name == "Test Constabulary"


def test_what_only_the_force_knows_is_not_in_the_public_database(world):
    world.publish(world.use(contract="Contract 4711", owner_named="Chief Inspector Brown"))

    text = json.dumps(PublicRecord.objects.get().text.document)
    assert "4711" not in text and "Brown" not in text and "use-0001" not in text


# -- What the clock posts ---------------------------------------------------------------------


def _decided(world):
    ref = world.use()
    condition = world.condition(ref)
    return world.publish(ref), condition


def test_a_condition_that_lapses_is_said_beside_the_published_record_once(world):
    ref, _ = _decided(world)
    now = world.later(days=31)
    conditions.lapse(now=now)

    first = actions.post_notices(now=now)
    second = actions.post_notices(now=world.later(hours=1))
    public_register.fill(now=world.now)

    (notice,) = public.record("live-facial-recognition", sign=public.signboard()).notices
    assert first == (ref,) and second == ()
    assert "Do thing 1" in notice.text
    assert ledger.history(newest=1)[0].by == "the clock"


def test_a_review_that_is_overdue_is_said_and_one_that_is_due_today_is_not(world):
    ref, condition = _decided(world)
    conditions.answer(condition_id=condition, what_was_done="Done", now=world.now,
                      by=world.person(Role.PROJECT_LEAD))
    conditions.accept(condition_id=condition, words="Seen", by=world.lead, now=world.now)

    on_the_day = actions.post_notices(now=world.later(days=180))
    the_day_after = actions.post_notices(now=world.later(days=1))

    assert on_the_day == ()
    assert the_day_after == (ref,)


def test_nothing_is_posted_about_a_use_that_the_public_cannot_read(world):
    world.condition()
    now = world.later(days=400)
    conditions.lapse(now=now)

    assert actions.post_notices(now=now) == ()


def test_the_notices_of_a_withdrawn_record_go_with_it(world):
    ref, _ = _decided(world)
    conditions.lapse(now=world.later(days=31))
    actions.post_notices(now=world.now)
    public_register.fill(now=world.now)

    actions.withdraw(ref=ref, reason="It was wrong", by=world.lead, now=world.now)
    public_register.fill(now=world.now)

    assert not Notice.objects.exists()


def test_a_notice_goes_when_a_new_version_says_how_it_stands(world):
    ref, _ = _decided(world)
    conditions.lapse(now=world.later(days=31))
    actions.post_notices(now=world.now)

    world.publish(ref)

    record = public.record("live-facial-recognition", sign=public.signboard())
    assert record.notices == ()
    assert "not met in time" in public.document(record.card).canonical()


# -- The register as the public reads it ------------------------------------------------------


def test_records_stand_under_what_the_force_does_with_them(world):
    for number, status in enumerate((Status.LIVE, Status.REFUSED, Status.NOT_USED)):
        ref = register.add(
            described=Description(name=f"Tool {number}", purpose="It helps."), by=world.lead,
            now=world.now, status=status, status_reason="Because",
            owner_id=world.person(Role.PROJECT_LEAD).id,
        )
        world.publish(ref)

    shelves = {each.key: (each.count, each.cards[0].title) for each in public.front().shelves}

    assert shelves == {
        "use": (1, "Tool 0"), "no": (1, "Tool 1"), "not-used": (1, "Tool 2"),
    }


def test_every_status_stands_under_exactly_one_heading():
    from dueregard.report.public_register.rules import GROUPS

    placed = [status for group in GROUPS for status in group.statuses]

    assert sorted(placed) == sorted(Status)


@pytest.mark.parametrize(("words", "found"), [
    ("facial", 1), ("FACIAL courts", 1), ("facial nowhere", 0), ("", 1),
])
def test_search_finds_where_every_word_is(world, words, found):
    world.publish()

    assert public.found(words=words, page=1).count == found


def test_the_front_of_the_register_takes_as_many_questions_however_many_records(
    world, django_assert_num_queries
):
    for _ in range(3):
        world.publish(world.use())

    with django_assert_num_queries(3, using="public"):
        public.front()


def test_a_record_gathers_for_every_use(world):
    ref = world.use()

    assert rules.public_view(gathering.material(ref), made_at="").audience is Audience.PUBLIC


@pytest.mark.parametrize(("facts", "tier", "said"), [
    ({}, 1, "Nothing that we know of it asks for a closer look."),
    ({"shares": "yes"}, 2, "It shares data with others."),
    ({"covert": "yes"}, 3, "The people it affects would not know about it at the time."),
    ({"covert": "unknown"}, 3, "We do not know enough about it yet"),
])
def test_the_outcome_of_a_screening_can_be_published_before_anything_else_is_done(
    world, facts, tier, said
):
    ref = world.use(technology="other", affected_count="few")
    quiet = dict.fromkeys((
        "identifies", "scores", "generates", "records", "shares", "decides", "sensitive",
        "children", "coercive", "covert", "new_purpose", "irreversible", "supplier_opaque", "novel",
    ), "no") | {"human_review": "yes"}
    register.state_facts(ref=ref, facts=quiet | facts, by=world.lead, now=world.now)

    actions.propose(ref=ref, by=world.person(Role.PROJECT_LEAD), now=world.now)
    actions.publish(ref=ref, by=world.lead, now=world.now)

    assert register_queries.sheet(ref).tier == tier
    assert said in stored(ref).canonical()
