"""Visits to pages, as a person makes them: signed in, with the form's one-time mark."""

import itertools
import re

from django.contrib.auth import get_user_model

from dueregard.ledger.rules import Actor

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_marks = itertools.count()


class Visitor:
    """A person at their browser."""

    def __init__(self, client, actor: Actor) -> None:
        self.client = client
        client.force_login(get_user_model().objects.get(pk=actor.id), backend=BACKEND)

    def read(self, address: str, *, status: int = 200) -> str:
        """The words of a page."""
        response = self.client.get(address)
        assert response.status_code == status, response.content.decode()[:3000]
        return words(response)

    def send(self, address: str, *, once: str = "", **fields):
        """Send a form; a mark of its own unless the same form is sent twice."""
        mark = once or f"mark-{next(_marks)}"
        return self.client.post(address, {"once": mark, **fields})


def words(response) -> str:
    """What a person reads: no tags, single spaces."""
    text = re.sub(r"<(script|style|title)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())
