"""When a line of the map of source systems is whole.

Without it a map could say that a system is perfect, and a recipient would believe it.
"""

from collections.abc import Iterable

from dueregard.answers import Answer, No, Yes


def may_put(
    *, name: str, holds: str, items: Iterable[str], known: Iterable[str], current: str, gaps: str,
    taken: bool,
) -> Answer:
    """Whether a system may stand on the map: named, what it holds, how current, what it lacks."""
    if not name.strip():
        return No("Give the system the name that people use for it.", "name")
    if taken:
        return No(f"{name.strip()} is on the map already. Change that one.", "taken")
    if not holds.strip():
        return No("Say what the system holds.", "holds")
    if set(items) - set(known):
        return No("Choose items from the list.", "items")
    if not current.strip():
        return No("Say how current it is: how long after something happens it is in there.",
                  "current")
    if not gaps.strip():
        return No("Say what it is known to lack or to get wrong. If nobody has looked, say that.",
                  "gaps")
    return Yes()
