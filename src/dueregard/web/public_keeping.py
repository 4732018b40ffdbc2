"""How long a browser may keep a public page, and how it asks whether the page still stands."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import condition

from dueregard import __version__
from dueregard.report.public_register import queries
from dueregard.web.audience import View

_SECONDS = 300


def _stamp(request: HttpRequest, *args: Any, **kwargs: Any) -> str:
    # The pages of one record are told apart by their address; a new release draws them anew, and
    # so does a new day, because a page may say for how many days advice has waited.
    return f'"{__version__}-{today():%Y%m%d}-{queries.stamp(slug=kwargs.get("slug"))}"'


def today() -> date:
    """The day on which a page is drawn."""
    return datetime.now(UTC).date()


def kept(view: View) -> View:
    """A page that a browser may keep for five minutes, and ask again whether it still stands."""
    conditional: Callable[..., HttpResponse] = condition(etag_func=_stamp)(view)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = conditional(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", f"public, max-age={_SECONDS}")
        return response

    return answer
