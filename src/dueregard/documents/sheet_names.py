"""What the sheets of a spreadsheet are called: without it a long caption would spoil the file."""

import re

_LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
# A program keeps this name for itself.
_RESERVED = "history"


class SheetNames:
    """Names given so far, so that no two sheets have the same, whatever the case of letters.

    >>> names = SheetNames()
    >>> names.given("Rate, by race"), names.given("Rate, by RACE"), names.given("a/b: [c]?")
    ('Rate, by race', 'Rate, by RACE (2)', 'a b c')
    """

    def __init__(self) -> None:
        self._taken = {_RESERVED}

    def given(self, wanted: str) -> str:
        """A name that a spreadsheet allows, as near to the wanted one as can be."""
        name = " ".join(_FORBIDDEN.sub(" ", wanted).split()).strip("'")
        name = name[:_LONGEST].strip().strip("'") or "Sheet"
        found, number = name, 1
        while found.lower() in self._taken:
            number += 1
            end = f" ({number})"
            found = name[: _LONGEST - len(end)].strip() + end
        self._taken.add(found.lower())
        return found
