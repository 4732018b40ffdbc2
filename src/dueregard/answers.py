"""How the software says yes, no and why.

A rule answers Yes or No(reason); an action that may not go on raises Refused with that
same reason. One reason, so the page that shows a button and the action behind it agree.
"""

from dataclasses import dataclass


class DueRegardError(Exception):
    """Something went wrong that a person can put right; the text says how."""


class Missing(DueRegardError):
    """What was asked for is not here: a reference that no record has."""


@dataclass(frozen=True, slots=True)
class Yes:
    """The rule allows it."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class No:
    """The rule does not allow it: `reason` in words for a person, `code` for machines."""

    reason: str
    code: str

    def __bool__(self) -> bool:
        return False


Answer = Yes | No


class Refused(DueRegardError):
    """An action was refused. Carries the rule's own reason and code."""

    def __init__(self, reason: str, code: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code


def require(answer: Answer) -> None:
    """Go on when the rule said yes; raise Refused with its reason when it said no."""
    if isinstance(answer, No):
        raise Refused(answer.reason, answer.code)
