"""Looks whether the addresses on our published pages still answer.

Nothing else that the clock does opens a connection to elsewhere; `DUEREGARD_WATCH_LINKS=false`
turns it off.
"""

import http.client
import socket
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from dueregard import __version__
from dueregard.report.links import actions, queries, rules

_SECONDS = 5
_HEADERS = {"User-Agent": f"DueRegard/{__version__} (looks whether a link still answers)"}


def look(*, now: datetime, inside: bool = False) -> int:
    """Look at the addresses whose time has come, and say how many that were.

    `inside` lets it look inside our own network too: for a server that stands beside this one.
    """
    if not settings.WATCH_LINKS:
        return 0
    due = queries.to_look_at(now=now)
    for each in due:
        actions.note(address=each, answers=rules.meaning(status(each, inside=inside)), now=now)
    return len(due)


def status(address: str, *, inside: bool = False) -> int | None:
    """The status with which an address answers; None where it cannot be asked or says nothing.

    Only its head is asked for, no redirect is followed, and no door inside our own network is
    knocked at: the number that was judged is the number that is called.
    """
    try:
        parts = urlsplit(address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        numbers = _numbers(parts.hostname or "", port)
        if not inside and not rules.is_outside(numbers):
            return None
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return _head(parts.scheme, parts.hostname or "", numbers[0], port, path)
    except (OSError, ValueError, http.client.HTTPException):
        return None


def _numbers(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


def _head(scheme: str, host: str, number: str, port: int, path: str) -> int:
    kind = http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection
    connection = kind(host, port, timeout=_SECONDS)
    # The name stays for the certificate and the Host line; the number is the one that was judged.
    connection._create_connection = (  # type: ignore[attr-defined]
        lambda _address, *rest, **more: socket.create_connection((number, port), _SECONDS)
    )
    try:
        connection.request("HEAD", path, headers=_HEADERS)
        return connection.getresponse().status
    finally:
        connection.close()
