"""Who may ask: whoever comes with a key that opens something now, and not too often.

Without this file a call could ride on a person's session, or a program could try keys all night.
Of a call only the key is looked at: no cookie, and so no page of another site can call in a name.
The pages ask here too, with the key itself once and then for the same key again on every page.
"""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from dueregard.answers import No
from dueregard.manage.keys import queries
from dueregard.manage.keys.queries import Entered
from dueregard.manage.keys.using import actions as using
from dueregard.web import limits
from dueregard.web.api.problems import Turned

LONGEST_BODY = 65_536
# Twenty calls a second for a minute: a system that asks for a whole caseload, and no flood.
MINUTE, MOST_BY_KEY = 60, 1_200
STRETCH, MOST_WRONG = 600, 20
_BY_KEY, _WRONG = "api-key", "api-wrong"
# Of a query string only this is read: by the list of requests.
_ASKED_IN_QUERY = {"requests": frozenset({"before"})}


class ByKey(HttpBearer):
    """`Authorization: Bearer drk_...`."""

    openapi_bearerFormat = "drk_<12 characters>_<43 characters>"  # noqa: N815 - OpenAPI's own word

    def __call__(self, request: HttpRequest) -> Entered:
        """Whose key it is; Turned away where it opens nothing."""
        scheme, _, said = request.headers.get("Authorization", "").partition(" ")
        return self.authenticate(request, said if scheme.lower() == "bearer" else "")

    def authenticate(self, request: Any, token: str) -> Entered:
        """Whose key it is, looked up anew; what is wrong with the call as a whole."""
        if not token:
            raise Turned(401, "no-key", "Send your key in the header: Authorization: Bearer drk_… "
                                        "The force's information-sharing officer makes one.")
        entered = entered_by(request, token)
        _as_a_whole(request)
        _noted(request, entered)
        return entered


def enter(request: Any, key: str) -> Entered:
    """Whoever enters the pages with a key; Turned away as a call would be."""
    entered = entered_by(request, key)
    _noted(request, entered)
    return entered


def still(request: Any, key_id: int) -> Entered | None:
    """The same key on a later page, looked up anew; Turned away where it opens nothing any more.

    None where there is no such key.
    """
    entered = queries.entered_before(key_id, now=request.now)
    if entered is not None:
        _opens(request, entered)
        _noted(request, entered)
    return entered


def entered_by(request: Any, key: str) -> Entered:
    """Whose key this is. `request.entered` says so too where it is one of ours but shut out."""
    entered = queries.entered(key, now=request.now)
    if entered is None:
        # Nobody and nothing is named, so the ledger has no line.
        _count_wrong(request)
        raise Turned(401, "key-unknown", "This is no key of ours. Check that the whole of it was "
                                         "copied.")
    return _opens(request, entered)


def not_too_long(request: Any) -> int:
    """How many bytes were sent; Turned away where nobody would send so many."""
    said = str(request.META.get("CONTENT_LENGTH") or "0")
    length = int(said) if said.isdecimal() else 0
    if length > LONGEST_BODY:
        raise Turned(413, "too-long", f"It is longer than {LONGEST_BODY:,} bytes. Send less at "
                                      "a time.")
    return length


def _opens(request: Any, entered: Entered) -> Entered:
    request.entered = entered
    answer = entered.answer
    if isinstance(answer, No):
        if answer.code == "key-wrong":
            _count_wrong(request)
        raise Turned(401 if answer.code.startswith("key-") else 403, answer.code, answer.reason)
    _not_too_often(request, entered)
    return entered


def _noted(request: Any, entered: Entered) -> None:
    using.note(entered, now=request.now)


def _count_wrong(request: Any) -> None:
    """A right key is never shut out by the wrong ones of others behind the same address."""
    who = limits.address_of(request)
    if limits.knock(_WRONG, who, now=request.now, seconds=STRETCH) > MOST_WRONG:
        raise Turned(429, "too-many", "Too many wrong keys came from your address. Wait ten "
                                      "minutes, then try again.", wait=STRETCH, noted=True)


def _not_too_often(request: Any, entered: Entered) -> None:
    made = limits.knock_often(_BY_KEY, entered.handle, now=request.now, seconds=MINUTE)
    if made > MOST_BY_KEY:
        # The first one over has a line, and the rest of the minute none: a flood of calls
        # must not become a flood of lines.
        raise Turned(429, "too-many", f"More than {MOST_BY_KEY} calls came with this key in a "
                                      "minute. Wait a minute, then go on.", wait=MINUTE,
                     noted=made > MOST_BY_KEY + 1)


def _as_a_whole(request: Any) -> None:
    name = request.resolver_match.url_name
    if set(request.GET) - _ASKED_IN_QUERY.get(name, frozenset()):
        raise Turned(422, "query-not-asked", "Something stands after the ? of the address that "
                                             "is not asked here. Leave it out.")
    if not_too_long(request) and request.content_type != "application/json":
        raise Turned(415, "not-json", "Send JSON, with the header Content-Type: "
                                      "application/json.")
