"""A watch that sounds an alarm makes the use that it is attached to due for review."""

import pytest
from tests.builders_measure import drawn, table

from dueregard.identify.evidence import actions as evidence
from dueregard.identify.register import actions as register
from dueregard.identify.register.actions import Description
from dueregard.identify.register.rules import Status
from dueregard.instruments import load
from dueregard.ledger import queries as ledger
from dueregard.manage.reviews import queries
from dueregard.manage.reviews.rules import WHAT_TO_DO, WHY_NAMES, Why
from dueregard.manage.reviews.survey import Survey

ALERTS = "date | ethnicity\n" + "\n".join(f"2026-03-0{day} | Black" for day in range(1, 9))


def watch(exposure):
    finding = load("watch").measure(table(*drawn(ALERTS)), options={
        "group": "ethnicity", "of": "Black", "exposure": exposure})
    return finding.to_json()


def attached(world, ref, *, exposure=0.2, **values):
    return int(evidence.attach(
        ref=ref, finding_json=watch(exposure), title="The watch", lens="fairness",
        by=world.lead, now=world.now, **values,
    ).removeprefix("evidence-"))


def live(world):
    return register.add(
        described=Description(name="Faces", owner_named="Head of Faces"), by=world.lead,
        now=world.now, status=Status.LIVE, imported=True,
    )


def test_an_alarm_makes_a_live_use_due_with_words_why(world):
    ref = live(world)
    before = queries.why(ref, now=world.now)

    attached(world, ref)

    assert Why.WATCH not in before
    (due,) = queries.due(Survey(now=world.now), only=Why.WATCH)
    assert due.use.ref == ref
    assert WHY_NAMES[Why.WATCH] in due.reasons
    assert due.to_do == WHAT_TO_DO[Why.WATCH]
    assert queries.coverage(now=world.now).figure(Why.WATCH) == 1


def test_a_watch_without_an_alarm_makes_nothing_due(world):
    ref = live(world)

    attached(world, ref, exposure=0.9)

    assert Why.WATCH not in queries.why(ref, now=world.now)


def test_a_disparity_by_another_instrument_is_no_alarm(world):
    ref = live(world)
    rows = [
        [group, flagged, harmed] for group, often in (("White", 9), ("Black", 1))
        for flagged, times in (("yes", often), ("no", 10 - often))
        for harmed in ("no", "no", "yes") for _ in range(20 * times)
    ]
    found = load("decisions").measure(
        table(["ethnicity", "flagged", "harmed"], rows),
        options={"decision": "flagged", "outcome": "harmed", "group": "ethnicity"})
    assert found.verdict.code.value == "disparity-shown"

    evidence.attach(ref=ref, finding_json=found.to_json(), title="Flags", lens="fairness",
                    by=world.lead, now=world.now)

    assert Why.WATCH not in queries.why(ref, now=world.now)


def test_a_decision_after_the_alarm_answers_it_and_a_new_alarm_asks_again(world):
    ref = world.use()
    attached(world, ref)
    world.later(days=1)
    world.matter(ref, to="decided")
    answered = queries.why(ref, now=world.now)

    world.later(days=1)
    attached(world, ref)

    assert Why.WATCH not in answered
    assert Why.WATCH in queries.why(ref, now=world.now)


def test_an_alarm_that_was_replaced_by_newer_figures_is_not_asked_about(world):
    ref = live(world)
    old = attached(world, ref)
    new = attached(world, ref, exposure=0.9)

    evidence.supersede(evidence_id=old, replaced_by_id=new, reason="A wrong exposure",
                       by=world.lead, now=world.now)

    assert Why.WATCH not in queries.why(ref, now=world.now)


@pytest.mark.parametrize(("exposure", "said"), [(0.2, True), (0.9, None)])
def test_the_ledger_says_that_an_alarm_was_attached(world, exposure, said):
    ref = live(world)

    attached(world, ref, exposure=exposure)

    assert ledger.history(about=ref, newest=1)[0].facts.get("alarm") is said
