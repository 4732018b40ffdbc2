"""What can be done about a survey: have it measured, record the wave, pick the gaps to tell of."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from dueregard.answers import DueRegardError, Refused, require
from dueregard.findings.finding import VerdictCode
from dueregard.findings.reading import finding_from_json
from dueregard.jobs import actions as jobs
from dueregard.jobs.actions import Enqueue
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.people.rules import may
from dueregard.report.perception import queries, rules
from dueregard.report.perception.models import GapCard, SurveyWave
from dueregard.report.perception.rules import Fact, Told

MEASURE = "measure-perception"
INSTRUMENT = "perception"


def ask_to_measure(
    *, told: Told, sha256: str, file_name: str, options: Mapping[str, Any],
    often: Mapping[str, str], by: Actor, now: datetime, enqueue: Enqueue,
) -> str:
    """Somebody has the answers of a wave measured beside what the register says. Result: the job.

    Refused at once for whatever would be refused at the end. What is true is as the register
    says now, and `often` what the person said of how often each tool was used.
    """
    with act("perception:wave:ask", by=by, now=now) as deed:
        require(may(by, "perception.record"))
        _check(told, sha256=sha256, now=now)
        facts = [asdict(each) for each in queries.actual(often=often)]
        deed.result = jobs.ask(
            kind=MEASURE, title=told.name.strip(), about="", by=by, now=now, enqueue=enqueue,
            asked={
                "sha256": sha256, "file_name": file_name, "options": dict(options),
                "facts": facts, "told": _plain(told),
            },
        )
        deed.note(wave=told.name.strip(), sha256=sha256, options=dict(options))
    return deed.result


def record(
    *, told: Told, finding_json: str, facts: tuple[Fact, ...], sha256: str, file_name: str,
    by: Actor, now: datetime,
) -> str:
    """A wave that was measured is kept, with what was true; the answers themselves are not.

    Refused without the right, for another instrument's finding, and for a file that is a wave
    already.
    """
    with act("perception:wave:record", by=by, now=now) as deed:
        require(may(by, "perception.record"))
        _check(told, sha256=sha256, now=now)
        finding = finding_from_json(finding_json)
        if finding.instrument != INSTRUMENT:
            raise DueRegardError("This is no finding of a survey of perception.")
        if any("wave" in row.stratum for row in finding.rows):
            raise DueRegardError(
                "The column 'wave' holds more than one wave. Bring them in one at a time, each "
                "from a file of its own, the oldest first."
            )
        plain = _plain(told) | {"asked_from": told.asked_from, "asked_to": told.asked_to}
        row = SurveyWave.objects.create(
            **plain, finding=json.loads(finding.to_json()),
            facts=[asdict(each) for each in facts], sha256=sha256, file_name=file_name[:200],
            by_name=by.name, at=now,
        )
        deed.result = f"wave-{row.pk}"
        deed.note(wave=row.name, sha256=sha256, verdict=finding.verdict.code.value,
                  rows=finding.data.rows_used)
    return deed.result


def pick(*, wave_id: int, picked: Mapping[str, str], by: Actor, now: datetime) -> str:
    """The ethics lead picks the gaps that people are told of, and says what is done about each.

    Refused for a gap that is not known, without a word on what is done, and of too few people.
    The cards picked before are replaced; a large gap without a card is listed all the same.
    """
    with act("perception:cards:pick", by=by, now=now) as deed:
        require(may(by, "perception.pick"))
        found = queries.sheet(wave_id)
        require(rules.may_pick(
            beliefs=found.beliefs, verdict=VerdictCode(found.finding.verdict.code), picked=picked
        ))
        GapCard.objects.filter(wave_id=wave_id).delete()
        GapCard.objects.bulk_create(
            GapCard(wave_id=wave_id, technology=technology, doing=doing.strip(),
                    picked_by=by.name, at=now)
            for technology, doing in picked.items()
        )
        deed.result = f"wave-{wave_id}"
        deed.note(wave=found.told.name, cards=dict(picked))
    return deed.result


def _check(told: Told, *, sha256: str, now: datetime) -> None:
    require(rules.may_record(told, today=now.date()))
    if sha256 in queries.digests():
        raise Refused("These very answers are a wave already. Choose the file of the new wave.",
                      "same-file")
    if told.name.strip() in queries.names():
        raise Refused("There is a wave of that name already. Give this one another.", "same-name")


def _plain(told: Told) -> dict[str, Any]:
    return {
        key: value.isoformat() if isinstance(value, date) else value.strip()
        for key, value in asdict(told).items()
    }
