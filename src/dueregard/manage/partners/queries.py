"""What may be asked of partners: which there are, how each stands, whether one may receive."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dueregard.answers import Missing, No
from dueregard.manage.partners import rules
from dueregard.manage.partners.models import Partner, SignOff, Suspension, VettingStep
from dueregard.manage.partners.rules import (
    CONTROL_NAMES,
    MARKING_NAMES,
    MARKINGS,
    REGIME_NAMES,
    STATE_NAMES,
    Check,
    Control,
    Half,
    Known,
    Regime,
    Result,
    Signed,
    State,
)
from dueregard.manage.partners.vetting import TRAINING, Step, vetting
from dueregard.sharing.terms import Marking


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiving:
    """Whether a partner may be sent anything at one moment. True only when no reason is against.

    `vetted_until` is the last day on which its vetting is good, `trained_until` that of its
    training; `cleared_to` is the marking up to which two people signed; `suspended_at` is since
    when it is stopped, for whoever lists what was sent before.
    """

    partner_id: int
    name: str
    state: State
    reasons: tuple[No, ...]
    vetted_until: date | None
    trained_until: date | None
    cleared_to: Marking | None
    suspended_at: datetime | None

    def __bool__(self) -> bool:
        return not self.reasons

    @property
    def state_name(self) -> str:
        """How it stands, in words."""
        return STATE_NAMES[self.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerLine:
    """A partner in a list."""

    id: int
    name: str
    kind: str
    receiving: Receiving

    @property
    def kind_name(self) -> str:
        """What kind of body it is, in words."""
        return vetting().kinds.get(self.kind, self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step with the newest record of it; `said` is None where nobody has recorded it."""

    step: Step
    result: Result | None
    option: str
    evidence: str
    expires: date | None
    by_name: str
    at: datetime | None
    good: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillLine:
    """One try of a contact."""

    contact: str
    tried_at: datetime
    answered: bool
    minutes: int | None
    words: str
    by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffLine:
    """One sign-off, whole, half or sent back."""

    first_id: int | None
    first_name: str
    first_at: datetime
    words: str
    cleared_to: Marking
    second_name: str
    second_at: datetime | None
    until: date | None
    sent_back_by: str
    sent_back_because: str

    @property
    def cleared_to_name(self) -> str:
        """Up to which marking, as it is printed."""
        return MARKING_NAMES[self.cleared_to]

    @property
    def waits(self) -> bool:
        """True while a second person has to sign or send it back."""
        return self.second_at is None and not self.sent_back_by


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionLine:
    """One time that a partner was stopped."""

    because: str
    by_name: str
    at: datetime
    asked_by_id: int | None
    asked_by_name: str
    asked_words: str
    asked: bool
    turned_down: str
    lifted_by_name: str
    lifted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachLine:
    """One thing that went wrong at a partner."""

    happened_on: date
    words: str
    put_right: str
    by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerSheet(PartnerLine):
    """A partner whole."""

    control: Control
    regime: Regime
    ico_number: str
    dpo_name: str
    dpo_reach: str
    contact_name: str
    contact_reach: str
    deputy_name: str
    deputy_reach: str
    breach_reach: str
    accord_by: str
    accord_post: str
    accord_on: date | None
    entered_by_name: str
    entered_at: datetime
    ended_on: date | None
    ended_because: str
    steps: tuple[StepLine, ...]
    drills: tuple[DrillLine, ...]
    sign_offs: tuple[SignOffLine, ...]
    suspensions: tuple[SuspensionLine, ...]
    breaches: tuple[BreachLine, ...]

    @property
    def control_name(self) -> str:
        """What it is to the data, in words."""
        return CONTROL_NAMES[self.control]

    @property
    def regime_name(self) -> str:
        """Under which law it holds data, in words."""
        return REGIME_NAMES[self.regime]

    @property
    def suspended(self) -> SuspensionLine | None:
        """The suspension that stands, if there is one."""
        return next((each for each in self.suspensions if each.lifted_at is None), None)

    @property
    def half_signed(self) -> SignOffLine | None:
        """The sign-off that waits for a second person, if there is one."""
        return next((each for each in self.sign_offs if each.waits), None)

    @property
    def missing(self) -> tuple[StepLine, ...]:
        """The steps that are not good today."""
        return tuple(each for each in self.steps if not each.good)


def may_receive(partner_id: int, *, now: datetime) -> Receiving:
    """Whether a partner may be sent anything now, and every reason against it in words."""
    found = standings((partner_id,), now=now)
    if partner_id not in found:
        raise Missing(f"There is no partner {partner_id}.")
    return found[partner_id]


def is_suspended(partner_id: int) -> bool:
    """Whether a suspension of it stands now. Asked at every call of a partner's system."""
    return Suspension.objects.filter(partner_id=partner_id, lifted_at=None).exists()


def standings(
    partner_ids: Iterable[int] | None = None, *, now: datetime
) -> dict[int, Receiving]:
    """How several partners stand now, by id; all of them where none are named."""
    today = now.date()
    wanted = None if partner_ids is None else list(partner_ids)
    stopped = _stopped(wanted)
    found = {}
    for key, known in _known(wanted, stopped).items():
        found[key] = Receiving(
            partner_id=key, name=known.name, suspended_at=stopped.get(key, ("", None))[1],
            state=rules.state(known, vetting=vetting(), today=today),
            reasons=rules.reasons(known, vetting=vetting(), today=today),
            vetted_until=rules.vetted_until(known, vetting=vetting()),
            trained_until=rules.good_until(known, TRAINING),
            cleared_to=known.signed.cleared_to if known.signed else None,
        )
    return found


def partners(*, now: datetime) -> tuple[PartnerLine, ...]:
    """Every partner by name, those that ended last."""
    stand = standings(now=now)
    rows = Partner.objects.order_by("name").values_list("pk", "name", "kind", "ended_on")
    lines = [
        (ended is not None, PartnerLine(id=key, name=name, kind=kind, receiving=stand[key]))
        for key, name, kind, ended in rows
    ]
    return tuple(line for _, line in sorted(lines, key=lambda each: each[0]))


def waiting_for_a_second(*, but: int | None, now: datetime) -> tuple[PartnerLine, ...]:
    """The partners that one person has signed off and that wait for another than `but`."""
    rows = SignOff.objects.filter(second_at=None, sent_back_at=None).exclude(first_id=but)
    wanted = set(rows.values_list("partner_id", flat=True))
    return tuple(each for each in partners(now=now) if each.id in wanted) if wanted else ()


def names() -> dict[int, str]:
    """The name of every partner that was not ended, by id, in the order of names."""
    rows = Partner.objects.filter(ended_on=None).order_by("name")
    return dict(rows.values_list("pk", "name"))


def for_agreements() -> tuple[tuple[int, str, str, str], ...]:
    """Of every partner that was not ended its id, name, kind and regime, by name."""
    rows = Partner.objects.filter(ended_on=None).order_by("name")
    return tuple(rows.values_list("pk", "name", "kind", "regime"))


def partner(partner_id: int, *, now: datetime) -> PartnerSheet:
    """One partner whole; Missing when there is none."""
    row = Partner.objects.filter(pk=partner_id).first()
    if row is None:
        raise Missing(f"There is no partner {partner_id}.")
    plain = (
        "ico_number", "dpo_name", "dpo_reach", "contact_name", "contact_reach", "deputy_name",
        "deputy_reach", "breach_reach", "accord_by", "accord_post", "accord_on",
        "entered_by_name", "entered_at", "ended_on", "ended_because", "name", "kind",
    )
    return PartnerSheet(
        **{name: getattr(row, name) for name in plain}, id=row.pk,
        control=Control(row.control), regime=Regime(row.regime),
        receiving=may_receive(partner_id, now=now), steps=_steps(row, now.date()),
        drills=tuple(
            DrillLine(contact=each.contact, tried_at=each.tried_at, answered=each.answered,
                      minutes=each.minutes, words=each.words, by_name=each.by_name)
            for each in row.drills.order_by("-tried_at", "-pk")
        ),
        sign_offs=tuple(_sign_off(each) for each in row.sign_offs.order_by("-pk")),
        suspensions=tuple(_suspension(each) for each in row.suspensions.order_by("-pk")),
        breaches=tuple(
            BreachLine(happened_on=each.happened_on, words=each.words,
                       put_right=each.put_right, by_name=each.by_name)
            for each in row.breaches.order_by("-happened_on", "-pk")
        ),
    )


def known(partner_id: int) -> Known:
    """What the rules hang on, of one partner."""
    return _known((partner_id,), _stopped((partner_id,)))[partner_id]


def entered(partner_id: int) -> tuple[int | None, ...]:
    """Everybody who recorded the newest of any step."""
    return tuple({each.by_id for each in _newest((partner_id,)).values()})


def _stopped(wanted: Iterable[int] | None) -> dict[int, tuple[str, datetime]]:
    """Why and since when each is suspended that is."""
    rows = _of(Suspension, wanted).filter(lifted_at=None)
    return {
        key: (because, at) for key, because, at in rows.values_list("partner_id", "because", "at")
    }


def _known(
    wanted: Iterable[int] | None, stopped: Mapping[int, tuple[str, datetime]]
) -> dict[int, Known]:
    partners_ = Partner.objects.all()
    if wanted is not None:
        wanted = list(wanted)
        partners_ = partners_.filter(pk__in=wanted)
    checks: dict[int, dict[str, Check]] = {}
    failed: dict[int, int] = {}
    # In the order of recording, so that the newest of each step is the one that stays.
    rows = _of(VettingStep, wanted).order_by("pk")
    for key, step, result, expires, place in rows.values_list(
        "partner_id", "step", "result", "expires", "pk"
    ):
        checks.setdefault(key, {})[step] = Check(result=Result(result), expires=expires)
        if result == Result.FAILED:
            failed[key] = place
    signed, half = {}, {}
    given = _of(SignOff, wanted).filter(sent_back_at=None).order_by("pk")
    for key, first_id, second_at, until, place, cleared_to in given.values_list(
        "partner_id", "first_id", "second_at", "until", "last_step", "cleared_to"
    ):
        if second_at is None:
            half[key] = Half(first_id=first_id)
        else:
            signed[key] = Signed(until=until, place=place, cleared_to=MARKINGS[cleared_to])
    return {
        key: Known(
            name=name, entered_by=entered_by, checks=checks.get(key, {}), signed=signed.get(key),
            half=half.get(key), failed_at=failed.get(key, 0),
            suspended_because=stopped[key][0] if key in stopped else None,
            ended_because=because if ended_on else None,
        )
        for key, name, entered_by, ended_on, because in partners_.values_list(
            "pk", "name", "entered_by_id", "ended_on", "ended_because")
    }


def _of(model: type[Any], wanted: Iterable[int] | None) -> Any:
    """The rows of some partners, or of all."""
    rows = model.objects.all()
    return rows if wanted is None else rows.filter(partner_id__in=list(wanted))


def _newest(wanted: Iterable[int] | None) -> dict[tuple[int, str], VettingStep]:
    """The newest record of each step of each partner."""
    rows = _of(VettingStep, wanted).defer("evidence").order_by("pk")
    return {(each.partner_id, each.step): each for each in rows}


def _steps(row: Partner, today: date) -> tuple[StepLine, ...]:
    newest = {each.step: each for each in row.steps.order_by("pk")}
    found = []
    for step in vetting().steps:
        said = newest.get(step.id)
        check = Check(result=Result(said.result), expires=said.expires) if said else None
        against = rules.about(step, check, today=today)
        found.append(StepLine(
            step=step, result=check.result if check else None,
            option=said.option if said else "", evidence=said.evidence if said else "",
            expires=said.expires if said else None, by_name=said.by_name if said else "",
            at=said.at if said else None, good=not against,
            reason=against[0].reason if against else "",
        ))
    return tuple(found)


def _sign_off(row: SignOff) -> SignOffLine:
    return SignOffLine(
        first_id=row.first_id, first_name=row.first_name, first_at=row.first_at,
        words=row.words, cleared_to=MARKINGS[row.cleared_to], second_name=row.second_name,
        second_at=row.second_at, until=row.until,
        sent_back_by=row.sent_back_by, sent_back_because=row.sent_back_because,
    )


def _suspension(row: Suspension) -> SuspensionLine:
    return SuspensionLine(
        because=row.because, by_name=row.by_name, at=row.at, asked_by_id=row.asked_by_id,
        asked_by_name=row.asked_by_name, asked_words=row.asked_words,
        asked=row.asked_at is not None, turned_down=row.turned_down,
        lifted_by_name=row.lifted_by_name, lifted_at=row.lifted_at,
    )
