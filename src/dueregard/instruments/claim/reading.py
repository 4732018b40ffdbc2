"""A supplier's table, a row a group: its counts, or counts worked back from rates that are stated.

Without this file '89%' of nobody knows how many would be reported as a test.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dueregard.findings.counts import CountTable, Label, set_aside
from dueregard.findings.finding import SetAside
from dueregard.findings.labels import grouping, is_blank, number_of
from dueregard.findings.splits import Name
from dueregard.findings.trial_counts import ALONE, FOUND, GONE, OTHERS, SUBJECTS, WRONG
from dueregard.findings.trials import threshold_words
from dueregard.findings.wording import percent
from dueregard.instruments.claim.columns import COUNTED

_ONE_IN = re.compile(r"1\s*(?:in|/|:|out of)\s*([\d,. ]+)", re.IGNORECASE)
_PERCENT = re.compile(r"%|per ?cent", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A share as a supplier states it, and how far it may lie from the truth by its rounding."""

    share: float
    rounding: float
    text: str


@dataclass(slots=True, kw_only=True)
class Read:
    """What a table holds: cells by threshold and group, and what is odd or wanting in it."""

    columns: tuple[str, ...]
    cells: dict[str, dict[Name, list[int]]] = field(default_factory=dict)
    used: int = 0
    gone: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    disagree: list[str] = field(default_factory=list)
    worked_back: list[str] = field(default_factory=list)
    without_number: list[str] = field(default_factory=list)
    images: dict[str, str] = field(default_factory=dict)
    watchlists: set[int] = field(default_factory=set)

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """Rows that could not be used, by reason."""
        return set_aside(self.gone, rest="another cell cannot be read")

    @property
    def thresholds(self) -> list[str]:
        """The thresholds that the table states."""
        return sorted((each for each in self.cells if each), key=float)


def read(
    counted: CountTable, *, columns: Sequence[str], headings: Mapping[str, str]
) -> Read:
    """Read every row of the table."""
    groups = [grouping(counted.distinct(each), heading=each) for each in columns]
    places = [counted.place(each) for each in columns]
    found = Read(columns=tuple(columns), notes=tuple(note for its in groups for note in its.notes))
    for each in counted.combinations:
        value = {role: each.labels[counted.place(heading)] for role, heading in headings.items()}
        name = tuple(its.of[each.labels[place]]
                     for its, place in zip(groups, places, strict=True))
        why = _row(found, name, value, headings=headings, rows=each.rows)
        if why:
            found.gone[why] = found.gone.get(why, 0) + each.rows
        else:
            found.used += each.rows
    return found


def stated(text: Label, *, heading: str) -> Stated | None:
    """A share as written: '89%', '0.89', '1 in 6,000', or a number under a heading with a %.

    None where it is blank or no share. A bare number above 1 may be a percentage or a slip.
    """
    if text is None or is_blank(text):
        return None
    tidy = " ".join(text.split())
    if matched := _ONE_IN.fullmatch(tidy):
        number = number_of(matched[1].strip())
        if number is None or number < 1:
            return None
        # '1 in 6,000' has as many figures as are not noughts at its end.
        step = 10 ** (len(f"{number:.0f}") - len(f"{number:.0f}".rstrip("0")))
        return Stated(share=1 / number, rounding=step / 2 / number / number, text=tidy)
    bare = _PERCENT.sub("", tidy).strip()
    number = number_of(bare)
    if number is None or number < 0:
        return None
    scale = 100 if _PERCENT.search(tidy) or _PERCENT.search(heading) else 1
    if number > scale:
        return None
    digits = len(bare.partition(".")[2]) if "e" not in bare.lower() else 12
    return Stated(share=number / scale, rounding=0.5 * 10.0**-digits / scale, text=tidy)


def _row(
    found: Read, name: Name, value: Mapping[str, Label], *, headings: Mapping[str, str], rows: int
) -> str:
    """Put a row into its cell; why it cannot be, or nothing."""
    threshold = ""
    if "threshold" in value:
        number = number_of(value["threshold"])
        if number is None:
            return _why(headings["threshold"], value["threshold"], "is not a number")
        threshold = threshold_words(number)
    where = ", ".join(name) + (f" at {threshold}" if threshold else "")
    counts: dict[str, int] = {}
    for role in ("mated", "true_identified", "nonmated", "false_identified", "subjects",
                 "watchlist_size"):
        if role not in value or is_blank(value[role]):
            continue
        number = number_of(value[role])
        if number is None or number < 0 or number != int(number):
            return _why(headings[role], value[role], "is not a count")
        counts[role] = int(number)
    shares, why = _shares(value, headings=headings)
    for whole, part in COUNTED.items():
        why = why or _pair(found, where, whole=whole, part=part, counts=counts,
                           share=shares.get(whole))
    if why or not ({"mated", "nonmated"} & counts.keys() or shares):
        return why or "it holds no counts and no rates"
    _put(found, name, threshold, counts, rows=rows)
    _remember(found, value, counts)
    return ""


def _shares(
    value: Mapping[str, Label], *, headings: Mapping[str, str]
) -> tuple[dict[str, Stated], str]:
    """The shares that are stated, of searches of either kind; why one cannot be read."""
    shares: dict[str, Stated] = {}
    for role, whole in (("missed_rate", "mated"), ("true_rate", "mated"),
                        ("false_rate", "nonmated")):
        if role not in value or is_blank(value[role]):
            continue
        share = stated(value[role], heading=headings[role])
        if share is None:
            return {}, _why(headings[role], value[role],
                            "is no share: write 89%, 0.89 or 1 in 6,000")
        if role == "missed_rate":
            share = Stated(share=1 - share.share, rounding=share.rounding, text=share.text)
        shares[whole] = share
    return shares, ""


def _pair(
    found: Read, where: str, *, whole: str, part: str, counts: dict[str, int],
    share: Stated | None,
) -> str:
    """Searches of one kind: their counts, or counts from a stated share; why not, or nothing."""
    kind = "found, of people on the watchlist" if whole == "mated" else (
        "wrongly matched, of people not on it")
    if whole in counts and part in counts:
        if counts[part] > counts[whole]:
            return (f"it has more of '{part}' than of '{whole}' ({counts[part]:,} of "
                    f"{counts[whole]:,}), and a part cannot exceed the whole")
        if share is not None and counts[whole] and (
            abs(counts[part] / counts[whole] - share.share) > share.rounding + 1e-12
        ):
            found.disagree.append(
                f"{where} ({kind}): the table states {share.text}, its counts give "
                f"{percent(counts[part] / counts[whole])} ({counts[part]:,} of {counts[whole]:,})")
    elif whole in counts and share is not None:
        events = round(share.share * counts[whole])
        if abs(events / max(1, counts[whole]) - share.share) > share.rounding + 1e-12:
            found.disagree.append(
                f"{where} ({kind}): no whole number of {counts[whole]:,} searches is {share.text}")
        counts[part] = events
        found.worked_back.append(f"{where} ({kind}): {events:,} of {counts[whole]:,}")
    elif share is not None or whole in counts or part in counts:
        found.without_number.append(f"{where} ({kind})")
        counts.pop(whole, None)
        counts.pop(part, None)
    return ""


def _put(
    found: Read, name: Name, threshold: str, counts: Mapping[str, int], *, rows: int
) -> None:
    cells = found.cells.setdefault(threshold, {}).setdefault(name, [0] * 6)
    mated, nonmated = counts.get("mated", 0), counts.get("nonmated", 0)
    right, wrong = counts.get("true_identified", 0), counts.get("false_identified", 0)
    people = counts.get("subjects", 0)
    for place, number in ((FOUND, right), (WRONG, wrong), (GONE, mated - right),
                          (ALONE, nonmated - wrong), (SUBJECTS, people), (OTHERS, people)):
        cells[place] += number * rows


def _remember(found: Read, value: Mapping[str, Label], counts: Mapping[str, int]) -> None:
    if not is_blank(value.get("image_set")):
        text = " ".join((value["image_set"] or "").split())
        found.images[text.casefold()] = text
    if "watchlist_size" in counts:
        found.watchlists.add(counts["watchlist_size"])


def _why(heading: str, value: Label, what: str) -> str:
    if is_blank(value):
        return f"'{heading}' is blank"
    return f"'{heading}' holds '{value}', which {what}"


def enough(found: Read) -> bool:
    """True where there is any search of which it is known how it ended."""
    return any(any(cells[:4]) for groups in found.cells.values() for cells in groups.values())
