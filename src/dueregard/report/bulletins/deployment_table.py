"""The public's table of deployments: the Home Office's 15 columns, and what they add up to.

Without it people would have to ask how often their faces are scanned, and each force would choose
by itself what 'wrong' is a rate of.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from dueregard.answers import DueRegardError
from dueregard.documents.audience import Audience
from dueregard.documents.document import Block, Cell, Column, Document, Note, Part, Points, Table
from dueregard.findings.wording import counted, long_date, percent
from dueregard.instruments.deployments import home_office
from dueregard.instruments.deployments.log import Deployment
from dueregard.manage.deployments import queries as deployments
from dueregard.manage.deployments.rules import Rate, Row, Totals, totals
from dueregard.people import queries as people
from dueregard.people.fields import audience_of_field

TECHNOLOGY = "live-facial-recognition"
BLANK = "not recorded"
# A page of more rows is read by nobody; the files have every row.
SHOWN = 200
_FIELDS = (
    "date", "place", "deployment", "use_case", "minutes", "cameras", "watchlist_size",
    "threshold", "faces_seen", "alerts", "true_confirmed", "true_unconfirmed", "false_confirmed",
    "false_unconfirmed", "true_engagements", "false_engagements", "arrests", "other_disposal",
)
_MEANINGS = (
    "Deployment: where it was, or its name.",
    "Watchlist number: how many people the cameras looked for.",
    "Threshold settings: how alike two faces must be before there is an alert. Higher is "
    "stricter.",
    "Positive alerts: the system was right. Incorrect alerts: it was wrong. An alert that was "
    "not checked to the end counts on the side that officers put it.",
    "Interventions: people whom officers stopped because of an alert.",
    "Arrests or disposals: arrests, and other things done, such as a fine. Where only one of the "
    "two was written down, it is that one.",
    "Faces seen: how many faces went past the cameras. It is often a guess. One person can be "
    "counted more than once.",
    f"“{BLANK.capitalize()}” means that nobody wrote it down. It does not mean none.",
    "Small numbers are shown as they are, as in the Home Office's own table. They count what a "
    "tool did. They name nobody.",
)


def made(edition: str, now: datetime) -> Document:
    """The table as the kept logs stand now.

    It can tell only what the force's own log says: it cannot know of a wrong alert that nobody
    saw to be wrong, or of a deployment that is not in the log.
    """
    narrower = [
        each for each in (f"manage.Deployment.{name}" for name in _FIELDS)
        if not Audience.PUBLIC.sees(audience_of_field(each))
    ]
    if narrower:
        raise DueRegardError(
            "The table was not made, because these columns are not for the public: "
            f"{', '.join(narrower)}."
        )
    rows = deployments.of_technology(TECHNOLOGY)
    if not rows:
        raise DueRegardError(
            "No deployment is kept yet. Open the use of live facial recognition, choose "
            "Deployments, and send its log."
        )
    force = people.force()
    return paper(rows, force=force.name if force else "", made_at=now.isoformat())


def paper(rows: Sequence[Row], *, force: str, made_at: str) -> Document:
    """The table of these deployments, the newest first, with its totals above it."""
    table = home_office.table([_as_log(each) for each in rows], blank=BLANK, shown=SHOWN)
    first, last = min(each.date for each in rows), max(each.date for each in rows)
    return Document(
        kind="deployment-table", made_at=made_at, audience=Audience.PUBLIC,
        title="Live facial recognition: where and when",
        summary=(
            f"{force or 'This force'} used live facial recognition "
            f"{counted(len(rows), one='time')} from {long_date(first)} to {long_date(last)}."
        ),
        facts={"force": force, "from": first.isoformat(), "to": last.isoformat()},
        parts=(
            Part(title="How often, and how often was it wrong?", key="totals",
                 blocks=tuple(_totals(rows, table))),
            Part(title="Each time we used it", key="deployments", blocks=(
                Note(text="The newest is first. The columns are those of the Home Office."),
                table,
            )),
            Part(title="What the words mean", key="words", blocks=(Points(items=_MEANINGS),)),
        ),
    )


def _totals(rows: Sequence[Row], table: Table) -> Iterator[Block]:
    found = totals(rows)
    yield Note(text=_rates(found))
    yield Note(text=home_office.DEFINITIONS)
    years = sorted({each.date.year for each in rows}, reverse=True)
    lines: list[tuple[Cell, ...]] = []
    for year in years:
        of_year = [row for row in table.rows if str(row[1]).startswith(f"{year}-")]
        lines.append((str(year), *_sums(of_year)))
    lines.append(("All", *_sums(table.rows)))
    yield Table(
        caption="What the rows add up to, by year",
        columns=(
            Column(label="Year", key="year"),
            Column(label="Deployments", key="deployments", numeric=True),
            *(Column(label=each, key=each, numeric=True) for each in home_office.COUNTS),
        ),
        rows=tuple(lines),
    )
    missing = tuple(
        f"{name}: {BLANK} for {gone} of {counted(len(table.rows), one='deployment')}, so the "
        "sum leaves them out."
        for name in home_office.COUNTS if (gone := _blanks(table.rows, name))
    )
    if missing:
        yield Points(items=missing)


def _sums(rows: Sequence[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    """How many rows, and each column that can be added up; one that is all blank has no sum."""
    found: list[Cell] = [len(rows)]
    for name in home_office.COUNTS:
        known = [cell for cell in _column(rows, name) if isinstance(cell, int)]
        found.append(sum(known) if known else BLANK)
    return tuple(found)


def _blanks(rows: Sequence[tuple[Cell, ...]], name: str) -> int:
    return sum(cell == BLANK for cell in _column(rows, name))


def _column(rows: Sequence[tuple[Cell, ...]], name: str) -> list[Cell]:
    place = home_office.COLUMNS.index(name)
    return [row[place] for row in rows]


def _rates(found: Totals) -> str:
    said = [
        _rate(found.of_alerts, of=counted(found.of_alerts.out_of, one="alert"), was="wrong"),
        _rate(found.of_faces, was="flagged by mistake",
              of=counted(found.of_faces.out_of, one="face seen", many="faces seen")),
    ]
    return " ".join(each for each in said if each) or (
        "How often it was wrong cannot be worked out, because it was not written down."
    )


def _rate(rate: Rate, *, of: str, was: str) -> str:
    if not rate.out_of:
        return ""
    return (
        f"Of {of}, {rate.events:,} {'was' if rate.events == 1 else 'were'} {was} "
        f"({percent(rate.events / rate.out_of)}). This counts the "
        f"{counted(rate.rows, one='deployment')} for which both numbers were written down."
    )


def _as_log(row: Row) -> Deployment:
    return Deployment(
        row=row.row, date=row.date, place=row.place or None, threshold=row.threshold,
        watchlist_size=row.watchlist_size, faces_seen=row.faces_seen, alerts=row.alerts,
        true_confirmed=row.true_confirmed, true_unconfirmed=row.true_unconfirmed,
        false_confirmed=row.false_confirmed, false_unconfirmed=row.false_unconfirmed,
        arrests=row.arrests, duration_min=row.minutes, false_alert_rate_stated=None,
        deployment=row.deployment or None, use_case=row.use_case or None, duration_text=None,
        cameras=row.cameras, true_engagements=row.true_engagements,
        false_engagements=row.false_engagements, other_disposal=row.other_disposal,
        no_action=row.no_action,
    )
