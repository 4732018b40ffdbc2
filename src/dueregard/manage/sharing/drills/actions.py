"""Doing the yearly drill: begin it, prove each disclosure, end it."""

from dataclasses import asdict
from datetime import datetime

from dueregard.answers import Missing, require
from dueregard.ledger.actions import Deed, act
from dueregard.ledger.processing import actions as processing
from dueregard.ledger.processing.rules import Purpose
from dueregard.ledger.rules import Actor
from dueregard.manage.sharing.disclosures import queries as disclosures
from dueregard.manage.sharing.drills import queries, rules
from dueregard.manage.sharing.models import SharingDrill
from dueregard.people.rules import may

DRILL, LOG = "sharing.drill", "processing-log.read"


def begin(*, seed: str, by: Actor, now: datetime) -> str:
    """Draw three disclosures of the last year, open the log for it, and start the clock."""
    with act("sharing:drill:begin", by=by, now=now) as deed:
        require(may(by, DRILL))
        numbers = disclosures.given_between(now - rules.BACK, now)
        running = SharingDrill.objects.filter(ended_at=None, by_name=by.name).exists()
        require(rules.may_begin(given_out=len(numbers), running=running))
        opening = processing.open_log(
            purpose=Purpose.SELF_MONITORING, why="The yearly drill: prove three disclosures",
            allowed=may(by, LOG), by=by, now=now,
        )
        row = SharingDrill.objects.create(
            seed=seed[:64], begun_at=now, by_name=by.name,
            drawn=list(rules.draw(numbers, seed=seed)),
            shown={"opening": int(opening.removeprefix("opening-"))},
        )
        deed.about = deed.result = f"drill-{row.pk}"
        deed.note(seed=row.seed, drawn=row.drawn, among=len(numbers))
    return deed.result


def show(*, drill_id: int, disclosure_id: int, by: Actor, now: datetime) -> str:
    """Prove one of those drawn: its line in the log beside the record, its place in the tree."""
    with act("sharing:drill:show", by=by, now=now) as deed:
        require(may(by, DRILL))
        row = _running(drill_id, deed)
        if disclosure_id not in row.drawn:
            raise Missing("That one was not drawn.")
        found = queries.prove(disclosure_id, opening=row.shown["opening"], by=by, now=now)
        row.shown = row.shown | {str(disclosure_id): [asdict(each) for each in found]}
        row.save(update_fields=["shown"])
        deed.note(disclosure=disclosure_id, proved=[each.question.value for each in found
                                                    if each.proved])
    return deed.result


def end(*, drill_id: int, words: str, by: Actor, now: datetime) -> str:
    """Stop the clock. Passed is what was proved whole within ten minutes; it is kept either way."""
    with act("sharing:drill:end", by=by, now=now) as deed:
        require(may(by, DRILL))
        row = _running(drill_id, deed)
        row.ended_at, row.words = now, words.strip()
        row.passed = rules.passed(row.drawn, queries.shown_of(row), began=row.begun_at, ended=now)
        row.save()
        deed.note(passed=row.passed, words=row.words,
                  seconds=int((now - row.begun_at).total_seconds()))
    return deed.result


def _running(drill_id: int, deed: Deed) -> SharingDrill:
    row = SharingDrill.objects.select_for_update().filter(pk=drill_id).first()
    if row is None:
        raise Missing("There is no such drill.")
    deed.about = deed.result = f"drill-{drill_id}"
    require(rules.may_end(ended=row.ended_at is not None))
    return row
