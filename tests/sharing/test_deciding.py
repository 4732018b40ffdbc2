"""The decision: default deny, every clause by itself, blanks, slips, two people, break-glass."""

import json
from dataclasses import fields
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sharing.made import FACTS, NOW, REQUEST, STUDY, TERMS, facts, request, terms

from dueregard.answers import DueRegardError
from dueregard.sharing.asked import Facts, Request
from dueregard.sharing.clauses import CLAUSES, NAMES
from dueregard.sharing.deciding import Outcome, again, decide, to_plain
from dueregard.sharing.terms import Automated, Marking, Onward, Signatory, Terms


def made(asked=REQUEST, known=FACTS, under=TERMS, now=NOW):
    return decide(under, asked, known, now=now)


def test_what_every_clause_allows_is_a_yes():
    found = made()

    assert (found.outcome, found.failed, found.two_people) == (Outcome.PERMIT, (), ())
    assert found.sentence == "Yes. Every clause of the agreement holds."


def test_nothing_known_at_all_is_a_no_with_each_thing_named_once():
    found = made(Request(), Facts(), Terms())

    hang_on_the_purpose = {"gateway", "reuse", "items-purpose"}
    assert found.outcome is Outcome.REFUSE
    assert set(found.failed) == {each.id for each in CLAUSES} - hang_on_the_purpose
    assert all(each.blank for each in found.reasons)


SPOILT = [
    ("in-force", {"under": terms(starts=date(2026, 11, 3))}, "begins on 3 November 2026"),
    ("in-force", {"under": terms(expires=date(2026, 11, 1))}, "ended on 1 November 2026"),
    ("in-force", {"under": terms(expires=None)}, "does not say when it ends"),
    ("in-force", {"under": terms(starts=None)}, "does not say when it begins"),
    ("in-force", {"known": facts(withdrawn=True)}, "was withdrawn"),
    ("in-force", {"known": facts(withdrawn=None)}, "Nobody knows whether the agreement"),
    ("signed", {"under": terms(signatories=())}, "does not name two people"),
    ("signed", {"under": terms(signatories=(*TERMS.signatories, Signatory(party="nhs", name="C")))},
     "C has not signed"),
    ("signed", {"under": terms(signatories=tuple(
        Signatory(party=each, name=each, signed=date(2026, 11, 3)) for each in "ab"))},
     "a and b have not signed"),
    ("review", {"under": terms(review_due=date(2026, 10, 2))}, "2 October 2026, 31 days"),
    ("review", {"under": terms(review_due=None)}, "does not say when it is looked at again"),
    ("party", {"asked": request(partner="trust")}, "“trust” is not a party"),
    ("party", {"asked": request(partner="")}, "does not say which partner"),
    ("vetted", {"known": facts(vetted_until=date(2026, 11, 1))}, "ran out on 1 November 2026"),
    ("vetted", {"known": facts(vetted_until=None)}, "Nobody knows until when"),
    ("suspended", {"known": facts(suspended=True)}, "The partner is suspended"),
    ("suspended", {"known": facts(suspended=None)}, "Nobody knows whether the partner"),
    ("purpose", {"asked": request(purpose="marketing")}, "“marketing” is not a purpose"),
    ("purpose", {"asked": request(purpose="")}, "does not say what it is for"),
    ("gateway", {"asked": request(gateway="da-18")}, "“da-18” is not a law"),
    ("reuse", {"asked": request(purpose=STUDY, items=("risk",))}, "section 36(4)"),
    ("reuse", {"asked": request(purpose=STUDY, items=("risk",)),
               "known": facts(collected_for_law=None)}, "Nobody knows whether these data"),
    ("role", {"asked": request(role="clerk")}, "“clerk” is not a role"),
    ("role", {"asked": request(role="")}, "in which role"),
    ("trained", {"known": facts(trained_until=date(2026, 11, 1))}, "training ran out on"),
    ("trained", {"known": facts(trained_until=None)}, "whether the recipient is trained"),
    ("items", {"asked": request(items=("risk", "photo", "dna"))}, "“photo” and “dna” are not in"),
    ("items", {"asked": request(items=())}, "does not say what is wanted"),
    ("items", {"asked": request(items=None)}, "does not say what is wanted"),
    ("items-purpose", {"asked": request(purpose=STUDY),
                       "known": facts(collected_for_law=False)}, "“Address” may not be shared"),
    ("people", {"asked": request(people=("victim", "witness"))}, "does not cover: witness"),
    ("people", {"asked": request(people=())}, "does not say whom"),
    ("people", {"asked": request(people=None)}, "does not say whom"),
    ("marking", {"asked": request(marking=None)}, "how the material is marked"),
    ("marking", {"known": facts(cleared_to=None)}, "up to which marking the partner"),
    ("marking", {"known": facts(cleared_to=Marking.OFFICIAL)}, "vetted up to OFFICIAL."),
    ("onward", {"asked": request(passed_to=None)}, "whether it would be passed on"),
    ("onward", {"asked": request(passed_to=("landlord",))}, "nobody has said that its origin"),
    ("onward", {"asked": request(passed_to=("landlord",), origin_consents=True),
                "under": terms(onward=Onward.NONE)}, "to landlord, and the agreement does not"),
    ("human", {"asked": request(automated=True)}, "A machine alone would decide"),
    ("human", {"asked": request(automated=None)}, "whether a person decides"),
    ("case", {"asked": request(case_ref="")}, "no case reference"),
    ("case", {"asked": request(case_ref=""), "known": facts(case_required=None)}, "no case"),
    ("reason", {"asked": request(reason="")}, "gives no reason"),
    ("reason", {"asked": request(reason=""), "known": facts(reason_required=None)}, "no reason"),
    ("case", {"asked": request(case_ref="  ")}, "no case reference"),
    ("reason", {"asked": request(reason=" \n")}, "gives no reason"),
    ("reason", {"asked": request(reason=" ", break_glass=True)}, "and not how"),
]


@pytest.mark.parametrize(("clause", "spoilt", "words"), SPOILT)
def test_one_thing_wrong_is_one_clause_named_with_what_would_make_it_a_yes(clause, spoilt, words):
    found = made(**spoilt)

    assert (found.outcome, found.failed) == (Outcome.REFUSE, (clause,))
    [why] = found.reasons
    assert words in why.sentence
    assert why.yes_if.endswith(".") and len(why.yes_if) > 20


def test_every_clause_is_spoilt_once_above():
    assert {each.id for each in CLAUSES} == {clause for clause, _, _ in SPOILT}


@pytest.mark.parametrize("spoilt", [
    {"under": terms(review_due=date(2026, 10, 3))},
    {"under": terms(starts=date(2026, 11, 2))}, {"under": terms(expires=date(2026, 11, 2))},
    {"known": facts(vetted_until=date(2026, 11, 2), trained_until=date(2026, 11, 2))},
    {"asked": request(gateway="cda-115")},
    {"asked": request(passed_to=("landlord",), origin_consents=True)},
    {"asked": request(automated=True), "under": terms(automated=Automated.SAFEGUARDED)},
    {"asked": request(purpose=STUDY, items=("risk",)),
     "under": terms(reuse=True, reuse_law="A law")},
    {"asked": request(purpose=STUDY, items=("risk",)), "known": facts(collected_for_law=False)},
    {"asked": request(case_ref="", reason=""),
     "known": facts(case_required=False, reason_required=False)},
])
def test_the_last_day_counts_and_what_is_allowed_is_not_refused(spoilt):
    assert made(**spoilt).outcome is Outcome.PERMIT


def test_reuse_without_the_law_that_authorises_it_is_no_reuse():
    asked = request(purpose=STUDY, items=("risk",))

    assert made(asked, under=terms(reuse=True)).failed == ("reuse",)
    assert made(asked, under=terms(reuse_law="A law")).failed == ("reuse",)


def test_a_day_is_a_day_in_the_united_kingdom():
    """At half past eleven in the evening of 30 June in UTC it is 1 July in London."""
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    assert made(under=terms(expires=date(2026, 6, 30)), now=late).failed == ("in-force",)


@pytest.mark.parametrize(("spoilt", "why"), [
    ({"asked": request(marking=Marking.SECRET)}, ("two-marking",)),
    ({"under": terms(marking=None)}, ("two-marking",)),
    ({"asked": request(people=("victim", "child"))}, ("two-child",)),
    ({"asked": request(people=("staff", "child"))}, ("two-child", "two-staff")),
])
def test_two_people_decide_where_it_matters(spoilt, why):
    found = made(**spoilt)

    assert (found.outcome, found.failed, found.two_people) == (Outcome.REFER, (), why)
    assert not found.at_once and all(each.sentence for each in found.referred)


def test_what_one_clause_refuses_is_not_referred():
    assert made(request(people=("child",), role="clerk")).outcome is Outcome.REFUSE


def test_a_risk_to_life_always_goes_at_once_and_is_never_silent():
    found = made(Request(break_glass=True, reason="She is being followed"), Facts(), Terms())

    assert (found.outcome, found.at_once) == (Outcome.REFER, True)
    assert "vetted" in found.failed and found.two_people[-1] == "two-risk-to-life"
    assert "are told now" in found.sentence and "within 72 hours" in found.sentence
    assert found.look_again_by == datetime(2026, 11, 5, 10, 0, tzinfo=UTC)


def test_a_risk_to_life_needs_its_one_sentence_and_asks_for_nothing_else():
    found = made(request(break_glass=True, reason=""), facts(reason_required=False))

    assert (found.outcome, found.failed) == (Outcome.REFUSE, ("reason",))
    assert "Say in one sentence what the risk to life is" in found.reasons[0].yes_if


def test_a_clock_without_a_time_zone_decides_nothing():
    found = made(now=datetime(2026, 11, 2, 10, 0))  # noqa: DTZ001 # that is the fault

    assert (found.outcome, found.failed) == (Outcome.REFUSE, ("clock",))
    assert "time zone" in found.reasons[0].yes_if


@pytest.mark.parametrize("wrong", [3, "risk", object(), ["x"], float("nan"), {"a": 1}])
@pytest.mark.parametrize("field", [
    each.name for each in (*fields(Request), *fields(Facts))
    if each.name not in ("break_glass", "case_ref", "reason")
])
def test_nothing_of_a_wrong_kind_ever_becomes_a_yes_or_raises(field, wrong):
    """Whatever reaches it. `gateway` may be left out, and so alone may be an empty thing."""
    is_asked = field in {each.name for each in fields(Request)}
    found = made(request(**{field: wrong})) if is_asked else made(known=facts(**{field: wrong}))

    unused = {"origin_consents", "collected_for_law", "case_required", "reason_required"}
    assert found.outcome is (Outcome.PERMIT if field in unused else Outcome.REFUSE)
    assert found.sentence and all(each.sentence for each in found.reasons)
    json.dumps([to_plain(found)["failed"], to_plain(found)["two_people"]])


def test_an_error_in_a_clause_is_a_no_that_says_so(monkeypatch):
    from dueregard.sharing import deciding
    from dueregard.sharing.clauses import Clause

    def broken(*_):
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(deciding, "CLAUSES", (*CLAUSES[:3], Clause("party", "", broken)))
    found = made()

    assert found.failed == ("party",)
    assert found.errors == (("party", "ZeroDivisionError: division by zero"),)
    assert "could not be looked at, and so it counts as no" in found.reasons[0].sentence


@pytest.mark.parametrize("changed", [
    {"parties": 3}, {"review_due": "soon"}, {"schedule": ("risk",)}, {"marking": 5},
    {"starts": "2026-01-01"}, {"signatories": None},
])
def test_terms_of_a_wrong_kind_share_nothing_and_say_so(changed):
    found = made(under=terms(**changed))

    assert found.outcome is Outcome.REFUSE and found.errors
    assert "could not be looked at" in found.reasons[0].sentence


# Said only where it matters, so that leaving it out of this request takes nothing away.
NOT_NEEDED = {"gateway", "origin_consents", "collected_for_law", "case_required",
              "reason_required", "break_glass"}
BLANKS = {"items": None, "people": None, "marking": None, "passed_to": None, "automated": None}


@given(st.sets(st.sampled_from([each.name for each in (*fields(Request), *fields(Facts))])))
def test_no_blank_ever_turns_an_answer_for_the_better(names):
    asked = request(**{
        each.name: BLANKS.get(each.name, each.default) for each in fields(Request)
        if each.name in names
    })
    known = facts(**{each.name: None for each in fields(Facts) if each.name in names})

    assert (made(asked, known).outcome is Outcome.PERMIT) == (names <= NOT_NEEDED)


@pytest.mark.parametrize("found", [
    made(), made(request(people=("child",))), made(Request(), Facts()),
    made(Request(break_glass=True, reason="Now")),
])
def test_a_decision_that_was_kept_is_made_again_to_the_letter(found):
    kept = json.loads(json.dumps(to_plain(found)))

    assert again(kept, TERMS) == found
    assert to_plain(again(kept, TERMS)) == kept


@pytest.mark.parametrize(("found", "laws"), [
    (made(), ("cda-115",)), (made(request(gateway="cda-115")), ("cda-115",)),
    (made(request(purpose="marketing")), ()),
    (made(request(purpose=STUDY, items=("risk",)), under=terms(reuse=True, reuse_law="A law")),
     ("da-18", "A law")),
    (made(request(purpose=STUDY, items=("risk",)), facts(collected_for_law=False)), ("da-18",)),
])
def test_a_decision_says_on_which_law_it_rests(found, laws):
    assert found.rests_on == laws


def test_a_decision_is_not_made_again_under_other_terms():
    with pytest.raises(DueRegardError, match="These are not the terms"):
        again(to_plain(made()), terms(version=4))


def test_every_clause_has_a_name_and_an_id_of_its_own():
    assert len(NAMES) == len({*NAMES.values()})
    assert {each.id for each in CLAUSES} < NAMES.keys()
