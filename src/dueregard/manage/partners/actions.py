"""What can be done about a partner: enter it, vet it, sign it off, stop it, let it go on."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from dueregard.answers import DueRegardError, Missing, require
from dueregard.findings.months import months_after
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.manage.partners import queries, rules
from dueregard.manage.partners.models import (
    Drill,
    Partner,
    PartnerBreach,
    SignOff,
    Suspension,
    VettingStep,
)
from dueregard.manage.partners.rules import Control, Regime, Result
from dueregard.manage.partners.vetting import vetting
from dueregard.people.rules import may
from dueregard.sharing.terms import Marking

KEEP, SIGN, STOP = "partners.keep", "partners.sign", "partners.suspend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a person says a partner is, and whom to call there."""

    name: str
    kind: str
    control: Control = Control.UNKNOWN
    regime: Regime = Regime.UNKNOWN
    ico_number: str = ""
    dpo_name: str = ""
    dpo_reach: str = ""
    contact_name: str = ""
    contact_reach: str = ""
    deputy_name: str = ""
    deputy_reach: str = ""
    breach_reach: str = ""
    accord_by: str = ""
    accord_post: str = ""
    accord_on: date | None = None


def enter(*, details: Details, by: Actor, now: datetime) -> str:
    """Somebody enters a partner. Nothing may be sent to it until it is vetted and signed off."""
    with act("partners:partner:enter", by=by, now=now) as deed:
        require(may(by, KEEP))
        _may_enter(details)
        row = Partner.objects.create(
            **_words(details), entered_by_id=by.id, entered_by_name=by.name, entered_at=now
        )
        deed.result = deed.about = f"partner-{row.pk}"
        deed.note(name=row.name, kind=row.kind)
    return deed.result


def change(*, partner_id: int, details: Details, by: Actor, now: datetime) -> str:
    """Somebody changes what is known of a partner, such as whom to call."""
    with act("partners:partner:change", by=by, now=now, about=f"partner-{partner_id}") as deed:
        require(may(by, KEEP))
        row = _partner(partner_id)
        _may_enter(details, but=partner_id)
        changed = sorted(
            key for key, value in _words(details).items() if getattr(row, key) != value
        )
        for key, value in _words(details).items():
            setattr(row, key, value)
        row.save()
        deed.result = deed.about
        deed.note(name=row.name, changed=changed)
    return deed.result


def record(
    *, partner_id: int, step: str, result: Result, evidence: str, by: Actor, now: datetime,
    option: str = "", expires: date | None = None,
) -> str:
    """Somebody records what a step of vetting found, and until when that is good.

    A step that is not passed stops every disclosure from now on, also after a sign-off.
    """
    with act("partners:step:record", by=by, now=now, about=f"partner-{partner_id}") as deed:
        require(may(by, KEEP))
        row = _standing(partner_id)
        asked = vetting().step(step)
        require(rules.may_check(
            step=asked, result=result, evidence=evidence, option=option, expires=expires,
            today=now.date(), contacts=bool(row.contact_name and row.deputy_name),
        ))
        assert asked is not None  # the rule above refuses without one
        made = _record(row, step=step, result=result, evidence=evidence, by=by, now=now,
                       option=option, expires=expires)
        deed.result = f"vetting-step-{made.pk}"
        deed.note(name=row.name, title=asked.title, step=step, result=result,
                  expires=str(made.expires or ""))
    return deed.result


def drill(
    *, partner_id: int, contact: str, answered: bool, minutes: int | None, words: str,
    by: Actor, now: datetime,
) -> str:
    """Somebody tries the contact for breaches and says what came of it.

    Answered, the step is passed for as long as it lasts; not answered, it is not passed.
    """
    with act("partners:contact:try", by=by, now=now, about=f"partner-{partner_id}") as deed:
        require(may(by, KEEP))
        row = _standing(partner_id)
        require(rules.may_drill(
            contact=contact, answered=answered, minutes=minutes, words=words
        ))
        made = Drill.objects.create(
            partner=row, contact=contact.strip(), tried_at=now, answered=answered,
            minutes=minutes if answered else None, words=words.strip(), by_name=by.name,
        )
        for step in vetting().steps:
            if step.drill:
                _record(
                    row, step=step.id, result=Result.PASSED if answered else Result.FAILED,
                    evidence=_came_of(made), by=by, now=now,
                    expires=months_after(now.date(), step.months) if answered else None,
                )
        deed.result = f"drill-{made.pk}"
        deed.note(name=row.name, answered=answered, minutes=made.minutes)
    return deed.result


def recommend(
    *, partner_id: int, words: str, cleared_to: Marking, by: Actor, now: datetime
) -> str:
    """A first person signs, up to a marking. Refused while a step is not good."""
    with act("partners:sign-off:recommend", by=by, now=now,
             about=f"partner-{partner_id}") as deed:
        require(may(by, SIGN))
        row = _standing(partner_id)
        require(rules.may_recommend(
            known=queries.known(partner_id), vetting=vetting(), words=words, today=now.date()
        ))
        made = SignOff.objects.create(
            partner=row, first_id=by.id, first_name=by.name, first_at=now, words=words.strip(),
            cleared_to=cleared_to,
        )
        deed.result = f"sign-off-{made.pk}"
        deed.note(name=row.name, words=made.words, cleared_to=cleared_to.value)
    return deed.result


def sign(*, partner_id: int, by: Actor, now: datetime) -> str:
    """A second person signs, and the partner is vetted.

    Refused to who signed first and to whoever entered the partner or one of its steps.
    """
    with act("partners:sign-off:sign", by=by, now=now, about=f"partner-{partner_id}") as deed:
        require(may(by, SIGN))
        row = _standing(partner_id)
        require(rules.may_sign(
            known=queries.known(partner_id), entered=queries.entered(partner_id), person=by.id,
            vetting=vetting(), today=now.date(),
        ))
        half = _half_signed(row)
        last = VettingStep.objects.filter(partner=row).order_by("-pk").first()
        half.second_id, half.second_name, half.second_at = by.id, by.name, now
        half.until = months_after(now.date(), vetting().sign_off_months)
        half.last_step = last.pk if last else 0
        half.save()
        deed.result = f"sign-off-{half.pk}"
        deed.note(name=row.name, first=half.first_name, until=str(half.until))
    return deed.result


def send_back(*, partner_id: int, words: str, by: Actor, now: datetime) -> str:
    """Somebody who may sign takes a first signature away, and says what is lacking."""
    with act("partners:sign-off:send-back", by=by, now=now,
             about=f"partner-{partner_id}") as deed:
        require(may(by, SIGN))
        row = _standing(partner_id)
        require(rules.may_send_back(known=queries.known(partner_id), words=words))
        half = _half_signed(row)
        half.sent_back_by, half.sent_back_at = by.name, now
        half.sent_back_because = words.strip()
        half.save()
        deed.result = f"sign-off-{half.pk}"
        deed.note(name=row.name, reason=half.sent_back_because)
    return deed.result


def suspend(*, partner_id: int, because: str, by: Actor, now: datetime) -> str:
    """One person stops everything that would be sent to a partner, from now on."""
    with act("partners:partner:suspend", by=by, now=now, about=f"partner-{partner_id}") as deed:
        require(may(by, STOP))
        row = _partner(partner_id)
        require(rules.may_suspend(known=queries.known(partner_id), because=because))
        made = Suspension.objects.create(
            partner=row, because=because.strip(), by_name=by.name, at=now
        )
        deed.result = f"suspension-{made.pk}"
        deed.note(name=row.name, reason=made.because)
    return deed.result


def ask_to_lift(*, partner_id: int, words: str, by: Actor, now: datetime) -> str:
    """Somebody says what was put right, and asks that the suspension be lifted."""
    with act("partners:suspension:ask-to-lift", by=by, now=now,
             about=f"partner-{partner_id}") as deed:
        require(may(by, STOP))
        row = _partner(partner_id)
        stop = Suspension.objects.filter(partner=row, lifted_at=None).first()
        require(rules.may_ask_to_lift(
            suspended=stop is not None, asked=bool(stop and stop.asked_at), words=words
        ))
        assert stop is not None  # the rule above refuses without one
        stop.asked_by_id, stop.asked_by_name, stop.asked_at = by.id, by.name, now
        stop.asked_words, stop.turned_down = words.strip(), ""
        stop.save()
        deed.result = f"suspension-{stop.pk}"
        deed.note(name=row.name, words=stop.asked_words)
    return deed.result


def lift(*, partner_id: int, agreed: bool, words: str, by: Actor, now: datetime) -> str:
    """A second person lifts a suspension, or turns that down with a reason. Never who asked."""
    verb = "partners:suspension:lift" if agreed else "partners:suspension:turn-down"
    with act(verb, by=by, now=now, about=f"partner-{partner_id}") as deed:
        require(may(by, STOP))
        row = _partner(partner_id)
        stop = Suspension.objects.filter(partner=row, lifted_at=None).first()
        require(rules.may_answer_lifting(
            asked=bool(stop and stop.asked_at), asked_by=stop.asked_by_id if stop else None,
            person=by.id, agreed=agreed, words=words,
        ))
        assert stop is not None  # the rule above refuses without one
        if agreed:
            stop.lifted_by_id, stop.lifted_by_name, stop.lifted_at = by.id, by.name, now
        else:
            # Whoever asked may ask again, once more is put right.
            stop.asked_by, stop.asked_at, stop.turned_down = None, None, words.strip()
        stop.save()
        deed.result = f"suspension-{stop.pk}"
        deed.note(name=row.name, reason=words.strip())
    return deed.result


def note_breach(
    *, partner_id: int, happened_on: date, words: str, put_right: str, by: Actor, now: datetime
) -> str:
    """Somebody notes that data went astray at a partner. It stays in its history."""
    with act("partners:breach:note", by=by, now=now, about=f"partner-{partner_id}") as deed:
        require(may(by, KEEP))
        row = _partner(partner_id)
        if not words.strip():
            raise DueRegardError("Say what happened, without the names of people.")
        if happened_on > now.date():
            raise DueRegardError("The day it happened cannot be after today.")
        made = PartnerBreach.objects.create(
            partner=row, happened_on=happened_on, words=words.strip(),
            put_right=put_right.strip(), by_name=by.name, at=now,
        )
        deed.result = f"breach-{made.pk}"
        deed.note(name=row.name, words=made.words)
    return deed.result


def end(*, partner_id: int, because: str, by: Actor, now: datetime) -> str:
    """Somebody ends a partnership: nothing may be sent any more, and the record stays."""
    with act("partners:partner:end", by=by, now=now, about=f"partner-{partner_id}") as deed:
        require(may(by, KEEP))
        row = _standing(partner_id)
        if not because.strip():
            raise DueRegardError("Say why it is not a partner any more.")
        row.ended_on, row.ended_because = now.date(), because.strip()
        row.save(update_fields=["ended_on", "ended_because"])
        deed.result = deed.about
        deed.note(name=row.name, reason=row.ended_because)
    return deed.result


def _partner(partner_id: int) -> Partner:
    try:
        return Partner.objects.select_for_update(of=("self",)).get(pk=partner_id)
    except Partner.DoesNotExist as error:
        raise Missing(f"There is no partner {partner_id}.") from error


def _standing(partner_id: int) -> Partner:
    row = _partner(partner_id)
    if row.ended_on is not None:
        raise DueRegardError(
            f"{row.name} is not a partner any more. Enter it again as a new partner, under a "
            "name that says so."
        )
    return row


def _half_signed(row: Partner) -> SignOff:
    found = SignOff.objects.filter(partner=row, second_at=None, sent_back_at=None).first()
    if found is None:
        raise Missing("There is no signature that waits for a second.")
    return found


def _may_enter(details: Details, *, but: int | None = None) -> None:
    others = Partner.objects.filter(name__iexact=details.name.strip())
    taken = (others if but is None else others.exclude(pk=but)).exists()
    require(rules.may_enter(
        name=details.name, kind=details.kind, kinds=vetting().kinds, taken=taken
    ))


def _words(details: Details) -> dict[str, object]:
    return {
        key: value.strip() if isinstance(value, str) else value
        for key, value in asdict(details).items()
    }


def _record(
    row: Partner, *, step: str, result: Result, evidence: str, by: Actor, now: datetime,
    option: str = "", expires: date | None = None,
) -> VettingStep:
    return VettingStep.objects.create(
        partner=row, step=step, result=result, evidence=evidence.strip(), option=option,
        expires=expires if result is Result.PASSED else None, by_id=by.id, by_name=by.name,
        at=now,
    )


def _came_of(made: Drill) -> str:
    minutes = f"answered after {made.minutes} minute{'' if made.minutes == 1 else 's'}"
    said = f"{made.contact}: {minutes if made.answered else 'nobody answered who could act'}."
    return f"{said} {made.words}".strip()
