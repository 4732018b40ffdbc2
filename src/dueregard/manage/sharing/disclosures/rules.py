"""What may be said of something given out: what it lacks, who received it, how it is taken back.

Without it a recipient would take an extract for everything that is known.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dueregard.answers import Answer, No, Yes
from dueregard.findings.wording import counted, listed


class Means(StrEnum):
    """How it was given."""

    FILE = "file"
    SPOKEN = "spoken"


MEANS_NAMES: dict[Means, str] = {
    Means.FILE: "A file, cut to the columns that may go",
    Means.SPOKEN: "Said or shown, without a file",
}


class Notice(StrEnum):
    """What is passed on to whoever was sent something."""

    CORRECTION = "correction"
    RECALL = "recall"


NOTICE_NAMES: dict[Notice, str] = {
    Notice.CORRECTION: "Correction", Notice.RECALL: "Recall",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A source system as the map has it."""

    name: str
    items: tuple[str, ...]
    current: str
    gaps: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What is said of one system that was looked in: how current it is, and what it lacks."""

    system: str
    current: str
    gaps: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What the recipient might be missing, in sentences; it never says that nothing is."""

    not_checked: tuple[str, ...]
    not_asked: tuple[str, ...]
    withheld: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A file as it was cut: names of columns, how many rows, its digest. Never what is in it."""

    columns: tuple[str, ...]
    left_out: tuple[str, ...]
    rows: int
    sha256: str


def quality(systems: Iterable[System], *, checked: Iterable[str]) -> tuple[Quality, ...]:
    """The statement of quality: of each system that was looked in, what the map says of it."""
    known = {each.name: each for each in systems}
    return tuple(
        Quality(system=name, current=known[name].current, gaps=known[name].gaps)
        for name in dict.fromkeys(checked) if name in known
    )


def missing(
    *, systems: Sequence[System], checked: Iterable[str], items: Iterable[str],
    asked: Iterable[str], names: Mapping[str, str], others: Sequence[str],
    partners_asked: Iterable[str], why_withheld: str, columns_absent: Sequence[str] = (),
) -> Missing:
    """What the recipient might be missing.

    `items` are those that go and `asked` those that were wanted; `others` are the other parties
    of the agreement, `partners_asked` those of them that were asked what they know;
    `columns_absent` may go and were not in the file.
    """
    looked, wanted, given = set(checked), list(asked), set(items)
    held = [each for each in systems if each.name not in looked and set(each.items) & set(wanted)]
    not_checked = [
        f"{each.name} was not looked in. It holds "
        f"{listed([names.get(item, item) for item in wanted if item in each.items])}."
        for each in held
    ]
    if not systems:
        not_checked.append("There is no map of our systems yet, so nobody can say which others "
                           "hold something about this.")
    elif not looked:
        not_checked.append("It was not said in which systems anybody looked.")
    unmapped = [
        names.get(each, each) for each in wanted
        if not any(each in one.items for one in systems)
    ]
    if systems and unmapped:
        not_checked.append(f"No system on our map is said to hold {listed(unmapped)}.")
    heard = set(partners_asked)
    not_asked = [f"{each} was not asked." for each in others if each not in heard]
    withheld = [
        f"{names.get(each, each)} is withheld. {why_withheld or 'It was not said why.'}"
        for each in wanted if each not in given
    ]
    withheld += [f"{each} may go, and the file did not have it." for each in columns_absent]
    return Missing(not_checked=tuple(not_checked), not_asked=tuple(not_asked),
                   withheld=tuple(withheld))


def may_give(*, recipient: str, means: Means, extract: Extract | None) -> Answer:
    """Whether there is something to give, and to whom."""
    if not recipient.strip():
        return No("Say who receives it: a name, and a post.", "recipient")
    if means is Means.FILE and extract is None:
        return No("Choose the file that is to be cut.", "file")
    if extract is not None and not extract.columns:
        return No(
            "None of the columns of that file may go under this agreement, so nothing is left. "
            "Name the columns as the schedule does.", "columns",
        )
    if extract is not None and not extract.rows:
        return No("That file has no rows under its headings. Choose the right one.", "rows")
    return Yes()


def may_acknowledge(*, name: str, post: str, key: str, received: bool, recalled: bool) -> Answer:
    """Whether a receipt is one: once, by somebody with a name and a post, or by a key."""
    if recalled:
        return No("It was recalled. Say instead what was done with it.", "recalled")
    if received:
        return No("Its receipt is here already.", "received")
    if not key and not (name.strip() and post.strip()):
        return No("Give the name and the post of whoever received it.", "receipt")
    return Yes()


def may_notify(*, words: str, recalled: bool) -> Answer:
    """Whether a correction or recall may go out: with words, and not after a recall."""
    if recalled:
        return No("It was recalled already. Tell them what is still lacking.", "recalled")
    return Yes() if words.strip() else No("Say what is wrong with it, and what to do.", "words")


def may_record_told(*, whom: str, told: bool) -> Answer:
    """Whether it may be recorded that a notice reached somebody."""
    if told:
        return No("It is recorded already whom this reached.", "told")
    return Yes() if whom.strip() else No("Say whom you told, and how.", "whom")


def may_collect(*, collected: bool, means: Means, recalled: bool) -> Answer:
    """Whether the cut file may be taken: once, before any recall."""
    if means is not Means.FILE:
        return No("There is no file: it was said or shown.", "no-file")
    if recalled:
        return No("It was recalled. The file is not given any more.", "recalled")
    if collected:
        return No("The file was taken once, and is gone here. Cut it again if it was lost: that "
                  "is another disclosure.", "collected")
    return Yes()


def sentence(columns: Sequence[str], rows: int | None) -> str:
    """How much went out, in words.

    >>> sentence(["born", "name"], 3), sentence(["born"], None)
    ('2 columns, 3 rows', '1 column, rows not counted')
    """
    how_many = counted(rows, one="row") if rows is not None else "rows not counted"
    return f"{counted(len(columns), one='column')}, {how_many}"


def digest(content: bytes) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
