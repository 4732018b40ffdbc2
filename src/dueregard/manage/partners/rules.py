"""When a partner may be sent anything, and who may say so.

Without it a signature of 2018 would be good for ever, one person could let anybody in, and a
partner that lost our data would go on receiving it while it is discussed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dueregard.answers import Answer, No, Yes
from dueregard.findings.months import months_after
from dueregard.manage.partners.vetting import Step, Vetting
from dueregard.sharing.terms import Marking

LONGEST_NAME = 160


class Control(StrEnum):
    """What the partner is to the data, in law."""

    OWN = "own-controller"
    JOINT = "joint-controller"
    PROCESSOR = "processor"
    UNKNOWN = "unknown"


CONTROL_NAMES: dict[Control, str] = {
    Control.OWN: "It decides itself what it does with the data (controller)",
    Control.JOINT: "It decides together with us (joint controller)",
    Control.PROCESSOR: "It does with the data only what we say (processor)",
    Control.UNKNOWN: "We do not know yet",
}


class Regime(StrEnum):
    """Under which part of the law the partner holds what it is sent."""

    PART_3 = "part-3"
    UK_GDPR = "uk-gdpr"
    UNKNOWN = "unknown"


REGIME_NAMES: dict[Regime, str] = {
    Regime.PART_3: "Part 3 of the Data Protection Act 2018: it is listed in Schedule 7",
    Regime.UK_GDPR: "UK GDPR: it is not a competent authority",
    Regime.UNKNOWN: "We do not know yet",
}


# Up to which marking a partner may be sent things: what two people sign.
MARKING_NAMES: dict[Marking, str] = {
    Marking.OFFICIAL: "OFFICIAL",
    Marking.OFFICIAL_SENSITIVE: "OFFICIAL-SENSITIVE",
    Marking.SECRET: "SECRET",
    Marking.TOP_SECRET: "TOP SECRET",
}


MARKINGS: dict[str, Marking] = {each.value: each for each in Marking}


class Result(StrEnum):
    """What a step of vetting found."""

    PASSED = "passed"
    FAILED = "failed"


RESULT_NAMES: dict[Result, str] = {Result.PASSED: "Passed", Result.FAILED: "Not passed"}


class State(StrEnum):
    """How a partner stands today."""

    BEING_VETTED = "being-vetted"
    TO_SIGN = "to-be-signed-off"
    VETTED = "vetted"
    LAPSED = "lapsed"
    SUSPENDED = "suspended"
    ENDED = "ended"


STATE_NAMES: dict[State, str] = {
    State.BEING_VETTED: "Being vetted",
    State.TO_SIGN: "Waits for sign-off by two people",
    State.VETTED: "Vetted",
    State.LAPSED: "Vetting has lapsed",
    State.SUSPENDED: "Suspended",
    State.ENDED: "Not a partner any more",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What one step found, and until which day it is good, that day included."""

    result: Result
    expires: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A sign-off by two people, good until a day; `place` is the newest step they had read."""

    until: date
    place: int
    cleared_to: Marking = Marking.OFFICIAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """A first signature that waits for a second."""

    first_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Everything about a partner on which its standing hangs.

    `checks` holds the newest of each step; `failed_at` is the place of the newest failure of any
    step, also of one that was passed again since. `suspended_because` is None where it is not.
    """

    name: str
    entered_by: int | None
    checks: Mapping[str, Check]
    signed: Signed | None = None
    half: Half | None = None
    failed_at: int = 0
    suspended_because: str | None = None
    ended_because: str | None = None


def reasons(known: Known, *, vetting: Vetting, today: date) -> tuple[No, ...]:
    """Every reason why nothing may be sent to this partner today, each with what would mend it.

    None at all is the only yes: what is not recorded, not known or out of date is a reason.
    """
    found = []
    if known.ended_because is not None:
        found.append(No(
            f"{known.name} is not a partner any more: {known.ended_because} Vet it again from "
            "the beginning, as a new partner.", "partner-ended",
        ))
    if known.suspended_because is not None:
        found.append(No(
            f"{known.name} is suspended: {known.suspended_because} Two people lift that.",
            "partner-suspended",
        ))
    for step in vetting.steps:
        found += about(step, known.checks.get(step.id), today=today)
    return (*found, *_about_sign_off(known, today=today))


def vetted_until(known: Known, *, vetting: Vetting) -> date | None:
    """The last day on which every step and the sign-off are good; None where one is missing.

    A suspension does not change it: the vetting may be in date and nothing be sent.
    """
    signed = known.signed
    if signed is None:
        return None
    if known.failed_at > signed.place:
        return None
    days = [signed.until]
    for step in vetting.steps:
        check = known.checks.get(step.id)
        if check is None or check.result is not Result.PASSED or check.expires is None:
            return None
        days.append(check.expires)
    return min(days)


def good_until(known: Known, step: str) -> date | None:
    """The last day on which one step is good; None where it was never passed."""
    check = known.checks.get(step)
    return check.expires if check is not None and check.result is Result.PASSED else None


def state(known: Known, *, vetting: Vetting, today: date) -> State:
    """How a partner stands today, in one word; the reasons say why."""
    if known.ended_because is not None:
        return State.ENDED
    if known.suspended_because is not None:
        return State.SUSPENDED
    until = vetted_until(known, vetting=vetting)
    if until is not None:
        return State.VETTED if today <= until else State.LAPSED
    if complete(known, vetting=vetting, today=today):
        return State.TO_SIGN
    if known.signed is not None:
        return State.LAPSED
    return State.BEING_VETTED


def complete(known: Known, *, vetting: Vetting, today: date) -> Answer:
    """Whether every step is passed and in date, so that two people may sign."""
    for step in vetting.steps:
        for each in about(step, known.checks.get(step.id), today=today):
            return each
    return Yes()


def may_enter(*, name: str, kind: str, kinds: Mapping[str, str], taken: bool) -> Answer:
    """Whether this is a partner: a name that no other has, and a kind that there is."""
    if not name.strip():
        return No("Give the partner the name under which it signs.", "name-missing")
    if kind not in kinds:
        return No("Choose what kind of partner it is.", "kind-missing")
    if taken:
        return No(
            f"There is a partner called {name.strip()} already. Open that one.", "name-taken"
        )
    return Yes()


def may_check(
    *, step: Step | None, result: Result, evidence: str, option: str, expires: date | None,
    today: date, contacts: bool,
) -> Answer:
    """Whether a step may be recorded so. `contacts`: a person to call and a deputy are named."""
    if step is None:
        return No("There is no such step of vetting.", "no-step")
    if step.drill:
        return No("This step is recorded by a drill: try the contact, and say what came of it.",
                  "drill-only")
    if not evidence.strip():
        return No("Say what you saw, and where it is kept.", "evidence-missing")
    if result is Result.FAILED:
        return Yes()
    if step.options and option not in step.options:
        return No("Choose what was shown.", "option-missing")
    if step.id == "contacts" and not contacts:
        return No("Enter the person to call and a deputy first, under the partner's details.",
                  "contacts-missing")
    return may_last(step_months=step.months, expires=expires, today=today)


def may_last(*, step_months: int, expires: date | None, today: date) -> Answer:
    """Whether a step may be good until this day: after today, and not longer than it may last."""
    if expires is None:
        return No("Enter the last day on which this is good.", "expires-missing")
    if expires <= today:
        return No("The last day must be after today. If it has passed, the step is not passed.",
                  "expires-past")
    longest = months_after(today, step_months)
    if expires > longest:
        return No(f"This step is good for {step_months} months at the longest: until "
                  f"{longest.day} {longest:%B %Y}.", "expires-late")
    return Yes()


def may_drill(*, contact: str, answered: bool, minutes: int | None, words: str) -> Answer:
    """Whether this is the record of a drill: whom, whether they answered, after how long."""
    if not contact.strip():
        return No("Say whom you tried to reach, and how.", "contact-missing")
    if answered and minutes is None:
        return No("Say how many minutes it took until somebody answered who could act.",
                  "minutes-missing")
    if not answered and not words.strip():
        return No("Say what happened, so that it can be put right.", "words-missing")
    return Yes()


def may_recommend(
    *, known: Known, vetting: Vetting, words: str, today: date
) -> Answer:
    """Whether a first person may sign: every step is passed and in date, and it stands."""
    if known.ended_because is not None:
        return No("It is not a partner any more.", "partner-ended")
    if known.half is not None:
        return No("Somebody has signed already. A second person signs, or sends it back.",
                  "signed-once")
    if not words.strip():
        return No("Say what you looked at, and why you would share with them.", "words-missing")
    return complete(known, vetting=vetting, today=today)


def may_sign(
    *, known: Known, entered: Sequence[int | None], person: int | None, vetting: Vetting,
    today: date,
) -> Answer:
    """Whether a second person may sign: not the first, and nobody who entered any of it."""
    if known.half is None:
        return No("Nobody has signed first, so there is nothing to sign second.", "not-signed-once")
    if person is None or person == known.half.first_id:
        return No("You signed first. Somebody else signs second.", "same-person")
    if person in (*entered, known.entered_by):
        return No(
            "You entered the partner or one of its steps. Somebody who did not signs second.",
            "entered-it",
        )
    return complete(known, vetting=vetting, today=today)


def may_send_back(*, known: Known, words: str) -> Answer:
    """Whether a first signature may be taken away: by anybody who may sign, with the reason."""
    if known.half is None:
        return No("There is no signature that waits for a second.", "not-signed-once")
    if not words.strip():
        return No("Say what is lacking, so that it can be put right.", "words-missing")
    return Yes()


def may_suspend(*, known: Known, because: str) -> Answer:
    """Whether a partner may be stopped now: with a reason, and once."""
    if known.suspended_because is not None:
        return No("It is suspended already.", "suspended-already")
    if known.ended_because is not None:
        return No("It is not a partner any more, and receives nothing.", "partner-ended")
    if not because.strip():
        return No("Say why: the partner and whoever asks for it will read the reason.",
                  "reason-missing")
    return Yes()


def may_ask_to_lift(*, suspended: bool, asked: bool, words: str) -> Answer:
    """Whether somebody may ask that a suspension be lifted: it stands, and nobody has asked."""
    if not suspended:
        return No("It is not suspended.", "not-suspended")
    if asked:
        return No("Somebody has asked already. A second person lifts it, or turns that down.",
                  "asked-already")
    if not words.strip():
        return No("Say what has been put right, and how anyone can tell.", "words-missing")
    return Yes()


def may_answer_lifting(
    *, asked: bool, asked_by: int | None, person: int | None, agreed: bool, words: str
) -> Answer:
    """Whether a second person may lift it or turn that down: never who asked."""
    if not asked:
        return No("Nobody has asked for it to be lifted.", "not-asked")
    if person is None or person == asked_by:
        return No("You asked for it. Somebody else lifts it, or turns it down.", "same-person")
    if not agreed and not words.strip():
        return No("Say why it stays suspended.", "words-missing")
    return Yes()


def about(step: Step, check: Check | None, *, today: date) -> list[No]:
    """What is against one step today: nothing, or the one reason with what would mend it."""
    title = step.title[:1].lower() + step.title[1:]
    if check is None:
        return [No(f"Nobody has recorded “{title}”. Record what was found.", f"step-{step.id}")]
    if check.result is Result.FAILED:
        return [No(f"“{step.title}” was not passed. Have it put right, and record it again.",
                   f"step-{step.id}")]
    if check.expires is None or check.expires < today:
        day = f"on {check.expires.day} {check.expires:%B %Y}" if check.expires else "already"
        return [No(f"“{step.title}” lapsed {day}. Look again, and record it.", f"step-{step.id}")]
    return []


def _about_sign_off(known: Known, *, today: date) -> list[No]:
    signed = known.signed
    if signed is None:
        return [No("Two people have not signed it off. Each reads the steps and signs.",
                   "sign-off-missing")]
    if known.failed_at > signed.place:
        return [No("A step was not passed since it was signed off. Two people sign again.",
                   "sign-off-missing")]
    if signed.until < today:
        return [No("The sign-off has lapsed. Two people read the steps and sign again.",
                   "sign-off-lapsed")]
    return []
