"""The digest: a short letter of what waits for one person, in the order of their start page.

Without it whoever does not sign in would learn of nothing. With nothing to say there is no
letter: it is quiet by default.
"""

from collections.abc import Callable
from datetime import datetime

from dueregard.desk import queries as desk
from dueregard.desk.queries import NextAction
from dueregard.ledger.rules import Actor

SUBJECT = "What waits for you in Due Regard"


def lines(*, actor: Actor, now: datetime) -> tuple[NextAction, ...]:
    """What this person is asked for now; empty where nothing concerns them."""
    return desk.start(actor=actor, now=now).actions


def written(
    found: tuple[NextAction, ...], *, name: str, force: str, address: Callable[[NextAction], str],
    home: str, stop: str,
) -> str:
    """The letter in plain text. It names what is asked, and no more of the record than that."""
    counted = "One thing waits" if len(found) == 1 else f"{len(found)} things wait"
    said = [f"Hello {name},", "", f"{counted} for you at {force}. The most pressing comes first.",
            ""]
    for number, each in enumerate(found, start=1):
        said += [f"{number}. {each.sentence}", f"   {each.why}", f"   {address(each)}", ""]
    said += [f"All of it: {home}", "", f"To stop these letters: {stop}", ""]
    return "\n".join(said)
