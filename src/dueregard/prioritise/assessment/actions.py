"""What can be done in an assessment: open it, answer, add options and effects, rank, settle."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from dueregard.answers import DueRegardError, Missing, require
from dueregard.identify.evidence import queries as evidence
from dueregard.identify.packs import queries as packs
from dueregard.identify.points import queries as points
from dueregard.identify.register import actions as register_actions
from dueregard.identify.register import queries as register
from dueregard.identify.register.queries import UseSheet
from dueregard.identify.register.rules import Status
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.lenses.screening import LOWEST
from dueregard.lenses.shapes import LENSES
from dueregard.people.rules import may
from dueregard.prioritise.assessment import queries, rules
from dueregard.prioritise.assessment.models import Assessment, Effect, Option, Reply
from dueregard.prioritise.assessment.rules import (
    CARRY_ON,
    Chance,
    EffectKind,
    ReplyAnswer,
    Size,
    State,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody answered to a question. `publish` as None leaves it as the question has it."""

    question: str
    answer: ReplyAnswer
    text: str = ""
    publish: bool | None = None


def open_(*, ref: str, by: Actor, now: datetime, because: str = "") -> str:
    """Somebody opens a round: the packs are pinned, and carrying on as now is the first option.

    Refused while another is open, while the use has nothing but risks, and, from the second
    round on, without the reason for looking again. An idea becomes a use in assessment.
    """
    with act("prioritise:assessment:open", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "assessment.write", use.concern))
        require(points.may_leave(ref))
        before = queries.rounds(ref)
        is_open = any(each.state is State.OPEN for each in before)
        require(rules.may_open(rounds=len(before), is_open=is_open, because=because))
        row = Assessment.objects.create(
            use_id=use.id, round=len(before) + 1, tier=use.tier or LOWEST,
            packs=_pins(ref), opened_at=now, opened_because=because.strip(),
        )
        Option.objects.create(assessment=row, number=0, name=CARRY_ON)
        if use.status is Status.IDEA and may(by, "register.move", use.concern):
            register_actions.move(
                ref=ref, to=Status.ASSESSMENT, reason="An assessment was opened.", by=by, now=now
            )
        deed.result = f"assessment-{row.pk}"
        deed.note(round=row.round, tier=row.tier, packs=row.packs, because=because.strip())
    return deed.result


def answer(*, ref: str, given: Iterable[Given], by: Actor, now: datetime) -> str:
    """Somebody answers questions of the open round. The words of each are kept as they were asked.

    Refused without the right, once the round is settled, and for an answer without its words.
    """
    with act("prioritise:assessment:answer", by=by, now=now, about=ref) as deed:
        row = _open(ref, by)
        asked = {each.question.id: each.question for each in queries.asked(ref, tier=row.tier)}
        said = {}
        for each in given:
            question = asked.get(each.question)
            if question is None:
                raise DueRegardError(
                    f"Nothing was saved: the question '{each.question}' is not asked of this use."
                )
            require(rules.may_answer(answer=each.answer, text=each.text))
            Reply.objects.update_or_create(
                assessment=row, question=question.id,
                defaults={
                    "rev": question.rev, "words": question.text, "lens": question.lens,
                    "answer": each.answer, "text": each.text.strip(),
                    "publish": question.publish if each.publish is None else each.publish,
                    "by_name": by.name, "at": now,
                },
            )
            said[question.id] = each.answer.value
        deed.result = f"assessment-{row.pk}"
        deed.note(round=row.round, answers=said)
    return deed.result


def add_option(*, ref: str, name: str, text: str = "", by: Actor, now: datetime) -> str:
    """Somebody adds an option to the open round. The options must be put in an order again."""
    with act("prioritise:option:add", by=by, now=now, about=ref) as deed:
        row = _open(ref, by)
        if not name.strip():
            raise DueRegardError("Give the option a name that says what would be done.")
        number = (row.options.aggregate(Max("number"))["number__max"] or 0) + 1
        option = Option.objects.create(
            assessment=row, number=number, name=name.strip(), text=text.strip()
        )
        _unrank(row)
        deed.result = f"option-{option.number}"
        deed.note(round=row.round, name=option.name)
    return deed.result


def drop_option(*, ref: str, number: int, by: Actor, now: datetime) -> str:
    """Somebody takes an option out of the open round. Refused for carrying on as now."""
    with act("prioritise:option:drop", by=by, now=now, about=ref) as deed:
        row = _open(ref, by)
        require(rules.may_drop(number))
        option = _option(row, number)
        effects = [each.text for each in option.effects.all()]
        option.delete()
        _unrank(row)
        deed.result = f"assessment-{row.pk}"
        deed.note(round=row.round, name=option.name, effects=effects)
    return deed.result


def add_effect(
    *, ref: str, option: int, kind: EffectKind, lens: str, affected: str, text: str,
    chance: Chance, size: Size, by: Actor, now: datetime, evidence_id: int | None = None,
) -> str:
    """Somebody says what an option would do to whom, and on what evidence."""
    with act("prioritise:effect:add", by=by, now=now, about=ref) as deed:
        row = _open(ref, by)
        if lens not in LENSES or not affected.strip() or not text.strip():
            raise DueRegardError(
                "Nothing was saved: an effect needs one of the seven lenses, who is affected, and "
                "what would happen to them."
            )
        if evidence_id is not None:
            known = {each.id for each in evidence.of_use(ref)}
            if evidence_id not in known:
                raise DueRegardError("Choose evidence of this use that was not replaced.")
        effect = Effect.objects.create(
            option=_option(row, option), kind=EffectKind(kind), lens=lens,
            affected=affected.strip(), text=text.strip(), chance=Chance(chance), size=Size(size),
            evidence_id=evidence_id, by_name=by.name, at=now,
        )
        deed.result = f"effect-{effect.pk}"
        deed.note(round=row.round, option=option, kind=effect.kind, lens=lens,
                  affected=effect.affected, text=effect.text, chance=effect.chance,
                  size=effect.size, evidence=evidence_id)
    return deed.result


def drop_effect(*, ref: str, effect_id: int, by: Actor, now: datetime) -> str:
    """Somebody takes an effect out of the open round; the ledger keeps what it said."""
    with act("prioritise:effect:drop", by=by, now=now, about=ref) as deed:
        row = _open(ref, by)
        effect = Effect.objects.filter(pk=effect_id, option__assessment=row).first()
        if effect is None:
            raise Missing("There is no such effect in the open assessment.")
        deed.note(round=row.round, text=effect.text, kind=effect.kind)
        effect.delete()
        deed.result = f"assessment-{row.pk}"
    return deed.result


def rank(*, ref: str, order: Iterable[int], reason: str, by: Actor, now: datetime) -> str:
    """Somebody puts all the options in an order, the best first, and says why."""
    with act("prioritise:assessment:rank", by=by, now=now, about=ref) as deed:
        row = _open(ref, by)
        chosen = tuple(order)
        options = {each.number: each for each in row.options.all()}
        require(rules.may_rank(numbers=frozenset(options), order=chosen, reason=reason))
        for place, number in enumerate(chosen, start=1):
            options[number].place = place
            options[number].save(update_fields=["place"])
        row.why_this_order = reason.strip()
        row.save(update_fields=["why_this_order"])
        deed.result = f"assessment-{row.pk}"
        deed.note(round=row.round, order=[options[each].name for each in chosen],
                  reason=reason.strip())
    return deed.result


def settle(*, ref: str, by: Actor, now: datetime) -> str:
    """The owner settles the open round, and nobody can change it after.

    Refused to others, and while anything is missing: each missing thing is named.
    """
    with act("prioritise:assessment:settle", by=by, now=now, about=ref) as deed:
        row = _open(ref, by, permission="assessment.settle")
        newest = queries.sheet(row.pk)
        require(rules.may_settle(queries.gaps_of(newest)))
        row.state, row.settled_at = State.SETTLED, now
        row.save(update_fields=["state", "settled_at"])
        deed.result = f"assessment-{row.pk}"
        deed.note(round=row.round, first=newest.ranked[0].name)
    return deed.result


def _open(ref: str, by: Actor, *, permission: str = "assessment.write") -> Assessment:
    use: UseSheet = register.sheet(ref)
    require(may(by, permission, use.concern))
    newest = Assessment.objects.filter(use_id=use.id).order_by("-round").first()
    require(rules.may_change(State(newest.state) if newest else None))
    if newest is None:
        raise Missing("There is no open assessment.")
    return newest


def _option(row: Assessment, number: int) -> Option:
    option = row.options.filter(number=number).first()
    if option is None:
        raise Missing("There is no such option in the open assessment.")
    return option


def _unrank(row: Assessment) -> None:
    row.options.update(place=None)


def _pins(ref: str) -> list[dict[str, str]]:
    bank = packs.bank()
    pins = [
        {"id": each.id, "version": each.version, "digest": each.digest}
        for each in bank.packs_for(register.facts(ref))
    ]
    # The questions are no pack: they are fixed by the digest of everything we ask.
    return [*pins, {"id": "questions", "version": "", "digest": bank.digest}]
