"""A public page that a browser may keep a while, and ask again whether it still stands."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import condition

from dueregard import __version__
from dueregard.web.audience import View

_SECONDS = 300


def utc_day() -> date:
    """The day it is."""
    return datetime.now(UTC).date()


def kept_by(
    stamp: Callable[..., str], *, today: Callable[[], date] = utc_day
) -> Callable[[View], View]:
    """Five minutes; then the browser asks whether `stamp(slug=...)` has changed.

    The pages of one record are told apart by their address; a new release draws them anew, and so
    does a new day, because a page may say for how many days something has waited.
    """
    def mark(request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return f'"{__version__}-{today():%Y%m%d}-{stamp(slug=kwargs.get("slug"))}"'

    def keeping(view: View) -> View:
        conditional: Callable[..., HttpResponse] = condition(etag_func=mark)(view)

        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = conditional(request, *args, **kwargs)
            response.headers.setdefault("Cache-Control", f"public, max-age={_SECONDS}")
            return response

        return answer

    return keeping
