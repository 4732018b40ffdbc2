"""What can be done for a weighing: complete effects, safeguards, gates, values; weigh; replay."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from dueregard.answers import DueRegardError, Missing, No, require
from dueregard.documents.audience import Audience
from dueregard.identify.evidence import queries as evidence
from dueregard.identify.register import queries as register
from dueregard.jobs import actions as jobs
from dueregard.jobs.actions import Enqueue
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.people import queries as people
from dueregard.people.rules import Role, may
from dueregard.prioritise.assessment import queries as assessment
from dueregard.prioritise.assessment.queries import AssessmentSheet
from dueregard.prioritise.assessment.rules import EffectKind
from dueregard.prioritise.forecasts import actions as forecasts
from dueregard.prioritise.forecasts.actions import Expected
from dueregard.prioritise.panel import queries as panel
from dueregard.prioritise.weighing import proposing, queries, rules
from dueregard.prioritise.weighing.models import (
    Control,
    Detail,
    GroupWeight,
    Ranking,
    Standing,
    Weighing,
)
from dueregard.prioritise.weighing.rules import Effort
from dueregard.weighing import constants, learning, paper, saved, sensitivity
from dueregard.weighing.sensitivity import Sensitivity
from dueregard.weighing.shapes import ActionKind, ControlState, GateState
from dueregard.weighing.weighed import Weighed

WRITE = "weighing.write"
WEIGH, TRY = "weighing.weigh", "weighing.try"
# Where no review is set, what was expected is looked at again after this.
_A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody says of one effect. `people` is a word of the method, a range, or nothing."""

    effect_id: int
    people: str = ""
    evidence_id: int | None = None
    judged: str = ""
    before_after_id: int | None = None
    find_out: str = ""
    effort: Effort | None = None
    shared: str = ""


def complete(
    *, ref: str, option: int, said: Iterable[Said], by: Actor, now: datetime
) -> str:
    """Somebody says what the effects of one option lack for weighing. A blank stays a blank.

    Refused without the right. What was weighed before keeps what it was made from.
    """
    with act("prioritise:weighing:complete", by=by, now=now, about=ref) as deed:
        sheet = _round(ref, by)
        effects = {each.id: each for one in sheet.options if one.number == option
                   for each in one.effects}
        levels = {each.id: each.level for each in evidence.of_use(ref, replaced=True)}
        kept = []
        for each in said:
            if each.effect_id not in effects:
                raise DueRegardError(
                    "Nothing was saved: an effect was taken out meanwhile. Open the page again."
                )
            if {each.evidence_id, each.before_after_id} - {None} - set(levels):
                raise DueRegardError("Choose evidence of this use.")
            if each.before_after_id is not None:
                require(rules.may_show_change(levels[each.before_after_id]))
            _keep_detail(each, by=by, now=now)
            kept.append(each.effect_id)
        deed.result = f"assessment-{sheet.id}"
        deed.note(round=sheet.round, option=option, effects=kept)
    return deed.result


def _keep_detail(said: Said, *, by: Actor, now: datetime) -> None:
    word, low, high = "", None, None
    if said.people in constants.load().people:
        word = said.people
    elif said.people.strip():
        found = rules.people_of(said.people)
        if isinstance(found, No):
            raise DueRegardError(found.reason)
        low, high = found.low, found.high
    Detail.objects.update_or_create(effect_id=said.effect_id, defaults={
        "people_word": word, "people_low": low, "people_high": high,
        "evidence_id": said.evidence_id, "judged": said.judged.strip(),
        "before_after_id": said.before_after_id, "find_out": said.find_out.strip(),
        "effort": said.effort or "", "shared": said.shared.strip(), "by_name": by.name, "at": now,
    })


def add_control(
    *, ref: str, name: str, effects: Iterable[int], reduces: int, state: ControlState,
    kind: ActionKind, shown: str = "", effort: Effort | None = None, by: Actor, now: datetime,
) -> str:
    """Somebody adds a safeguard, with the risks that it takes away from and by how much."""
    with act("prioritise:control:add", by=by, now=now, about=ref) as deed:
        sheet = _round(ref, by)
        chosen = tuple(sorted(set(effects)))
        require(rules.may_keep_control(
            name=name, effects=chosen, risks=_risks(sheet), reduces=reduces))
        require(rules.may_call(state=state, shown=shown))
        row = Control.objects.create(
            assessment_id=sheet.id, name=name.strip(), effects=list(chosen), reduces=reduces,
            state=state, shown=shown.strip(), kind=kind, effort=effort or "", by_name=by.name,
            at=now,
        )
        deed.result = f"control-{row.pk}"
        deed.note(round=sheet.round, name=row.name, effects=list(chosen), reduces=reduces,
                  state=state.value)
    return deed.result


def move_control(
    *, ref: str, control_id: int, state: ControlState, shown: str = "", by: Actor, now: datetime
) -> str:
    """Somebody says how far a safeguard is now. Seen to work needs who saw it."""
    with act("prioritise:control:move", by=by, now=now, about=ref) as deed:
        row = _control(_round(ref, by), control_id)
        require(rules.may_call(state=state, shown=shown))
        before, row.state, row.shown = row.state, state, shown.strip()
        row.by_name, row.at = by.name, now
        row.save(update_fields=["state", "shown", "by_name", "at"])
        deed.result = f"control-{row.pk}"
        deed.note(name=row.name, before=before, state=state.value, shown=row.shown)
    return deed.result


def drop_control(*, ref: str, control_id: int, by: Actor, now: datetime) -> str:
    """Somebody takes a safeguard out; the ledger and earlier weighings keep that it was here."""
    with act("prioritise:control:drop", by=by, now=now, about=ref) as deed:
        sheet = _round(ref, by)
        row = _control(sheet, control_id)
        deed.note(name=row.name, state=row.state)
        row.delete()
        deed.result = f"assessment-{sheet.id}"
    return deed.result


def say_gates(
    *, ref: str, option: int, said: Iterable[tuple[str, GateState, str]], by: Actor, now: datetime
) -> str:
    """Somebody says how one option stands at gates, and why. Nobody passes their own use."""
    with act("prioritise:weighing:gates", by=by, now=now, about=ref) as deed:
        sheet = _round(ref, by, permission="gates.pass")
        if option not in {each.number for each in sheet.options[1:]}:
            raise Missing("There is no such option to take through the gates.")
        noted = {}
        for gate, state, reason in said:
            if gate not in constants.load().gates:
                raise DueRegardError("There is no such gate.")
            require(rules.may_say_gate(state=state, reason=reason))
            Standing.objects.update_or_create(
                assessment_id=sheet.id, option=option, gate=gate,
                defaults={"state": state, "reason": reason.strip(), "by_name": by.name,
                          "at": now},
            )
            noted[gate] = state.value
        deed.result = f"assessment-{sheet.id}"
        deed.note(round=sheet.round, option=option, gates=noted)
    return deed.result


def rank(*, ref: str, order: Iterable[str], by: Actor, now: datetime) -> str:
    """A member says which lenses matter most to them. No vote is made of it.

    Others see a seat, and never whose it is; the ledger does not hold the order either.
    """
    with act("prioritise:weighing:rank", by=by, now=now, about=ref) as deed:
        sheet = _round(ref, by, permission="weighing.rank")
        chosen = tuple(order)
        known = constants.load().lenses
        if by.id is None:
            raise DueRegardError("Only a person with an account can say what matters to them.")
        if not chosen or len(set(chosen)) < len(chosen) or set(chosen) - set(known):
            raise DueRegardError("Put lenses in order, each once.")
        rows = Ranking.objects.filter(assessment_id=sheet.id)
        own = rows.filter(person_id=by.id).first()
        seat = own.seat if own else (rows.aggregate(Max("seat"))["seat__max"] or 0) + 1
        Ranking.objects.update_or_create(
            assessment_id=sheet.id, person_id=by.id,
            defaults={"seat": seat, "order": list(chosen), "at": now},
        )
        deed.result = f"assessment-{sheet.id}"
        deed.note(round=sheet.round)
    return deed.result


def keep(*, ref: str, found: Weighed, by: Actor, now: datetime) -> str:
    """What `queries.weigh` worked out is kept, with everything that went in. Earlier ones stay.

    It was worked out before, because a transaction holds up everybody else's writing. What it
    rests on becomes forecasts, each with its date and a role, to be scored once it is known.
    """
    with act("prioritise:weighing:weigh", by=by, now=now, about=ref) as deed:
        sheet = _round(ref, by)
        text = saved.to_json(found)
        row = Weighing.objects.create(
            assessment_id=sheet.id, weighed=text, digest=_digest(text),
            paper=paper.to_document(
                found, Audience.COMMITTEE, made_at=now.date().isoformat()).to_plain(),
            version=found.constants.version, constants=found.constants.digest, seed=found.seed,
            by_name=by.name, at=now,
        )
        deed.result = f"weighing-{row.pk}"
        deed.note(round=sheet.round, digest=row.digest, constants=row.constants,
                  version=row.version, seed=row.seed)
        review = register.sheet(ref).review_on
        forecasts.keep_what_was_weighed(
            ref=ref, expected=_expected(found, sheet, by=by), by=by, now=now,
            due_on=review if review and review > now.date() else now.date() + _A_YEAR,
        )
    return deed.result


def _expected(found: Weighed, sheet: AssessmentSheet, *, by: Actor) -> Iterator[Expected]:
    """What it rests on, by role: of a panel each seat's, else of whoever had it weighed."""
    lines = {
        proposing.effect_id(each.id): (each, option.name)
        for option in sheet.options for each in option.effects
    }
    seats = {
        name: colleague.roles for name, person in panel.people_at(sheet).items()
        if (colleague := people.colleague(person)) is not None
    }
    for each in learning.foretold(found.proposal, found.constants):
        roles = seats.get(each.by, frozenset()) if each.by else by.roles
        role = next((one for one in Role if one in roles), None)
        if role is None or each.effect not in lines:
            continue
        line, option = lines[each.effect]
        yield Expected(
            effect_id=line.id, what=f"{line.text} ({option}, in a year)", role=role,
            by_name=each.by or by.name, chance=each.chance, low=each.size.low,
            high=each.size.high, unit=found.constants.lenses[line.lens].unit,
        )


def count_group(
    *, ref: str, name: str, times: float, reason: str, by: Actor, now: datetime
) -> str:
    """Somebody says that what happens to one group counts more, and why; 1 takes it back.

    The reason is published with every weighing, beside the figures with everybody counted alike.
    """
    with act("prioritise:weighing:group", by=by, now=now, about=ref) as deed:
        sheet = _round(ref, by)
        if name not in {each.affected for one in sheet.options for each in one.effects}:
            raise Missing("There is no such group in this assessment.")
        require(rules.may_count(times=times, reason=reason))
        rows = GroupWeight.objects.filter(assessment_id=sheet.id, name=name)
        if times == 1:
            rows.delete()
        else:
            GroupWeight.objects.update_or_create(
                assessment_id=sheet.id, name=name,
                defaults={"times": times, "reason": reason.strip(), "by_name": by.name,
                          "at": now},
            )
        deed.result = f"assessment-{sheet.id}"
        deed.note(round=sheet.round, group=name, times=times, reason=reason.strip())
    return deed.result


def ask_to_weigh(*, ref: str, by: Actor, now: datetime, enqueue: Enqueue) -> str:
    """Somebody asks for a weighing that takes longer than a person waits."""
    with act("prioritise:weighing:ask", by=by, now=now, about=ref) as deed:
        _round(ref, by)
        name = register.sheet(ref).name
        deed.result = jobs.ask(kind=WEIGH, title=f"Weigh the options: {name}", asked={"ref": ref},
                               about=ref, by=by, now=now, enqueue=enqueue)
        deed.note(kind=WEIGH)
    return deed.result


def ask_to_try(*, weighing_id: int, by: Actor, now: datetime, enqueue: Enqueue) -> str:
    """Somebody asks what hangs on the constants of the method. Each is tried: it takes a while."""
    found = queries.weighing(weighing_id)
    with act("prioritise:weighing:ask-to-try", by=by, now=now, about=found.ref) as deed:
        require(may(by, WRITE, register.sheet(found.ref).concern))
        deed.result = jobs.ask(
            kind=TRY, title=f"What hangs on the method: {found.use_name}",
            asked={"ref": found.ref, "weighing": weighing_id}, about=found.ref, by=by, now=now,
            enqueue=enqueue,
        )
        deed.note(weighing=weighing_id)
    return deed.result


def keep_tried(*, weighing_id: int, tried: Sensitivity, by: Actor, now: datetime) -> str:
    """What hangs on the constants of a weighing, by `queries.try_constants`, is kept beside it."""
    found = queries.weighing(weighing_id)
    with act("prioritise:weighing:try", by=by, now=now, about=found.ref) as deed:
        require(may(by, WRITE, register.sheet(found.ref).concern))
        Weighing.objects.filter(pk=weighing_id).update(
            sensitivity=sensitivity.to_document(tried, made_at=now.date().isoformat()).to_plain()
        )
        deed.result = f"weighing-{weighing_id}"
        deed.note(tried=len(tried.tried), changed=len(tried.changes))
    return deed.result


def again(*, weighing_id: int, by: Actor, now: datetime) -> str:
    """An old weighing is worked out again with the constants of its day: 'same' or 'differs'."""
    found = queries.weighing(weighing_id)
    with act("prioritise:weighing:again", by=by, now=now, about=found.ref) as deed:
        require(may(by, "weighing.read"))
        made = _digest(saved.to_json(saved.again(json.loads(found.weighed))))
        intact = _digest(found.weighed) == found.digest
        deed.result = "same" if intact and made == found.digest else "differs"
        deed.note(weighing=weighing_id, kept=found.digest, now=made, came=deed.result)
    return deed.result


def _round(ref: str, by: Actor, *, permission: str = WRITE) -> AssessmentSheet:
    require(may(by, permission, register.sheet(ref).concern))
    newest = assessment.latest(ref)
    if newest is None:
        raise DueRegardError("There is no assessment of this use yet. Open one first.")
    return newest


def _risks(sheet: AssessmentSheet) -> frozenset[int]:
    return frozenset(
        each.id for option in sheet.options for each in option.effects
        if each.kind is EffectKind.RISK
    )


def _control(sheet: AssessmentSheet, control_id: int) -> Control:
    row = Control.objects.filter(pk=control_id, assessment_id=sheet.id).first()
    if row is None:
        raise Missing("There is no such safeguard in this assessment.")
    return row


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
