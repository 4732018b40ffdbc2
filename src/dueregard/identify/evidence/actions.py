"""What can be done about evidence: measure, attach what was measured, record what was said."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dueregard.answers import Answer, DueRegardError, Missing, require
from dueregard.documents.audience import Audience
from dueregard.documents.document import Document
from dueregard.findings.finding import Finding
from dueregard.findings.reading import finding_from_json
from dueregard.identify.evidence import rules
from dueregard.identify.evidence.models import Evidence
from dueregard.identify.evidence.rules import Source
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import ref as ref_of
from dueregard.instruments import INSTRUMENTS, load
from dueregard.jobs import actions as jobs
from dueregard.jobs.actions import Enqueue
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.lenses.shapes import LENSES
from dueregard.people.rules import may

MEASURE = "measure"


def attach(
    *, ref: str, finding_json: str, title: str, lens: str, by: Actor, now: datetime,
    source: Source = Source.FORCE, said_by: str = "", level: int | None = None,
    dated_on: date | None = None, file_name: str = "",
) -> str:
    """Somebody attaches a measurement to a use; its paper is made and kept at once.

    Refused without the right, for a level that its source cannot give, and for what is no finding.
    """
    with act("identify:evidence:attach", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "evidence.attach", use.concern))
        _check(title=title, lens=lens)
        finding = finding_from_json(finding_json)
        # Without a word on it, the least that a source's own measurement is worth.
        earned = _earned(finding)
        worth = level if level is not None else rules.worth_of(source=source, earned=earned)
        require(rules.may_attach(source=source, level=worth, earned=earned))
        paper = _paper(finding, title=title.strip(), now=now)
        row = Evidence.objects.create(
            use_id=use.id, title=title.strip(), statement=finding.verdict.sentence,
            source=source, said_by=said_by.strip(), level=worth, lens=lens,
            dated_on=dated_on or now.date(), instrument=finding.instrument,
            finding=json.loads(finding.to_json()), document=paper.to_plain(),
            digest=paper.digest, file_name=file_name[:200], by_name=by.name, at=now,
        )
        deed.result = f"evidence-{row.pk}"
        deed.note(title=row.title, source=source, level=worth, lens=lens, digest=row.digest,
                  verdict=finding.verdict.code.value, data=finding.data.sha256)
        if rules.is_alarm(instrument=finding.instrument, verdict=finding.verdict.code):
            # Said in the ledger too: from here on the use is due for review.
            deed.note(alarm=True)
    return deed.result


def record_claim(
    *, ref: str, title: str, statement: str, source: Source, said_by: str, level: int, lens: str,
    by: Actor, now: datetime, dated_on: date | None = None, allowed: Answer | None = None,
) -> str:
    """Somebody records what was said of a use, and who said it.

    Refused without the right, and for a level that its source cannot give. `allowed` is what a
    stage above answered for somebody who has no account, such as a supplier who holds a link.
    """
    with act("identify:evidence:record", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "evidence.attach", use.concern) if allowed is None else allowed)
        require(rules.may_claim(source=source, level=level, said_by=said_by))
        _check(title=title, lens=lens)
        row = Evidence.objects.create(
            use_id=use.id, title=title.strip(), statement=statement.strip(), source=source,
            said_by=said_by.strip(), level=level, lens=lens, dated_on=dated_on, by_name=by.name,
            at=now,
        )
        deed.result = f"evidence-{row.pk}"
        deed.note(title=row.title, source=source, level=level, lens=lens)
    return deed.result


def supersede(
    *, evidence_id: int, replaced_by_id: int, reason: str, by: Actor, now: datetime,
    allowed: Answer | None = None,
) -> str:
    """Somebody says that newer evidence takes the place of older; both stay. Refused to others.

    `allowed` is as for record_claim.
    """
    rows = Evidence.objects.select_related("use").in_bulk([evidence_id, replaced_by_id])
    if {evidence_id, replaced_by_id} - set(rows):
        raise Missing("There is no such evidence.")
    old, new = rows[evidence_id], rows[replaced_by_id]
    ref = ref_of(old.use.number)
    with act("identify:evidence:supersede", by=by, now=now, about=ref) as deed:
        own = may(by, "evidence.attach", register.sheet(ref).concern)
        require(own if allowed is None else allowed)
        require(rules.may_replace(
            same_use=old.use_id == new.use_id, same_row=old.pk == new.pk,
            replaced_already=old.replaced_by_id is not None,
        ))
        old.replaced_by = new
        old.save(update_fields=["replaced_by"])
        deed.result = f"evidence-{new.pk}"
        deed.note(replaced=f"evidence-{old.pk}", reason=reason.strip())
    return deed.result


def ask_to_measure(
    *, ref: str, instrument: str, sha256: str, file_name: str, title: str, lens: str, by: Actor,
    now: datetime, enqueue: Enqueue, source: Source = Source.FORCE, said_by: str = "",
    options: Mapping[str, Any] | None = None, beside: Mapping[str, str] | None = None,
) -> str:
    """Somebody asks for a stored file to be measured and the finding attached. Result: the job.

    Refused at once for whatever would be refused at the end. An instrument named "" means that
    the file is itself a finding that was made elsewhere. `options` are what the instrument was
    told; `beside` are other stored files that it needs, each with the name it came under.
    """
    with act("identify:evidence:ask-to-measure", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "evidence.attach", use.concern))
        require(rules.may_attach(source=source, level=min(rules.FINDINGS[source], default=0)))
        _check(title=title, lens=lens)
        if instrument and instrument not in INSTRUMENTS:
            raise DueRegardError(f"There is no instrument called '{instrument}'.")
        asked: Mapping[str, Any] = {
            "ref": ref, "instrument": instrument, "sha256": sha256, "file_name": file_name,
            "title": title.strip(), "lens": lens, "source": source.value,
            "said_by": said_by.strip(), "options": dict(options or {}),
            "beside": dict(beside or {}),
        }
        deed.result = jobs.ask(
            kind=MEASURE, title=title.strip(), asked=asked, about=ref, by=by, now=now,
            enqueue=enqueue,
        )
        deed.note(title=title.strip(), instrument=instrument, sha256=sha256,
                  options=dict(options or {}))
    return deed.result


def _check(*, title: str, lens: str) -> None:
    if not title.strip() or lens not in LENSES:
        raise DueRegardError("Nothing was saved: evidence needs a title and one of seven lenses.")


def _earned(finding: Finding) -> int | None:
    """What a checked claim was found to be worth; None for any other measurement."""
    said = finding.method.options.get("earns")
    if finding.instrument != "claim" or not isinstance(said, int):
        return None
    return max(min(rules.LEVEL_NAMES), min(said, rules.MOST))


def _paper(finding: Finding, *, title: str, now: datetime) -> Document:
    from dueregard.documents.charts import draw
    from dueregard.findings.paper import as_document

    people = frozenset[str]()
    if finding.instrument in INSTRUMENTS:
        people = load(finding.instrument).ABOUT.counts_people
    return draw(as_document(
        finding, made_at=now.isoformat(timespec="seconds"), audience=Audience.FORCE,
        title=title, counts_people=people,
    ))
