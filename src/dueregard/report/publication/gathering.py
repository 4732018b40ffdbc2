"""Asks the stages below for what the public may read of one use, each value with its audience.

Without it a public record could be made of anything: here every text is paired with what its
own field declares, so that a field made narrower tomorrow stops the record, not the reader.
"""

from functools import lru_cache
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.documents.audience import Audience
from dueregard.documents.document import Document
from dueregard.findings.paper import as_document
from dueregard.findings.reading import finding_from_json
from dueregard.identify.evidence import queries as evidence
from dueregard.identify.packs import queries as packs
from dueregard.identify.points import queries as points
from dueregard.identify.points.rules import State as PointState
from dueregard.identify.register import queries as register
from dueregard.instruments import load
from dueregard.manage.committee import queries as committee
from dueregard.manage.committee.sheets import AdviceSheet, Story
from dueregard.manage.conditions import queries as conditions
from dueregard.manage.gates import queries as gates
from dueregard.people import queries as people
from dueregard.prioritise.assessment import queries as assessment
from dueregard.prioritise.assessment.queries import OptionSheet
from dueregard.report.publication import particular, shared
from dueregard.report.publication.kept_back import kept_back
from dueregard.report.publication.kept_back import secrets as secrets_of
from dueregard.report.publication.material import (
    Asked,
    Check,
    Choice,
    Duty,
    Material,
    Outcome,
    Override,
    Possibility,
    Proof,
    Request,
    Value,
    Written,
)
from dueregard.report.publication.values import value
from dueregard.report.withholding import queries as withholding
from dueregard.report.wordings import queries as wordings


def material(ref: str) -> Material:
    """Everything that the public record of a use is made of, as it stands now.

    What is kept back is taken out here, so that nothing made of this can hold it.
    """
    return kept_back(_whole(ref), tuple(each.kept for each in withholding.of_use(ref)))


def secrets() -> dict[str, str]:
    """Every text of any use that is kept back from the public, with what stands in its place."""
    found: dict[str, str] = {}
    for ref, kept in withholding.standing().items():
        found |= secrets_of(_whole(ref), kept)
    return found


def _whole(ref: str) -> Material:
    return Material(
        **_force(), **_use(ref), **_weighed(ref), **particular.of(ref),
        **shared.of(ref),
        possibilities=_possibilities(ref), proofs=_proofs(ref), checks=_checks(ref),
        overrides=_overrides(ref), duties=_duties(ref), written=_written(ref),
    )


def _force() -> dict[str, Any]:
    force = people.force()
    address = force.contact_email if force else ""
    return {
        "force_name": value("people.Force", "name", force.name if force else ""),
        "contact_email": value("people.Force", "contact_email", address),
    }


def _use(ref: str) -> dict[str, Any]:
    use = register.sheet(ref)
    plain = ("name", "purpose", "what_it_does", "department", "supplier", "status_reason",
             "started_on", "ended_on", "review_on", "affected")
    said = {name: value("identify.Use", name, getattr(use, name)) for name in plain}
    pack = packs.bank().packs.get(use.technology)
    tier = packs.bank().tier(use.tier) if use.tier else None
    return said | {
        "status": value("identify.Use", "status", use.status.value),
        "technology": value("identify.Use", "technology", pack.name if pack else use.technology),
        "affected_count": value("identify.Use", "affected_count", use.affected_count_name),
        "depth": value("identify.Use", "tier", tier.meaning if tier else ""),
        "depth_because": value("identify.Use", "tier_because", use.tier_because),
    }


def _possibilities(ref: str) -> tuple[Possibility, ...]:
    return tuple(
        Possibility(
            kind=value("identify.Point", "kind", each.kind.value),
            title=value("identify.Point", "title", each.title),
            text=value("identify.Point", "text", each.whole_text),
            affected=value("identify.Point", "affected", each.affected),
        )
        for each in points.points(ref) if each.state is PointState.ACCEPTED
    )


def _weighed(ref: str) -> dict[str, Any]:
    """The options of the newest settled assessment, and the answers it chose to publish."""
    settled = assessment.latest_settled(ref)
    if settled is None:
        return {}
    why = value("prioritise.Assessment", "why_this_order", settled.why_this_order)
    asked = tuple(
        Asked(
            question=value("prioritise.Reply", "words", each.words),
            answer=value("prioritise.Reply", "answer", each.answer_name),
            text=value("prioritise.Reply", "text", each.text),
        )
        for each in assessment.replies(settled.id) if each.publish
    )
    choices = tuple(_choice(each) for each in settled.ranked or settled.options)
    return {"choices": choices, "why_this_order": why, "asked": asked}


def _choice(option: OptionSheet) -> Choice:
    return Choice(
        name=value("prioritise.Option", "name", option.name),
        text=value("prioritise.Option", "text", option.text),
        outcomes=tuple(
            Outcome(
                kind=value("prioritise.Effect", "kind", each.kind_name),
                affected=value("prioritise.Effect", "affected", each.affected),
                text=value("prioritise.Effect", "text", each.text),
                chance=value("prioritise.Effect", "chance", each.chance_name),
                size=value("prioritise.Effect", "size", each.size_name),
            )
            for each in option.effects
        ),
    )


def _proofs(ref: str) -> tuple[Proof, ...]:
    return tuple(_proof(each) for each in evidence.of_use(ref))


def _proof(line: evidence.EvidenceLine) -> Proof:
    # What a measurement concludes is said by its paper, made for the public: the sentence that
    # is kept beside it was written for the force, and may give a count of few people.
    statement = "" if line.measured else line.statement
    return Proof(
        title=value("identify.Evidence", "title", line.title),
        statement=value("identify.Evidence", "statement", statement),
        source=value("identify.Evidence", "source", line.source_name),
        level=value("identify.Evidence", "level", line.level_name),
        dated_on=value("identify.Evidence", "dated_on", line.dated_on),
        paper=_paper(line) if line.measured else None,
    )


def _paper(line: evidence.EvidenceLine) -> Document | None:
    """The measurement as the public may see it, small counts of people hidden.

    An instrument that this version does not know cannot say which of its figures count people,
    so its figures stay inside.
    """
    try:
        counts_people = load(line.instrument).ABOUT.counts_people
    except DueRegardError:
        return None
    return _made(line.id, line.digest, counts_people)


@lru_cache(maxsize=64)
def _made(evidence_id: int, digest: str, counts_people: frozenset[str]) -> Document | None:
    # Reading a measurement and setting its tables is most of the work of a page. Evidence is
    # never changed, and the digest is of its figures: the same digest makes the same paper.
    text = evidence.sheet(evidence_id).finding
    if text is None:
        return None
    return as_document(
        finding_from_json(text), made_at="", audience=Audience.PUBLIC,
        counts_people=counts_people,
    )


def _checks(ref: str) -> tuple[Check, ...]:
    return tuple(_check(each, each.advice) for each in committee.by_use(ref) if each.advice)


def _check(story: Story, advice: AdviceSheet) -> Check:
    made = story.decision

    def decided(field: str, content: object) -> Value:
        return value("manage.Decision", field, content)

    return Check(
        question=value("manage.Matter", "question", story.question),
        took_part=value("manage.Matter", "closed_how", story.closed_how),
        advice=value("manage.Advice", "outcome", advice.outcome_name),
        advice_reasons=value("manage.Advice", "reasons", advice.reasons),
        dissent=value("manage.Advice", "dissent", advice.dissent),
        advised_on=value("manage.Advice", "at", advice.at),
        reply=value("manage.Advice", "reply", advice.reply),
        requests=tuple(
            Request(
                text=value("manage.AdviceItem", "text", each.text),
                answer=value("manage.AdviceItem", "answer", each.said_name),
                reasons=value("manage.AdviceItem", "reasons", each.reasons),
            )
            for each in advice.items
        ),
        decision=decided("outcome", made.verdict_name if made else ""),
        decision_reasons=decided("reasons", made.reasons if made else ""),
        departs_because=decided("departs_because", made.departs_because if made else ""),
        decided_by=decided("by_post", made.by_post if made else ""),
        decided_on=decided("at", made.at if made else ""),
        review_on=decided("review_on", made.review_on if made else ""),
    )


def _overrides(ref: str) -> tuple[Override, ...]:
    """Each gate that was ever gone round. None is left out when the gate is passed later."""
    return tuple(
        Override(
            gate=value("manage.Passing", "gate_title", each.gate_title),
            post=value("manage.Passing", "post", each.post),
            reason=value("manage.Passing", "reason", each.reason),
            on=value("manage.Passing", "at", each.at),
            against=tuple(value("manage.Passing", "obstacles", one) for one in each.against),
        )
        for each in gates.overridden(ref)
    )


def _duties(ref: str) -> tuple[Duty, ...]:
    return tuple(
        Duty(
            text=value("manage.Condition", "text", each.text),
            test=value("manage.Condition", "test", each.test),
            due_on=value("manage.Condition", "due_on", each.due_on),
            state=value("manage.Condition", "state", each.state_name),
        )
        for each in conditions.by_use(ref)
    )


def _written(ref: str) -> tuple[Written, ...]:
    """What was written under headings that we know; what is under others stays inside."""
    return tuple(
        Written(
            key=each.key, text=value("report.Wording", "text", each.text), place=each.place
        )
        for each in wordings.of_use(ref) if each.key
    )
