"""What people say of rules of law: kept with name and document, and old once things change."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dueregard.answers import Missing, Refused
from dueregard.identify.evidence import actions as evidence
from dueregard.identify.evidence.rules import Source
from dueregard.identify.law import actions, queries
from dueregard.identify.law.models import RuleSaying
from dueregard.identify.law.rules import Said, Shown, Stale
from dueregard.identify.packs import queries as packs
from dueregard.identify.register import actions as register
from dueregard.ledger import queries as ledger
from dueregard.lenses import bank as banks
from dueregard.lenses.law import Status
from dueregard.lenses.shapes import Level, Nation
from dueregard.people.rules import Role
from dueregard.web.told import told

LAWFUL = "law.06"   # applies to every use
SENSITIVE = "law.07"   # hangs on one fact


def shown(world, **values):
    given = {
        "said": Said.MET, "named": "Sam Okoro", "post": "Data protection officer",
        "title": "Impact assessment", "reference": "DPIA-17", "dated_on": world.now.date(),
    }
    return Shown(**(given | values))


def say(world, ref, rule=LAWFUL, by=None, **values):
    return actions.say(ref=ref, rule=rule, shown=shown(world, **values), by=by or world.lead,
                       now=world.now)


def line(world, ref, rule=LAWFUL):
    return queries.line(ref, rule, on=world.now.date())


def in_the_way(world, ref):
    return {each.rule.id for each in queries.blocking(ref, world.now.date())}


def state(world, ref, **facts):
    register.state_facts(ref=ref, facts=facts, by=world.lead, now=world.later(hours=1))


def test_a_rule_is_met_once_a_named_person_says_so_with_a_document(world):
    ref = world.use()
    before = in_the_way(world, ref)

    say(world, ref)

    found = line(world, ref)
    assert LAWFUL in before
    assert LAWFUL not in in_the_way(world, ref)
    assert found.met
    assert (found.said.named, found.said.document_reference) == ("Sam Okoro", "DPIA-17")
    assert (found.said.rule_title, found.said.rule_check) == (found.rule.title, found.rule.check)
    assert found.said.rev == found.rule.rev


@pytest.mark.parametrize(("values", "code"), [
    ({"named": ""}, "person-missing"), ({"title": ""}, "document-missing"),
])
def test_met_without_a_person_or_a_document_is_refused_and_the_refusal_is_on_the_ledger(
    world, values, code
):
    ref = world.use()

    with pytest.raises(Refused) as refusal:
        say(world, ref, **values)

    assert refusal.value.code == code
    assert not RuleSaying.objects.exists()
    assert ledger.history(about=ref, newest=1)[0].refused


def test_evidence_of_the_use_is_a_document_until_newer_takes_its_place(world):
    ref = world.use()
    old, new = (
        int(evidence.record_claim(
            ref=ref, title=title, statement="The power is named", source=Source.FORCE,
            said_by="Legal team", level=0, lens="privacy", by=world.lead, now=world.now,
        ).removeprefix("evidence-")) for title in ("Advice", "Better advice")
    )

    say(world, ref, title="", reference="", dated_on=None, evidence_id=old)
    before = line(world, ref)
    evidence.supersede(evidence_id=old, replaced_by_id=new, reason="Newer", by=world.lead,
                       now=world.now)

    assert before.met
    assert before.said.evidence_title == "Advice"
    assert line(world, ref).said.stale is Stale.EVIDENCE_REPLACED


def test_evidence_of_another_use_shows_nothing(world):
    ref, other = world.use(), world.use(name="Drones")
    made = evidence.record_claim(
        ref=other, title="Advice", statement="The power is named", source=Source.FORCE,
        said_by="Legal team", level=0, lens="privacy", by=world.lead, now=world.now,
    )

    with pytest.raises(Missing):
        say(world, ref, evidence_id=int(made.removeprefix("evidence-")))

    assert not RuleSaying.objects.exists()


def test_the_newest_word_counts_and_the_earlier_are_kept(world):
    ref = world.use()
    say(world, ref)
    world.later(hours=1)

    say(world, ref, said=Said.NOT_MET, note="The power was repealed")

    found = line(world, ref)
    assert found.said.said is Said.NOT_MET
    assert [each.said for each in found.earlier] == [Said.MET]
    assert LAWFUL in in_the_way(world, ref)


def test_to_say_that_a_strict_rule_is_no_concern_of_ours_does_not_open_the_gate(world):
    ref = world.use()

    say(world, ref, said=Said.NOT_OURS, title="", reference="", note="We think so")

    assert LAWFUL in in_the_way(world, ref)


def test_what_was_said_is_old_once_the_facts_change(world):
    ref = world.use()
    say(world, ref)

    state(world, ref, covert="yes")

    found = line(world, ref)
    assert found.said.stale is Stale.FACTS_CHANGED
    assert LAWFUL in in_the_way(world, ref)


def test_to_state_the_same_facts_again_makes_nothing_old(world):
    ref = world.use()
    state(world, ref, covert="yes")
    say(world, ref)

    state(world, ref, covert="yes")

    assert line(world, ref).met


def test_what_was_said_of_a_rule_that_no_longer_applies_is_kept_and_counts_for_nothing(world):
    ref = world.use()
    state(world, ref, sensitive="yes")
    say(world, ref, SENSITIVE)

    state(world, ref, sensitive="no")

    found = line(world, ref, SENSITIVE)
    assert found.status is Status.DOES_NOT_APPLY
    assert found.said.stale is Stale.NO_LONGER_APPLIES
    assert SENSITIVE not in in_the_way(world, ref)


def test_a_rule_that_the_facts_rule_out_cannot_be_said_to_be_met(world):
    ref = world.use()
    state(world, ref, sensitive="no")

    with pytest.raises(Refused) as refusal:
        say(world, ref, SENSITIVE)

    assert refusal.value.code == "does-not-apply"


@pytest.mark.parametrize("rule", ["law.21", "law.39"])
def test_a_rule_that_is_over_or_another_nations_cannot_be_said_to_be_met(world, rule):
    ref = world.use()

    with pytest.raises(Refused) as refusal:
        say(world, ref, rule)

    assert refusal.value.code == "not-in-force"


def test_a_rule_that_there_is_not_is_missing(world):
    with pytest.raises(Missing):
        say(world, world.use(), "law.999")


def test_a_fact_left_blank_does_not_open_the_gate(world):
    ref = world.use()
    state(world, ref, sensitive="")

    found = {each.rule.id: each.status for each in queries.blocking(ref, world.now.date())}

    assert found[SENSITIVE] is Status.UNKNOWN


def test_law_that_nobody_has_read_is_never_in_the_way(world):
    ref = world.use()
    state(world, ref, **{each.key: each.worst for each in banks.load().register if each.worst})

    for nation in Nation:
        found = queries.sheet(ref, on=world.now.date(), nation=nation)
        assert found.blocking
        assert all(each.rule.source_read for each in found.blocking)
        assert all(each.rule.level is Level.BLOCK for each in found.blocking)


def test_a_rule_in_new_words_is_not_answered_by_what_was_said_of_the_old(world, monkeypatch):
    ref = world.use()
    say(world, ref)
    bank = banks.load()
    law = tuple(
        replace(each, rev=2, check="Something new") if each.id == LAWFUL else each
        for each in bank.law
    )

    monkeypatch.setattr(packs, "bank", lambda: replace(bank, law=law))
    monkeypatch.setattr(banks, "load", lambda: replace(bank, law=law))

    found = line(world, ref)
    assert found.said.stale is Stale.REWORDED
    assert found.said.rule_check != found.rule.check


@pytest.mark.parametrize("now", [datetime(2026, 2, 4, 9, 0, tzinfo=UTC)])
def test_what_was_said_of_a_rule_is_set_apart_when_another_replaces_it(world):
    ref = world.use()
    state(world, ref, decides="yes", human_review="no")
    say(world, ref, "law.21")

    day_before = queries.sheet(ref, on=date(2026, 2, 4))
    day_after = queries.sheet(ref, on=date(2026, 2, 5))

    [before] = [each for each in day_before.lines if each.rule.id == "law.21"]
    assert before.said.said is Said.MET
    assert before.successor.id == "law.22"
    assert [each.stale for each in day_after.gone] == [Stale.REPLACED]
    assert "law.22" in {each.rule.id for each in day_after.blocking}


def test_what_was_said_later_does_not_count_for_an_earlier_day(world):
    ref = world.use()
    day = world.now.date()
    world.later(days=2)
    say(world, ref)

    found = queries.sheet(ref, on=day)

    assert next(each for each in found.lines if each.rule.id == LAWFUL).said is None


@pytest.mark.parametrize(("role", "allowed"), [
    (Role.PROJECT_LEAD, True), (Role.DATA_PROTECTION_OFFICER, True), (Role.ANALYST, False),
    (Role.DECISION_MAKER, False), (Role.ADMINISTRATOR, False),
])
def test_only_the_owner_the_ethics_lead_and_the_data_protection_officer_say_so(
    world, role, allowed
):
    ref, person = world.use(), world.join(role)
    owner = world.person(Role.PROJECT_LEAD)

    if allowed:
        say(world, ref, by=owner if role is Role.PROJECT_LEAD else person)
    else:
        with pytest.raises(Refused) as refusal:
            say(world, ref, by=person)
        assert refusal.value.code == "role"

    assert RuleSaying.objects.exists() is allowed


def test_a_project_lead_says_nothing_of_anothers_use(world):
    ref = world.use(owner=world.lead)

    with pytest.raises(Refused) as refusal:
        say(world, ref, by=world.person(Role.PROJECT_LEAD))

    assert refusal.value.code == "not-own-use"


def test_the_ledger_tells_which_rule_and_what_was_said(world):
    ref = world.use()

    say(world, ref)

    newest = told(ledger.history(about=ref, newest=1)[0])
    assert newest.sentence == (
        "Ada Lead said how a rule of law stands: Name the law that lets you do it (it is met)."
    )
