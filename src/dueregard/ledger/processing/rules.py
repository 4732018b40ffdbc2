"""What the log of processing holds, who may ask it what, and for which purposes.

Without it a force could not say who looked at whose record, or could say it to anybody who was
curious. Operations, fields and purposes: Data Protection Act 2018, section 62(1) to (5).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from dueregard.answers import Answer, No, Yes


class Operation(StrEnum):
    """What was done with the data: section 62(1)."""

    COLLECTION = "collection"
    ALTERATION = "alteration"
    CONSULTATION = "consultation"
    DISCLOSURE = "disclosure"
    COMBINATION = "combination"
    ERASURE = "erasure"


OPERATION_NAMES: dict[Operation, str] = {
    Operation.COLLECTION: "Collection",
    Operation.ALTERATION: "Alteration",
    Operation.CONSULTATION: "Consultation",
    Operation.DISCLOSURE: "Disclosure",
    Operation.COMBINATION: "Combination",
    Operation.ERASURE: "Erasure",
}


class Outcome(StrEnum):
    """What came of it."""

    DONE = "done"
    PARTLY = "partly"
    REFUSED = "refused"


OUTCOME_NAMES: dict[Outcome, str] = {
    Outcome.DONE: "Done", Outcome.PARTLY: "Done in part", Outcome.REFUSED: "Refused",
}


class Purpose(StrEnum):
    """What the log may be used for, and nothing else: section 62(4) and (5)."""

    LAWFULNESS = "lawfulness"
    SELF_MONITORING = "self-monitoring"
    SECURITY = "integrity-and-security"
    CRIMINAL = "criminal-proceedings"
    COMMISSIONER = "commissioner"


PURPOSE_NAMES: dict[Purpose, str] = {
    Purpose.LAWFULNESS: "To verify that processing was lawful",
    Purpose.SELF_MONITORING: "To monitor ourselves, internal disciplinary proceedings among it",
    Purpose.SECURITY: "To keep personal data whole and secure",
    Purpose.CRIMINAL: "For criminal proceedings",
    Purpose.COMMISSIONER: "Because the Information Commissioner asked for it",
}

# Every entry of this kind has a verb that begins so; its words are in no other page or copy.
PREFIX = "processing:data:"
OPENED = "processing:log:open"
SETTLED = "processing:terms:settle"
EXPORTED = "processing:log:export"
# Whoever opened the log may read on for so long; then they say again what for.
OPEN_FOR = timedelta(hours=1)
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LONGEST = 500
_MOST_COLUMNS, _MOST_FAILED = 200, 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the force asks of whoever uses data, beyond the law: both unless it says no.

    Section 62 asks no justification any more for a consultation or a disclosure (Data (Use and
    Access) Act 2025, section 82). It stays on here, because it is what makes misuse visible.
    """

    reason: bool = True
    case_ref: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Processing:
    """One operation on personal data, and never the data.

    Who did it and when is not here: the ledger writes it (`by`, `now`). `system` is where the data
    is; `data_class` what kind it is ("custody record"); `columns` the names of the fields that
    were touched; `rows` how many people or records, None where that was not counted. `subject` is
    a key that stands for a person and is no name. `recipient`: who got it, "not known" where that
    is so. `agreement` with its `agreement_version`, `policy_sha256` (64 hexadecimal digits, what
    the decision was made by), `outcome`, `failed` (the names of the clauses that were not met) and
    `query_sha256` (of what was asked) say on what it rested. `team` and `force` say more of who,
    `session` and `device` from where. Blank means that it was not said.
    """

    op: Operation
    system: str
    data_class: str
    columns: tuple[str, ...] = ()
    rows: int | None = None
    subject: str = ""
    recipient: str = ""
    reason: str = ""
    case_ref: str = ""
    agreement: str = ""
    agreement_version: int | None = None
    policy_sha256: str = ""
    outcome: Outcome = Outcome.DONE
    failed: tuple[str, ...] = ()
    query_sha256: str = ""
    team: str = ""
    force: str = ""
    session: str = ""
    device: str = ""


_NAMES = tuple(each.name for each in fields(Processing))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which lines of the log somebody wants to see. Blank asks for all."""

    op: Operation | None = None
    subject: str = ""
    person: int | None = None
    agreement: str = ""
    system: str = ""
    since: datetime | None = None
    before: datetime | None = None


def verb(op: Operation) -> str:
    """The ledger's verb for an operation."""
    return f"{PREFIX}{op.value}"


def is_processing(verb: str) -> bool:
    """Whether an entry of this verb belongs to the log, and so to its readers alone."""
    return verb.startswith(PREFIX)


def facts(entry: Processing) -> dict[str, Any]:
    """The facts that the ledger keeps: plain values; what is blank is left out."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name in _NAMES if (value := getattr(entry, name)) not in ("", (), None)
    }


def from_facts(plain: Mapping[str, Any]) -> Processing:
    """The same back from the ledger."""
    known = {name: value for name, value in plain.items() if name in _NAMES}
    return Processing(**known | {
        "op": Operation(plain["op"]), "outcome": Outcome(plain.get("outcome", Outcome.DONE)),
        "columns": tuple(plain.get("columns", ())), "failed": tuple(plain.get("failed", ())),
    })


def problems(entry: Processing, *, terms: Terms) -> tuple[str, ...]:
    """What is missing or must not be there, each as a sentence; nothing where it may be logged."""
    return (*_missing(entry, terms), *_out_of_shape(entry))


def _missing(entry: Processing, terms: Terms) -> list[str]:
    found = [
        f"Say {what}." for what, value in (
            ("which system the data is in", entry.system),
            ("what kind of data it is", entry.data_class),
        ) if not value.strip()
    ]
    if entry.op is Operation.DISCLOSURE and not entry.recipient.strip():
        found.append("Say who received it, as far as that is possible; “not known” if it is not.")
    if terms.reason and not entry.reason.strip():
        found.append("Give a reason.")
    if terms.case_ref and not entry.case_ref.strip():
        found.append("Give the reference of a case, an incident or a request.")
    if entry.outcome is not Outcome.DONE and not entry.failed:
        found.append("Name the clauses that were not met.")
    return found


def _out_of_shape(entry: Processing) -> list[str]:
    found = [
        f"The {what} is not a SHA-256 of 64 hexadecimal digits."
        for what, value in (("policy", entry.policy_sha256), ("query", entry.query_sha256))
        if value and not _SHA256.fullmatch(value)
    ]
    if entry.subject and not _KEY.fullmatch(entry.subject):
        found.append(
            "The subject must be a key that stands for a person, with no spaces: a name does not "
            "belong in this log."
        )
    if entry.rows is not None and entry.rows < 0:
        found.append("The number of records cannot be below nought.")
    if entry.outcome is Outcome.REFUSED and entry.rows:
        found.append("What was refused touches no records: give nought.")
    if len(entry.columns) > _MOST_COLUMNS or len(entry.failed) > _MOST_FAILED:
        found.append(
            f"At most {_MOST_COLUMNS} columns and {_MOST_FAILED} clauses can be named: group them."
        )
    found += [
        f"The field “{name.replace('_', ' ')}” is longer than {_LONGEST} characters."
        for name in _NAMES if _too_long(getattr(entry, name))
    ]
    return found


def _too_long(value: object) -> bool:
    if isinstance(value, str):
        return len(value) > _LONGEST
    return isinstance(value, tuple) and any(len(each) > _LONGEST for each in value)


def may_open(allowed: Answer, *, purpose: str, why: str) -> Answer:
    """Whether the log may be opened: by few, for one of the purposes in the law, said aloud."""
    if isinstance(allowed, No):
        return allowed
    if purpose not in set(Purpose):
        return No(
            "Choose what you open the log for. The law allows these purposes and no other "
            "(Data Protection Act 2018, section 62(4) and (5)).", "purpose",
        )
    if not why.strip():
        return No("Say in a sentence what you want to find out.", "why")
    return Yes()


def still_open(*, opened_by: int | None, opened_at: datetime, reader: int | None,
               now: datetime) -> Answer:
    """Whether an opening is this reader's own, and not long ago."""
    if reader is None or opened_by != reader:
        return No("Somebody else opened the log here. Say what you open it for.", "not-yours")
    if now - opened_at > OPEN_FOR:
        return No("You opened the log more than an hour ago. Say again what for.", "too-old")
    return Yes()
