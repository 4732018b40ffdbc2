"""What a force's deployment log adds to what is kept, and what its rows come to.

Without it a log that is sent twice would double every figure, and a corrected row would wipe out
what was said before.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date

from dueregard.answers import Answer, No, Yes
from dueregard.findings.wording import counted, listed, long_date

COUNTED = (
    "faces_seen", "alerts", "true_confirmed", "true_unconfirmed", "false_confirmed",
    "false_unconfirmed", "true_engagements", "false_engagements", "arrests", "other_disposal",
    "no_action",
)
COUNTED_NAMES: dict[str, str] = {
    "faces_seen": "Faces seen", "alerts": "Alerts",
    "true_confirmed": "Right alerts, confirmed", "true_unconfirmed": "Right alerts, not confirmed",
    "false_confirmed": "Wrong alerts, confirmed",
    "false_unconfirmed": "Wrong alerts, not confirmed",
    "true_engagements": "People stopped after a right alert",
    "false_engagements": "People stopped after a wrong alert", "arrests": "Arrests",
    "other_disposal": "Other outcomes", "no_action": "No action",
}
_MOST_NAMED = 5
# What makes a row this deployment and no other.
Which = tuple[date, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One deployment as the log gives it. None is not recorded, which is never 0."""

    row: int
    date: date
    place: str
    deployment: str
    use_case: str
    minutes: float | None
    cameras: int | None
    watchlist_size: int | None
    threshold: float | None
    faces_seen: int | None
    alerts: int
    true_confirmed: int | None
    true_unconfirmed: int | None
    false_confirmed: int | None
    false_unconfirmed: int | None
    true_engagements: int | None
    false_engagements: int | None
    arrests: int | None
    other_disposal: int | None
    no_action: int | None

    @property
    def which(self) -> Which:
        """What makes it this deployment: its day with its own name, or else with its place."""
        if self.deployment:
            return self.date, "name", self.deployment.casefold()
        return self.date, "place", self.place.casefold()

    @property
    def figures(self) -> tuple[object, ...]:
        """Everything that it says, wherever it stands in a file."""
        return tuple(getattr(self, each.name) for each in fields(self) if each.name != "row")

    @property
    def name(self) -> str:
        """How a person finds it again."""
        return f"{self.deployment or self.place or 'no place'}, {long_date(self.date)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A deployment that is kept already."""

    id: int
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A log beside what is kept: what it adds, repeats and says otherwise; what is not clear."""

    added: tuple[Row, ...] = ()
    same: int = 0
    twice: tuple[Row, ...] = ()
    corrected: tuple[tuple[Held, Row], ...] = ()
    unclear: tuple[Row, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether anything would be kept that is not kept now."""
        return bool(self.added or self.corrected)


def compare(*, rows: Sequence[Row], held: Sequence[Held], further: bool) -> Compared:
    """What the rows of a log are beside those that are kept.

    A row that says the same is the same deployment. One of the same day and place that says
    something else corrects the one that is kept, or is a `further` deployment there: a person
    says which. Where several could be meant it is left unclear, and nothing is guessed.
    """
    before: dict[Which, list[Held]] = defaultdict(list)
    for each in held:
        before[each.row.which].append(each)
    coming: dict[Which, list[Row]] = defaultdict(list)
    twice = []
    for row in rows:
        if row.figures in {each.figures for each in coming[row.which]}:
            twice.append(row)
        else:
            coming[row.which].append(row)
    added: list[Row] = []
    unclear: list[Row] = []
    corrected, same = [], 0
    for which, news in coming.items():
        olds = before[which]
        known = {each.row.figures for each in olds}
        fresh = [each for each in news if each.figures not in known]
        said = {each.figures for each in news}
        left = [each for each in olds if each.row.figures not in said]
        same += len(news) - len(fresh)
        if further or not left:
            added += fresh
        elif len(fresh) == len(left) == 1:
            corrected.append((left[0], fresh[0]))
        else:
            unclear += fresh
    return Compared(added=tuple(added), same=same, twice=tuple(twice),
                    corrected=tuple(corrected), unclear=tuple(unclear))


def may_take_in(compared: Compared) -> Answer:
    """Whether the rows can be kept: there is something new, and every row is told apart."""
    if compared.unclear:
        where = listed([each.name for each in compared.unclear[:_MOST_NAMED]])
        return No(
            f"We hold other figures for the same day and place, and cannot tell which row is "
            f"which: {where}. Add a column 'deployment' with a name for each, and send the log "
            "again.", "which-is-which",
        )
    if not compared.changes:
        return No("Every row of this log is kept here already. Nothing has changed.",
                  "nothing-new")
    return Yes()


def may_take_back(*, taken_back: bool, corrected_since: int, because: str) -> Answer:
    """Whether a log that was sent by mistake can be taken back, with everything it said."""
    if taken_back:
        return No("This log was taken back already.", "taken-back-already")
    if corrected_since:
        return No(
            f"A later log corrected {counted(corrected_since, one='row')} of this one. Take the "
            "later log back first.", "corrected-since",
        )
    if not because.strip():
        return No("Say why it is taken back. It is kept with your name.", "reason-missing")
    return Yes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What one column comes to, over the deployments for which it was recorded."""

    name: str
    total: int | None
    recorded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How often an alert was wrong: so many of so many, over the rows that give both."""

    events: int
    out_of: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What some deployments come to, column by column, and how often an alert was wrong."""

    deployments: int
    sums: tuple[Sum, ...]
    of_faces: Rate
    of_alerts: Rate

    def of(self, column: str) -> Sum:
        """One column."""
        return self.sums[COUNTED.index(column)]


def totals(rows: Iterable[Row]) -> Totals:
    """Add up each column where it was recorded; a column that never was has no total, not 0.

    A rate is of the rows that give both its numbers. Alerts that were taken as wrong without
    being confirmed count as wrong.
    """
    rows = tuple(rows)
    sums = []
    for column in COUNTED:
        known = [value for each in rows if (value := getattr(each, column)) is not None]
        sums.append(Sum(
            name=COUNTED_NAMES[column], total=sum(known) if known else None, recorded=len(known)
        ))
    return Totals(
        deployments=len(rows), sums=tuple(sums),
        of_faces=_rate([(_wrong(each), each.faces_seen) for each in rows]),
        of_alerts=_rate([(_wrong(each), each.alerts) for each in rows]),
    )


def _wrong(row: Row) -> int | None:
    if row.false_confirmed is None:
        return None
    return row.false_confirmed + (row.false_unconfirmed or 0)


def _rate(pairs: Sequence[tuple[int | None, int | None]]) -> Rate:
    known = [(events, of) for events, of in pairs if events is not None and of is not None]
    return Rate(events=sum(each for each, _ in known), out_of=sum(of for _, of in known),
                rows=len(known))
