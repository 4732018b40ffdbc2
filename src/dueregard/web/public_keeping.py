"""How long a browser may keep a public page, and how it asks whether the page still stands."""

import gzip
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import condition

from dueregard import __version__
from dueregard.report.public_register import queries
from dueregard.report.public_register.queries import Sign
from dueregard.web.audience import View

_SECONDS = 300
LOOKS_EVERY = 0.2
# In each process. What is larger than a page, such as the whole register, is drawn each time.
_ALL_KEPT = 64_000_000
_LARGEST = 1_000_000
# Six is gzip's own; four takes half the time for pages that are a twentieth longer.
_EFFORT = 4
# As Django reads the header, so that what is not kept is packed for the same readers.
_TAKES_PACKED = re.compile(r"\bgzip\b")


def signboard(request: HttpRequest) -> Sign | None:
    """The signboard, the same for the whole request: the stamp and the page are of one moment.

    Each process looks at it a few times a second at most: under load that is most of the
    questions to the database, and a reader notices no fifth of a second.
    """
    kept_on: Any = request
    if not hasattr(kept_on, "signboard"):
        kept_on.signboard = _looked_at()
    found: Sign | None = kept_on.signboard
    return found


def _looked_at() -> Sign | None:
    global _seen
    now = time.monotonic()
    if _seen is None or now - _seen[0] >= LOOKS_EVERY:
        _seen = (now, queries.signboard())
    return _seen[1]


def _stamp(request: Any, *args: Any, **kwargs: Any) -> str:
    # A new release draws every page anew, and so does a new day, because a page may say for how
    # many days advice has waited. Weak: packed or not, it is the same page.
    return f'W/"{__version__}-{today():%Y%m%d}-{queries.stamp(signboard(request))}"'


def today() -> date:
    """The day on which a page is drawn."""
    return datetime.now(UTC).date()


def kept(view: View) -> View:
    """A page that a browser may keep for five minutes, and ask again whether it still stands.

    The server keeps it too: without cookies a page is the same for everybody, so what was drawn
    once is given again until anything here changes.
    """
    conditional: Callable[..., HttpResponse] = condition(etag_func=_stamp)(_drawn_once(view))

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = conditional(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", f"public, max-age={_SECONDS}")
        return response

    return answer


def _drawn_once(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = (_stamp(request), request.get_host(), request.get_full_path(), get_language())
        found = _KEPT.get(key)
        if found is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or len(response.content) >= _LARGEST:
                return response
            found = Drawn(packed=gzip.compress(response.content, _EFFORT, mtime=0),
                          headers=dict(response.headers.items()))
            _KEPT.put(key, found)
        return _sent(found, request)

    return answer


def _sent(page: "Drawn", request: HttpRequest) -> HttpResponse:
    """Packed once and sent as it lies to whoever takes it so, which is every browser.

    No page here has a secret in it, so its length need not be hidden.
    """
    if _TAKES_PACKED.search(request.headers.get("Accept-Encoding", "")):
        response = HttpResponse(
            page.packed, headers={**page.headers, "Content-Encoding": "gzip"})
    else:
        response = HttpResponse(gzip.decompress(page.packed), headers=page.headers)
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as it was drawn, packed by gzip."""

    packed: bytes
    headers: dict[str, str]


class Shelf:
    """The pages drawn last, up to so many bytes: what was not asked for longest goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._bytes = 0
        self._pages: OrderedDict[Any, Drawn] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Any) -> Drawn | None:
        """The page under this key, where it is kept."""
        with self._lock:
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found

    def put(self, key: Any, page: Drawn) -> None:
        """Keep a page."""
        with self._lock:
            before = self._pages.pop(key, None)
            self._bytes += len(page.packed) - (len(before.packed) if before else 0)
            self._pages[key] = page
            while self._bytes > self._most:
                _, given_up = self._pages.popitem(last=False)
                self._bytes -= len(given_up.packed)


_KEPT = Shelf(most=_ALL_KEPT)
_seen: tuple[float, Sign | None] | None = None
