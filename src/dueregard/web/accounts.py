"""Signing in: nobody makes an account for themselves; an administrator, or their groups, do."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from dueregard.web.single_sign_on import comes_by_it, turned_away

# In a session: until when the groups that were read at sign-in are good for.
UNTIL = "groups_good_until"


class NoSelfService(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Closes self-made accounts, and the side door of a password where groups decide."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an administrator invites."""
        return False

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Refuse a password for an account that the force's own sign-in opens."""
        if not _by_groups(kwargs) and comes_by_it(user.pk):
            return turned_away(request, _(
                "Your account is opened by your force's own sign-in. Use that, not a password."
            ))
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def post_login(self, request: Any, user: Any, **kwargs: Any) -> HttpResponse:
        """Note until when the groups are good for; after that they are asked for again."""
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        if _by_groups(kwargs):
            until = request.now + timedelta(hours=settings.ENV.oidc_hours)
            request.session[UNTIL] = until.timestamp()
        else:
            request.session.pop(UNTIL, None)
        return answer


def display(person: Any) -> str:
    """How a person is named on the sign-in pages."""
    return str(person)


def _by_groups(kwargs: Any) -> bool:
    return "sociallogin" in (kwargs.get("signal_kwargs") or {})
