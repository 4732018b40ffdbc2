"""Every page declares who may see it; a page that does not is never shown to anybody."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from dueregard.documents.audience import Audience

View = Callable[..., HttpResponse]


def page(audience: Audience, *, permission: str | None = None) -> Callable[[View], View]:
    """Declare who may see a page: an audience, and a permission where that is not enough."""

    def declare(view: View) -> View:
        @wraps(view)
        def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, *args, **kwargs)

        shown.audience = audience  # type: ignore[attr-defined]
        shown.permission = permission  # type: ignore[attr-defined]
        return shown

    return declare
