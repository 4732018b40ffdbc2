"""What somebody asks for, and what the record knows of those who ask.

Without this file a decision would hang on whatever a page happened to have at hand. Everything
may be left blank here, and a blank never counts for the request.
"""

from dataclasses import dataclass
from datetime import date

from dueregard.sharing.terms import Marking


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request. None, or no words, means that it was not said.

    `people` are the kinds of people whom it is about; `marking` is that of the material itself;
    `passed_to` is () where it goes no further; `automated` is whether a machine alone would
    decide about somebody; `gateway` is the law relied on, where the asker names one.
    """

    partner: str = ""
    purpose: str = ""
    role: str = ""
    items: tuple[str, ...] | None = None
    people: tuple[str, ...] | None = None
    marking: Marking | None = None
    passed_to: tuple[str, ...] | None = None
    origin_consents: bool | None = None
    automated: bool | None = None
    gateway: str = ""
    case_ref: str = ""
    reason: str = ""
    break_glass: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the record says at that moment. None means that nobody knows.

    `withdrawn` is whether the agreement was ended early or replaced; `collected_for_law` whether
    the data were collected for law enforcement; `cleared_to` the marking up to which the partner
    was vetted; dates are the last day on which it holds. The last two are the force's settings.
    """

    withdrawn: bool | None = None
    vetted_until: date | None = None
    suspended: bool | None = None
    cleared_to: Marking | None = None
    trained_until: date | None = None
    collected_for_law: bool | None = None
    case_required: bool | None = None
    reason_required: bool | None = None
