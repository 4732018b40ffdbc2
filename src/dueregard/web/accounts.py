"""Signing in: nobody makes an account for themselves; an administrator invites them."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class NoSelfService(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Closes self-made accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an administrator invites."""
        return False


def display(person: Any) -> str:
    """How a person is named on the sign-in pages."""
    return str(person)
