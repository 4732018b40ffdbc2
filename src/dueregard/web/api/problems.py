"""Every refusal at the partners' door in one shape (RFC 9457), and its one line on the ledger.

Without this file each call would fail in a way of its own, some in HTML, and some unseen.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from dueregard.answers import DueRegardError, Missing, No, Refused
from dueregard.findings.wording import counted
from dueregard.manage.keys import actions as keys

URN = "urn:dueregard:problem:"
MEDIA_TYPE = "application/problem+json"
TITLES: Mapping[int, str] = {
    400: "This cannot be read", 401: "This key does not let you in", 403: "Not allowed now",
    404: "There is no such thing here", 405: "Not asked in this way",
    409: "Not as things stand", 413: "This is too long", 415: "This is not JSON",
    422: "Something in it is not as it must be", 429: "Too many calls",
    500: "Something went wrong on our side",
}


class FieldProblem(Schema):
    """One field that is not as it must be, and what to write in it."""

    field: str = Field(description="Where it is, such as `items.0`.")
    sentence: str = Field(description="What is wrong with it, and what to write.")


class Problem(Schema):
    """Why a call was refused, in plain words. RFC 9457, with `errors` for single fields."""

    type: str = Field(description=f"What kind of problem it is: `{URN}` and a word for machines.")
    title: str = Field(description="The kind of problem in a few words.")
    status: int = Field(description="The HTTP status again.")
    detail: str = Field(description="What is wrong, and what to do next.")
    errors: list[FieldProblem] = Field(
        default_factory=list, description="Each field that is not as it must be."
    )


class Turned(Exception):
    """A call that is turned away. `noted` where the ledger has its line already, or needs none."""

    def __init__(
        self, status: int, code: str, detail: str, *, errors: Sequence[FieldProblem] = (),
        noted: bool = False, wait: int | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail
        self.errors, self.noted, self.wait = tuple(errors), noted, wait


def answer(turned: Turned) -> HttpResponse:
    """The answer to a call that is turned away."""
    said = Problem(
        type=URN + turned.code, title=TITLES[turned.status], status=turned.status,
        detail=turned.detail, errors=list(turned.errors),
    )
    response = HttpResponse(
        json.dumps(said.model_dump()), status=turned.status, content_type=MEDIA_TYPE
    )
    if turned.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="Due Regard, partners"'
    if turned.wait is not None:
        response["Retry-After"] = str(turned.wait)
    return response


def handle(api: NinjaAPI) -> None:
    """Let every refusal of these calls be told in that shape, and noted once."""
    for kind in (*TURNS, DueRegardError):
        api.add_exception_handler(kind, _handled)


# Codes of rules that look at what was sent, and not at how things stand.
_SLIPS = frozenset({"reason", "items", "subject", "words"})


def turned_by(problem: Exception) -> Turned:
    """What went wrong as a call, or somebody on a page, that is turned away."""
    turn: Any = next(
        (turn for kind, turn in TURNS.items() if isinstance(problem, kind)), _not_so
    )
    turned: Turned = turn(problem)
    return turned


def note(request: Any, turned: Turned) -> None:
    """One line: which call, under which agreement, why not; and nothing of what was sent.

    None where nobody is known, or the ledger has its line already.
    """
    if getattr(request, "entered", None) is None or turned.noted:
        return
    fields = f" ({counted(len(turned.errors), one='field')})" if turned.errors else ""
    what = request.resolver_match.url_name if request.resolver_match else "call"
    try:
        keys.turn_away(
            request.entered, No(f"{turned.detail}{fields}", turned.code), what=what,
            now=request.now,
        )
    except Refused:
        return


def _handled(request: HttpRequest, problem: Any) -> HttpResponse:
    turned = turned_by(problem)
    note(request, turned)
    return answer(turned)


def _not_as_it_must_be(problem: ValidationError) -> Turned:
    errors = [
        FieldProblem(field=_place(each["loc"]), sentence=said_of(each))
        for each in problem.errors[:50]
    ]
    return Turned(422, "not-as-it-must-be", "Put right what each field says, and send it again.",
                  errors=errors)


def _unreadable(problem: HttpError) -> Turned:
    return Turned(400, "not-json", "Send one JSON object, in UTF-8, as the description shows.")


def _missing(problem: Missing) -> Turned:
    return Turned(404, "missing", str(problem))


def _refused(problem: Refused) -> Turned:
    """An action that was refused has left its line."""
    status = 422 if problem.code in _SLIPS else 409
    return Turned(status, problem.code, problem.reason, noted=True)


def _not_so(problem: DueRegardError) -> Turned:
    return Turned(422, "not-as-it-must-be", str(problem))


# From the narrowest kind to the widest: the first that fits is taken.
TURNS: Mapping[type[Exception], Any] = {
    Turned: lambda problem: problem, ValidationError: _not_as_it_must_be,
    HttpError: _unreadable, Missing: _missing, Refused: _refused,
}


def _place(loc: Sequence[Any]) -> str:
    """`("body", "asking", "items", 0)` as `items.0`: without the names that only we know."""
    return ".".join(str(each)[:80] for each in loc[2:] or loc[-1:])


_WORDS: Mapping[str, str] = {
    "missing": "It is missing.",
    "extra_forbidden": "This is not asked here. Leave it out.",
    "string_type": "Write words in quotation marks.",
    "string_unicode": "It has half of a character in it. Send UTF-8.",
    "bool_type": "Write true or false, without quotation marks.",
    "list_type": 'Write a list of words, such as ["one", "two"].',
    "model_attributes_type": "Write an object of fields with names, in curly brackets.",
    "model_type": "Write an object of fields with names, in curly brackets.",
    "dict_type": "Write an object of fields with names, in curly brackets.",
    "int_parsing": "Write a whole number.",
    "int_parsing_size": "This number is too large.",
    "string_too_short": "It is empty. Fill it in, or leave the field out.",
    "string_too_long": "It is longer than {max_length} characters.",
    "too_long": "There are more than {max_length} in it.",
    "enum": "It is none of these: {expected}.",
    "string_pattern_mismatch": "It has characters in it that do not belong here.",
    "less_than_equal": "It is more than {le}.",
    "greater_than_equal": "It is less than {ge}.",
}


def said_of(error: Mapping[str, Any]) -> str:
    """What is wrong with a field, in words; never with what was sent."""
    words = _WORDS.get(error["type"])
    if words is None:
        return "It cannot be read as it is. The description says what belongs here."
    return words.format(**error.get("ctx", {}))
