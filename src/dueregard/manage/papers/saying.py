"""Words for a paper: a full stop at the end, a date as people write it, a long text cut short.

Without it a long answer would push the rest of a two-page paper onto a third.
"""

from datetime import date

IN_FULL = "… (in full in the annex)"


def sentence(words: str) -> str:
    """The words with a full stop, unless they end in one.

    >>> sentence("It works"), sentence("Does it?")
    ('It works.', 'Does it?')
    """
    words = words.strip()
    return words if words[-1:] in ".!?…" else f"{words}."


def day(on: date) -> str:
    """A date as people write it.

    >>> day(date(2026, 3, 1))
    '1 March 2026'
    """
    return f"{on.day} {on:%B %Y}"


def cut(words: str, most: int, *, more: str = "…") -> str:
    """The words up to so many letters, cut between two words, with a mark where more follows.

    >>> cut("Faces are taken and kept", 17)
    'Faces are taken …'
    """
    words = " ".join(words.split())
    if len(words) <= most:
        return words
    kept = words[: most - len(more)]
    # A word longer than the room is cut where the room ends.
    return f"{kept.rsplit(' ', 1)[0] if ' ' in kept else kept} {more}"


def few(items: list[str], most: int) -> list[str]:
    """The first of several lines, and how many more there are in the annex.

    >>> few(["a", "b", "c"], 2)
    ['a', 'b', '1 more in the annex.']
    """
    more = len(items) - most
    return items if more <= 0 else [*items[:most], f"{more} more in the annex."]


def in_short(words: str) -> str:
    """A chance or a size without the figures in brackets.

    >>> in_short("Likely (55% to 75%)")
    'Likely'
    """
    return words.split(" (", 1)[0]
