"""The Home Office's table of deployments, 15 columns: read as it is, and written from any log.

Without this file a force would type its log again for publication, and 'Incorrect alert rate'
would stay a rate of nobody knows what.
"""

import re
from collections.abc import Iterator, Sequence

from dueregard.documents.audience import Audience
from dueregard.documents.document import Cell, Column, Document, Note, Part, Table
from dueregard.findings.finding import Caveat
from dueregard.findings.roles import fold
from dueregard.findings.wording import counted, listed, percent
from dueregard.instruments.deployments.log import Deployment, threshold_words

COLUMNS = (
    "Deployment", "Date", "Deployment type", "Duration of deployment", "Number of cameras",
    "Watchlist number", "Threshold settings", "Total alerts", "Positive alerts",
    "Positive interventions", "Incorrect alerts", "Incorrect interventions",
    "Arrests or disposals", "Faces seen", "Incorrect alert rate",
)
# The columns that can be added up.
COUNTS = (
    "Total alerts", "Positive alerts", "Positive interventions", "Incorrect alerts",
    "Incorrect interventions", "Arrests or disposals", "Faces seen",
)
RATE_HEADING = fold(COLUMNS[-1])
DEFINITIONS = (
    "The Home Office's table does not say what the incorrect alert rate is a rate of. Both are "
    "given here: incorrect alerts for each face seen (how often a passer-by is wrongly flagged), "
    "and for each alert (how often the system is wrong when it speaks)."
)
_PRINTED = re.compile(r"(\d+(?:\.\d+)?)\s*%?(?:\s*of\s*(faces|alerts))?", re.IGNORECASE)
# Nobody tells rates apart that agree to this.
_NEAR = 0.51


def rates(log: Sequence[Deployment], *, heading: str) -> Iterator[Caveat]:
    """Both meanings of the printed rate, and the rows that fit neither."""
    if fold(heading) != RATE_HEADING:
        return
    known = [each for each in log if each.false_alerts is not None]
    faced = [each for each in known if each.faces_seen]
    false, alerts = sum(each.false_alerts or 0 for each in known), sum(e.alerts for e in known)
    of_faced, faces = sum(each.false_alerts or 0 for each in faced), sum(
        each.faces_seen or 0 for each in faced)
    neither, only = [], {"faces": 0, "alerts": 0}
    for each in known:
        fits = _fits(each)
        if fits is not None and not fits:
            neither.append(f"{each.name}: printed {each.false_alert_rate_stated}")
        elif fits and len(fits) == 1:
            only[next(iter(fits))] += 1
    told = " ".join(filter(None, (
        DEFINITIONS, _both(of_faced, faces, what="face seen"), _both(false, alerts, what="alert"),
        f"Printed rates fit the first meaning alone in {counted(only['faces'], one='row')} and "
        f"the second alone in {counted(only['alerts'], one='row')}." if any(only.values()) else "",
        f"They fit neither here: {listed(neither)}." if neither else "",
    )))
    yield Caveat(code="incorrect-alert-rate", sentence=told)


def arrests_or_disposals(heading: str) -> Iterator[Caveat]:
    """Said where arrests and other outcomes stand in one column."""
    if fold(heading) == fold("Arrests or disposals"):
        yield Caveat(code="arrests-or-disposals", sentence=(
            "'Arrests or disposals' counts arrests and other outcomes together, so figures on "
            "arrests here are of both."
        ))


def document(log: Sequence[Deployment], *, made_at: str) -> Document:
    """The log as the Home Office lays it out, with both meanings of the rate said above it."""
    return Document(
        kind="deployment-table", audience=Audience.FORCE, made_at=made_at,
        title="Live facial recognition: table of deployments",
        parts=(Part(title="Deployments", key="deployments", blocks=(
            Note(text=DEFINITIONS), table(log),
        )),),
    )


def table(
    log: Sequence[Deployment], *, blank: str | None = None, shown: int | None = None
) -> Table:
    """The 15 columns in their order. `blank` is what stands where nothing was recorded."""
    rows = (_line(each, number=place) for place, each in enumerate(log, start=1))
    return Table(
        caption="Deployments in the layout of the Home Office", shown=shown,
        columns=tuple(
            Column(label=each, key=each, numeric=each in COUNTS) for each in COLUMNS
        ),
        rows=tuple(tuple(blank if cell is None else cell for cell in row) for row in rows),
    )


def _line(each: Deployment, *, number: int) -> tuple[Cell, ...]:
    positive = None if each.true_confirmed is None else (
        each.true_confirmed + (each.true_unconfirmed or 0))
    outcomes = None if each.arrests is None else each.arrests + (each.other_disposal or 0)
    return (
        each.deployment or each.place or str(number),
        each.date.isoformat() if each.date else None, each.use_case, _duration(each.minutes),
        each.cameras, each.watchlist_size,
        None if each.threshold is None else threshold_words(each.threshold), each.alerts,
        positive, each.true_engagements, each.false_alerts, each.false_engagements, outcomes,
        each.faces_seen, _both_in_short(each),
    )


def _both_in_short(each: Deployment) -> str | None:
    if each.false_alerts is None:
        return None
    said = []
    if each.faces_seen:
        said.append(f"{percent(each.false_alerts / each.faces_seen)} of faces")
    if each.alerts:
        said.append(f"{percent(each.false_alerts / each.alerts)} of alerts")
    return "; ".join(said) or None


def _duration(minutes: float | None) -> str | None:
    if minutes is None:
        return None
    hours, rest = divmod(round(minutes), 60)
    parts = [counted(hours, one="hour")] if hours else []
    parts += [counted(rest, one="minute")] if rest or not hours else []
    return " ".join(parts)


def _fits(each: Deployment) -> set[str] | None:
    """Which meanings the printed rate of a row fits; None where nothing is printed."""
    printed = (each.false_alert_rate_stated or "").strip()
    parts = [_PRINTED.fullmatch(part.strip()) for part in printed.split(";")] if printed else []
    if not parts or not all(parts) or each.false_alerts is None:
        return None
    exposures = {"faces": each.faces_seen, "alerts": each.alerts}
    fits: set[str] = set()
    for matched in parts:
        if matched is None:
            continue
        unit = 10.0 ** -len(matched[1].partition(".")[2])
        for name, exposure in exposures.items():
            said = (matched[2] or name).lower() == name
            near = exposure and abs(
                100 * each.false_alerts / exposure - float(matched[1])) <= _NEAR * unit
            if said and near:
                fits.add(name)
    return fits


def _both(events: int, out_of: int, *, what: str) -> str:
    return f"Here, for each {what}: {events:,} of {out_of:,} ({percent(events / out_of)})." if (
        out_of) else ""
