"""Agreements and requests made at random: mostly sound, then spoilt in a few places, or left blank.

Everything comes from one seed, so that a disagreement can be looked at again.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from tests.sharing.made import FACTS, REQUEST, SAFETY, STUDY, TERMS

from dueregard.sharing.terms import Automated, Marking, Onward

START = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = ("risk", "address", "photo", 'a "quoted" \\ one', "Llanelli ŵ")


def terms_of(random: Random, number: int):
    """One agreement, sound or with up to three of its terms changed or taken out."""
    day = (START + timedelta(days=random.randrange(400))).date()
    first, second = TERMS.purposes
    changes = {
        "starts": [None, day], "expires": [None, day], "review_due": [None, day],
        "signatories": [(), TERMS.signatories[:1], (
            replace(TERMS.signatories[0], signed=day), TERMS.signatories[1])],
        "parties": [(), TERMS.parties[:1]],
        "purposes": [(), (first,), (second,), (replace(first, law_enforcement=None), second),
                     (replace(first, gateways=()), second)],
        "schedule": [(), TERMS.schedule[:1], tuple(
            replace(each, key=random.choice(WORDS) + each.key) for each in TERMS.schedule)],
        "people": [(), ("victim",), TERMS.people[:3]], "roles": [(), ("social-worker",)],
        "marking": [None, *Marking], "onward": [None, *Onward], "automated": [None, *Automated],
        "reuse": [None, True, False], "reuse_law": ["A law"],
    }
    picked = random.sample(list(changes), random.choice((0, 0, 1, 2, 3)))
    if random.random() < 0.4:
        picked += ["reuse", "reuse_law"]
    return replace(TERMS, ref=f"isa-{number}", title='A "title"\nof two lines', **{
        each: random.choice(changes[each]) for each in picked})


def asked_of(random: Random, terms):
    """One request with facts and a clock: the same agreement asked about in another way."""
    now = START + timedelta(minutes=random.randrange(60 * 24 * 420)) if (
        random.random() < 0.4) else START + timedelta(days=300, minutes=random.randrange(1440))
    study = random.random() < 0.3
    request = replace(
        REQUEST, purpose=STUDY if study else SAFETY,
        people=random.choice((("victim",),) * 6 + (("victim", "child"), ("staff",))),
        items=tuple(each.key for each in terms.schedule if (STUDY if study else SAFETY)
                    in each.purposes)[: random.choice((1, 2, 2))] or ("risk",),
    )
    facts = replace(FACTS, collected_for_law=not (study and random.random() < 0.7))
    wrong = _wrong(random, now)
    for name in random.sample(list(wrong), random.choice((0, 0, 0, 1, 1, 1, 2, 3, 6))):
        value = random.choice(wrong[name])
        if hasattr(request, name):
            request = replace(request, **{name: value})
        else:
            facts = replace(facts, **{name: value})
    return request, facts, now


def _wrong(random: Random, now: datetime):
    near = [now.date() + timedelta(days=each) for each in (-400, -1, 0, 1)]
    some = tuple(random.sample(WORDS, 2))
    return {
        "partner": ["", "trust", "force", 'x"y'], "purpose": ["", "marketing", STUDY],
        "role": ["", "clerk", "social-worker"], "items": [None, (), ("risk",), some],
        "people": [None, (), ("child",), ("staff", "victim"), ("witness",), ("suspect",)],
        "marking": [None, *Marking], "passed_to": [None, (), ("landlord",)],
        "origin_consents": [None, True, False], "automated": [None, True, False],
        "gateway": ["", "cda-115", "da-18"], "case_ref": ["", " "], "reason": ["", " "],
        "withdrawn": [None, True], "vetted_until": [None, *near], "suspended": [None, True],
        "cleared_to": [None, *Marking], "trained_until": [None, *near],
        "collected_for_law": [None, True, False], "case_required": [None, False],
        "reason_required": [None, False],
    }
