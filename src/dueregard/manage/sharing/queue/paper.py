"""What is told back, as a table and as a paper to send to one partner.

Without it a partner would hear of each refusal alone, and never how late we are.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from dueregard.documents.audience import Audience
from dueregard.documents.document import Cell, Column, Document, Note, Part, Points, Table
from dueregard.findings.wording import long_date
from dueregard.sharing import sheet
from dueregard.sharing.telling_back import Result, Told

KIND = "sharing-told-back"
_NUMBERS = (
    ("sent", "Asked"), ("folded", "Of these the same as another"), ("answered", "Answered"),
    ("late_red", "Red, answered late"), ("late_amber", "Amber, answered late"),
    ("late_green", "Green, answered late"), ("waiting", "Wait"),
    ("overdue", "Wait past their time"),
    ("shared", "Shared"), ("refused", "Refused"), ("no_action", "Nothing came of it"),
    ("hours", "Hours to an answer, middle one"), ("moved", "Urgency changed by a person"),
)
# On a page, where several stand under each other; a paper to one has every figure.
COLUMNS = [{"label": "Who", "numeric": False}, *({"label": label, "numeric": True} for label in (
    "Asked", "Answered", "Late", "Wait", "Overdue", "Shared", "Refused", "No use", "Hours"))]


def table(told: Iterable[Told]) -> list[list[Cell]]:
    """One row for each sender or group, under `COLUMNS`. A dash where nothing was answered."""
    return [
        [each.name, each.sent, each.answered, sum(each.late.values()), each.waiting, each.overdue,
         each.results[Result.SHARED], each.results[Result.REFUSED],
         each.results[Result.NO_ACTION], _hours(each)]
        for each in told
    ]


def paper(
    name: str, *, told: Told | None, refusals: Sequence[tuple[str, datetime, str]],
    since: datetime, now: datetime, force: str,
) -> Document:
    """What one partner is told: its own figures, and each refusal with its reason."""
    blocks: list[Table | Note | Points] = []
    if told is None:
        blocks.append(Note(text="You asked for nothing in this time.", audience=Audience.PARTNER))
    else:
        columns = (Column(label="What", key="what"),
                   Column(label="How many", key="count", numeric=True))
        blocks.append(Table(
            caption="What you asked, and how we answered", columns=columns,
            rows=tuple((label, figure) for (_key, label), figure
                       in zip(_NUMBERS, _figures(told), strict=True)),
            audience=Audience.PARTNER,
        ))
    reasons = tuple(f"{ref}, {long_date(at.date())}: {why}" for ref, at, why in refusals)
    bands = "; ".join(f"{each.name.lower()} {each.allowed.total_seconds() / 3600:.0f} hours"
                      for each in sheet.load().bands)
    return Document(
        kind=KIND, title=f"What came of what you asked: {name}", made_at=now.isoformat(),
        audience=Audience.PARTNER,
        summary=f"{force}, {long_date(since.date())} to {long_date(now.date())}. Late is past the "
                f"latest safe time: {bands}.",
        parts=(
            Part(title="In figures", key="figures", blocks=tuple(blocks),
                 audience=Audience.PARTNER),
            Part(title="What we refused, and why", key="refusals", audience=Audience.PARTNER,
                 blocks=(Points(items=reasons, audience=Audience.PARTNER) if reasons else
                         Note(text="Nothing was refused.", audience=Audience.PARTNER),)),
        ),
    )


def _figures(each: Told) -> list[Cell]:
    late = [each.late.get(band, 0) for band in ("red", "amber", "green")]
    return [
        each.sent, each.folded, each.answered, *late, each.waiting, each.overdue,
        each.results[Result.SHARED], each.results[Result.REFUSED],
        each.results[Result.NO_ACTION],
        _hours(each), each.raised + each.lowered,
    ]


def _hours(each: Told) -> Cell:
    return None if each.hours is None else round(each.hours, 1)
