"""The clock of an agreement to the day, when it comes into force, what the public may read."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.sharing.made import TERMS

from dueregard.answers import DueRegardError
from dueregard.identify.register.rules import Status
from dueregard.manage.agreements import direct_access, rules, sections
from dueregard.manage.agreements.rules import Found, Nudge, Phase
from dueregard.sharing.completeness import HEADINGS, Gap
from dueregard.sharing.terms import Item, Party, Terms

DUE = date(2026, 6, 30)
GAP = Gap("title", "Title", "It has no title.", "Give it one.")


@pytest.mark.parametrize(
    ("days", "phase", "nudge"),
    [
        (-91, Phase.FRESH, None), (-90, Phase.SOON, Nudge.NINETY), (-61, Phase.SOON, Nudge.NINETY),
        (-60, Phase.SOON, Nudge.SIXTY), (-30, Phase.SOON, Nudge.THIRTY),
        (-7, Phase.SOON, Nudge.SEVEN), (0, Phase.SOON, Nudge.SEVEN),
        (1, Phase.OVERDUE, Nudge.OVERDUE), (30, Phase.OVERDUE, Nudge.OVERDUE),
        (31, Phase.STOPPED, Nudge.STOPPED), (90, Phase.STOPPED, Nudge.STOPPED),
        (91, Phase.REMOVED, Nudge.STOPPED),
    ],
)
def test_the_clock_turns_on_the_day(days, phase, nudge):
    today = DUE + timedelta(days=days)

    assert rules.clock(DUE, today=today).phase is phase
    assert rules.nudge(DUE, today=today) is nudge
    assert bool(rules.may_remove(review_due=DUE, ended=False, today=today)) is (days == 91)


def test_the_clock_and_the_decision_stop_on_the_same_day():
    terms = replace(TERMS, review_due=DUE)

    assert rules.clock(DUE, today=DUE).stops_on == terms.ready.stops


def test_without_a_review_date_nothing_is_in_time():
    found = rules.clock(None, today=DUE)

    assert found.phase is Phase.UNDATED
    assert "nothing may be shared" in found.sentence
    assert rules.nudge(None, today=DUE) is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, ""), ({"terms": None}, "no-draft"), ({"gaps": (GAP,)}, "gaps"),
        ({"terms": replace(TERMS, signatories=TERMS.signatories[:1])}, "not-signed"),
        ({"status": Status.ASSESSMENT}, "not-decided"), ({"status": Status.PAUSED}, "not-decided"),
        ({"ended": True}, "ended"), ({"status": Status.TRIAL}, ""),
    ],
)
def test_it_comes_into_force_whole_signed_and_decided(change, code):
    given = {"terms": TERMS, "gaps": (), "status": Status.LIVE, "ended": False} | change

    assert getattr(rules.may_come_into_force(**given), "code", "") == code


def test_a_party_that_nobody_entered_is_a_gap_by_its_name():
    terms = replace(TERMS, parties=(
        Party(ref="force", name="The force"), Party(ref="partner-4", name="Council"),
        Party(ref="the-trust", name="The Trust"), Party(ref="partner-5", name="Gone"),
    ))

    found = rules.more_gaps(terms, known_partners=[4], looked_at={})

    assert [each.heading for each in found] == ["partners"]
    assert "The Trust, Gone" in found[0].sentence


@pytest.mark.parametrize(
    ("looked_at", "open_"), [({}, True), ({"council": False}, True), ({"council": True}, False)]
)
def test_direct_access_without_an_assessment_that_passed_is_a_gap(looked_at, open_):
    terms = replace(TERMS, means=("direct-access",))

    found = rules.more_gaps(terms, known_partners=[], looked_at=looked_at)

    assert ("direct-access-assessed" in [each.heading for each in found]) is open_


def test_any_answer_but_yes_to_what_is_needed_stands_in_the_way():
    every = {each.id: Found.YES.value for each in direct_access.questions()}
    needed = [each.id for each in direct_access.questions() if each.needed]

    assert direct_access.in_the_way(every) == ()
    for key in needed:
        for answer in (Found.NO.value, Found.UNKNOWN.value):
            assert [each.id for each in direct_access.in_the_way(every | {key: answer})] == [key]
    assert len(direct_access.in_the_way({})) == len(needed) >= 10
    assert not direct_access.may_answer(dict.fromkeys(needed[:-1], Found.YES))
    assert not direct_access.may_answer(every | {"else": "yes"})


def test_the_public_reads_the_plain_facts_and_nothing_else():
    secret = replace(
        TERMS, publish=True, summary="We share to keep people safe.", lead="Ann Hidden",
        dpia="DPIA 12", breach="Ring 01632 960003", frequency="For each case",
        schedule=(*TERMS.schedule, Item(key="x", name="Warning markers", columns=("warn_col",),
                                        reason="A reason inside")),
    )

    found = rules.public_facts(secret, names={"victim": "A victim"})

    assert found["published"] is True
    assert found["items"] == ["Risk score", "Address", "Warning markers"]
    assert found["parties"] == ["The force", "The council"]
    assert found["people"][0] == "A victim"
    assert found["review_due"] == "2026-12-01"
    said = str(found)
    for hidden in ("Ann Hidden", "DPIA", "01632", "warn_col", "A reason inside"):
        assert hidden not in said


@pytest.mark.parametrize("publish", [None, False])
def test_what_is_not_to_be_published_says_only_why_not(publish):
    found = rules.public_facts(
        replace(TERMS, publish=publish, publish_reason="A court case"), names={}
    )

    assert found == {"published": False, "because": "A court case"}


def test_only_a_change_of_what_was_agreed_takes_signatures_away():
    before = {"title": "A", "signatories": []}

    assert not rules.takes_signatures_away(before, before | {"signatories": [{"party": "x"}]})
    assert rules.takes_signatures_away(before, before | {"title": "B"})
    assert rules.takes_signatures_away(before, {"signatories": []})


def test_every_heading_has_a_page_where_it_is_filled_in_and_every_field_is_asked_once():
    for each in HEADINGS:
        place = sections.place_of(each.id)
        section = sections.section(place)
        assert section is None or each.id in {one.heading for one in section.fields}, each.id
        assert section is not None or place in set(sections.ELSEWHERE.values())
    asked = [each.key for section in sections.SECTIONS for each in section.fields]
    beside = {"ref", "version", "supersedes", "preset", "purposes", "deputy", "parties",
              "schedule", "direct_access", "signatories"}
    assert len(asked) == len(set(asked))
    assert set(asked) | beside == set(Terms.__dataclass_fields__)


@pytest.mark.parametrize("text", ["x =", "", '[[question]]\nid = "a"\nasks = "?"\nwhy = "."'])
def test_a_fault_in_the_questions_is_refused_in_words(text):
    with pytest.raises(DueRegardError, match="direct_access.toml"):
        direct_access.read(text)
