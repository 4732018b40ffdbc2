"""How long a browser may keep a public page, and how it asks whether the page still stands."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import condition

from dueregard import __version__
from dueregard.report.public_register import queries
from dueregard.web.audience import View

_SECONDS = 300
# What is larger, such as the whole register, is drawn each time: 300 pages are 60 MB at most.
_LARGEST = 200_000


def _stamp(request: Any, *args: Any, **kwargs: Any) -> str:
    # A new release draws every page anew, and so does a new day, because a page may say for how
    # many days advice has waited. Asked once for each request: what it is told by is what it keeps.
    if not hasattr(request, "kept_by"):
        request.kept_by = f'"{__version__}-{today():%Y%m%d}-{queries.stamp()}"'
    return str(request.kept_by)


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
            if response.status_code == 200 and len(response.content) < _LARGEST:
                _KEPT.put(key, _Drawn(
                    content=response.content, headers=dict(response.headers.items())
                ))
            return response
        return HttpResponse(found.content, headers=found.headers)

    return answer


@dataclass(frozen=True, slots=True)
class _Drawn:
    content: bytes
    headers: dict[str, str]


class _Shelf:
    """The pages drawn last, the one not asked for longest given up first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._pages: OrderedDict[Any, _Drawn] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Any) -> _Drawn | None:
        """The page under this key, where it is kept."""
        with self._lock:
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found

    def put(self, key: Any, page: _Drawn) -> None:
        """Keep a page."""
        with self._lock:
            self._pages[key] = page
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)


_KEPT = _Shelf(most=300)
