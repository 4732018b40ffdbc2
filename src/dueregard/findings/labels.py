"""What the values in a file mean: a group, a yes or a no, a number, or nothing at all.

Without this file 'Black', 'black ' and 'BLACK' would be three groups, a blank would be good news,
and 'Y' would be a no.
"""

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dueregard.answers import DueRegardError
from dueregard.findings.roles import fold
from dueregard.findings.typed_rows import BLANK_WORDS

NOT_STATED = "Not stated"
_YES = frozenset({"yes", "y", "true", "t", "1", "1.0"})
_NO = frozenset({"no", "n", "false", "f", "0", "0.0"})
# 'None' is an answer where the question is which disability, or what was found.
_BLANK = frozenset({"", *BLANK_WORDS, "nan", "nat", "not known / not provided", "refused",
                    "prefer not to say"}) - {"none"}
_STATED_NOT = re.compile(r"(.*\W)?not stated(\W.*)?")
_NUMBER = re.compile(
    r"-?((\d{1,3}(,\d{3})+|\d+)(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.IGNORECASE | re.ASCII)
_CONDITION = re.compile(r"(?P<heading>.+?)\s*(?P<sign>>=|<=|!=|=|>|<)\s*(?P<values>.+)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """How the values of a column were read as groups: each as written, with the group it is in.

    `notes` say which spellings were taken for one, and which may be one but were kept apart.
    """

    of: Mapping[str | None, str]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What counts as yes: a column, a sign and values; no sign means a column of yes and no."""

    heading: str
    sign: str = ""
    values: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """As a person writes it."""
        return f"{self.heading}{self.sign}{','.join(self.values)}"


def is_blank(label: str | None) -> bool:
    """True where a cell says nothing, or says in words that nothing is known."""
    if label is None:
        return True
    plain = " ".join(label.split()).casefold()
    return plain in _BLANK or bool(_STATED_NOT.fullmatch(plain))


def alike(text: str) -> str:
    """What spellings of one value share: without capitals, accents, spaces and punctuation.

    Where there is a figure or a sign, punctuation counts: '<18' is not '18+', and 1.5 is not 15.

    >>> alike("Black / Black British") == alike("black-black british"), alike("<18"), alike("18+")
    (True, '<18', '18+')
    """
    tidy = unicodedata.normalize("NFKC", " ".join(text.split())).casefold()
    if any(each.isdigit() or each in "<>+=*" for each in tidy):
        return re.sub(r" ?([,;:/-]) ?", r"\1", re.sub("[\u2010-\u2015]", "-", tidy))
    folded = fold(tidy)
    # A script that folding does not know would lose its letters.
    letters = sum(each.isalnum() for each in unicodedata.normalize("NFKD", tidy))
    return folded if folded and len(folded) == letters else tidy


def grouping(values: Mapping[str | None, int], *, heading: str) -> Grouping:
    """Read the values of a column (with the rows of each) as groups.

    Spaces around, capitals and punctuation make no new group: the most frequent spelling names
    it, and the others are said. Blanks are the group 'Not stated', never dropped, and words that
    were read as blank are said. Spellings that differ by a letter or two are kept apart, and said.
    """
    spellings: dict[str, list[tuple[int, str]]] = {}
    of: dict[str | None, str] = {}
    for value, rows in values.items():
        if value is None or is_blank(value):
            of[value] = NOT_STATED
            continue
        tidy = " ".join(value.split())
        spellings.setdefault(alike(tidy), []).append((rows, tidy))
    names = {
        key: max(found, key=lambda each: (each[0], each[1]))[1] for key, found in spellings.items()
    }
    for value in values:
        if value not in of and value is not None:
            of[value] = names[alike(value)]
    notes = [
        f"In '{heading}', {_list(sorted({tidy for _, tidy in found}))} were taken for one group, "
        f"'{names[key]}'."
        for key, found in spellings.items() if len({tidy for _, tidy in found}) > 1
    ]
    words = sorted({" ".join((each or "").split()) for each in values if is_blank(each)})
    unusual = [each for each in words if each and each.casefold() != NOT_STATED.casefold()]
    if unusual:
        notes.append(f"In '{heading}', {_list(unusual)} was read as not stated.")
    notes += _near(list(names.values()), heading=heading)
    return Grouping(of=of, notes=tuple(notes))


def condition(text: str, *, headings: Sequence[str]) -> Condition:
    """Read 'found', 'result=Found,Arrest', 'band!=Low' or 'score>=7' as a condition on a column.

    Raises a sentence where no column has that heading.
    """
    text = text.strip()
    if heading := _heading(text, headings):
        return Condition(heading=heading)
    matched = _CONDITION.fullmatch(text)
    heading = _heading(matched["heading"], headings) if matched else ""
    if not matched or not heading:
        raise DueRegardError(no_such_heading(matched["heading"] if matched else text, headings))
    values = tuple(" ".join(each.split()) for each in matched["values"].split(","))
    if matched["sign"] in (">", "<", ">=", "<=") and number_of(values[0]) is None:
        raise DueRegardError(
            f"'{text}' compares with '{values[0]}', which is not a number. Write it like "
            f"{heading}>=7, or name the values: {heading}=High,Medium."
        )
    return Condition(heading=heading, sign=matched["sign"], values=values)


def truths(asked: Condition, values: Mapping[str | None, int]) -> dict[str | None, bool | None]:
    """For each value of the column: yes, no, or None where it says neither.

    Raises a sentence where the condition names a value that the column does not have, or where
    a column without a condition does not hold yes and no.
    """
    if not asked.sign:
        return _yes_and_no(asked, values)
    if asked.sign in ("=", "!="):
        return _named(asked, values)
    limit = number_of(asked.values[0])
    found: dict[str | None, bool | None] = {}
    for value in values:
        number = number_of(value)
        if number is None or limit is None:
            found[value] = None
        else:
            found[value] = {
                ">=": number >= limit, ">": number > limit,
                "<=": number <= limit, "<": number < limit,
            }[asked.sign]
    if values and all(each is None for each in found.values()):
        raise DueRegardError(
            f"'{asked.heading}' holds no numbers (it holds {_list(_shown(values))}), so "
            f"'{asked.words}' cannot be answered. Name the values that count: "
            f"{asked.heading}={_shown(values)[0]}."
        )
    return found


def number_of(text: str | None) -> float | None:
    """A cell as a number, thousands separated or not; None where it is none.

    >>> number_of("1,234"), number_of("0.5"), number_of("n/a"), number_of("12%")
    (1234.0, 0.5, None, None)
    """
    if text is None:
        return None
    plain = text.strip()
    if not _NUMBER.fullmatch(plain):
        return None
    value = float(plain.replace(",", ""))
    return value if math.isfinite(value) else None


def no_such_heading(asked: str, headings: Sequence[str]) -> str:
    """The sentence for a heading that is not there, with what is."""
    import difflib

    close = difflib.get_close_matches(fold(asked), [fold(each) for each in headings], n=1)
    perhaps = next((f" Did you mean '{each}'?" for each in headings if fold(each) in close), "")
    return (
        f"The file has no column headed '{asked.strip()}'.{perhaps} "
        f"It has: {_list(headings)}."
    )


def _heading(text: str, headings: Sequence[str]) -> str:
    exact = [each for each in headings if each == text.strip()]
    close = exact or [each for each in headings if fold(each) == fold(text) and fold(text)]
    if len(close) > 1:
        raise DueRegardError(
            f"The file has more than one column headed '{close[0]}', so it cannot be told which "
            "is meant. Rename or remove all but one, then try again."
        )
    return close[0] if close else ""


def heading_of(text: str, headings: Sequence[str]) -> str:
    """The heading that a person means, or a sentence with those there are."""
    found = _heading(text, headings)
    if not found:
        raise DueRegardError(no_such_heading(text, headings))
    return found


def _yes_and_no(
    asked: Condition, values: Mapping[str | None, int]
) -> dict[str | None, bool | None]:
    found: dict[str | None, bool | None] = {}
    odd = []
    for value in values:
        word = " ".join((value or "").split()).casefold()
        found[value] = True if word in _YES else False if word in _NO else None
        if found[value] is None and not is_blank(value):
            odd.append(value or "")
    # A few stray cells are set aside and said; a column of other words is another column.
    usable = sum(rows for value, rows in values.items() if found[value] is not None)
    stray = sum(values[value] for value in odd)
    if odd and stray > usable / 10:
        likely = next((value for value in values if found[value]), odd[0])
        raise DueRegardError(
            f"'{asked.heading}' does not hold yes and no: it holds {_list(_shown(values))}. Say "
            f"which values count as yes, for example \"{asked.heading}={likely}\"."
        )
    return found


def _named(asked: Condition, values: Mapping[str | None, int]) -> dict[str | None, bool | None]:
    there = {_same(value) for value in values if value is not None}
    # A value may have a comma of its own.
    whole = ",".join(asked.values)
    meant = (whole,) if _same(whole) in there else asked.values
    wanted = {_same(each) for each in meant}
    absent = [each for each in meant if _same(each) not in there]
    if absent:
        raise DueRegardError(
            f"'{asked.heading}' never holds {_list(absent)}. It holds {_list(_shown(values))}."
        )
    found: dict[str | None, bool | None] = {}
    for value in values:
        named = value is not None and _same(value) in wanted
        found[value] = None if is_blank(value) and not named else named == (asked.sign == "=")
    return found


def _same(value: str) -> str:
    """A value to compare by; 1, 1.0 and 01 are one number, however a column was stored."""
    number = number_of(value)
    return alike(value) if number is None else f"{number!r}"


def _shown(values: Mapping[str | None, int]) -> list[str]:
    return [each for each in values if each is not None] or ["nothing"]


def _near(names: Sequence[str], *, heading: str) -> list[str]:
    """Names so alike that one may be a slip of the other; too many names are no groups."""
    import difflib

    if len(names) > 60:
        return []
    notes = []
    for place, first in enumerate(names):
        for second in names[place + 1:]:
            folded = fold(first), fold(second)
            if min(map(len, folded)) < 4 or any(each.isdigit() for each in "".join(folded)):
                continue
            if difflib.SequenceMatcher(None, *folded).ratio() >= 0.88:
                notes.append(
                    f"In '{heading}', '{first}' and '{second}' are counted apart. If one is a "
                    "slip of the other, put it right in the file."
                )
    return notes


def _list(items: Sequence[str], most: int = 8) -> str:
    shown = [f"'{each}'" for each in items[:most]]
    rest = f" and {len(items) - most:,} more" if len(items) > most else ""
    return ", ".join(shown) + rest
