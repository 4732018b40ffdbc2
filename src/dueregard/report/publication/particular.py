"""Asks for what the public is told of a use that no other record holds.

Without it a record would say what a thing is for and never how often it is used, what went
wrong, or whether there is still a telephone.
"""

from typing import Any

from dueregard.manage.happenings import queries as happenings
from dueregard.manage.happenings.rules import Kind
from dueregard.report.particulars import queries as particulars
from dueregard.report.particulars.queries import HoursLine
from dueregard.report.particulars.rules import TIME_NAMES
from dueregard.report.publication.material import Hours, Mishap, Promised, Usage
from dueregard.report.publication.values import value

# What happens to a use and means that something went wrong.
WRONG = frozenset({Kind.ALARM, Kind.COMPLAINT})
# The quarters told, the newest first.
QUARTERS = 4


def of(ref: str) -> dict[str, Any]:
    """The particulars of one use, each value with its audience."""
    found = particulars.of_use(ref)
    said = {
        key: value("report.ParticularText", "text", text) for key, text in found.texts.items()
    }
    return said | {
        "usage": tuple(
            Usage(
                quarter=value("report.UsageCount", "begins", each.quarter.name),
                count=value("report.UsageCount", "count", f"{each.count:,}"),
                what=value("report.UsageCount", "what", each.what),
                source=value("report.UsageCount", "source", each.source),
            )
            for each in found.usage[:QUARTERS]
        ),
        "mishaps": tuple(
            Mishap(
                kind=value("manage.Happening", "kind", each.kind_name),
                on=value("manage.Happening", "happened_on", each.happened_on),
            )
            for each in happenings.of_use(ref) if each.kind in WRONG
        ),
        # Hours whose test was replaced are not told: they may not be so any more.
        "hours": (_hours(found.hours),) if found.hours and found.hours.standing else (),
        "promises": tuple(
            Promised(
                way=value("report.Promise", "channel", each.way),
                post=value("report.Promise", "post", each.post),
                made_on=value("report.Promise", "made_on", each.made_on),
                ended_on=value("report.Promise", "ended_on", each.ended_on),
                ended_because=value("report.Promise", "ended_because", each.ended_because),
            )
            for each in found.promises
        ),
    }


def _hours(line: HoursLine) -> Hours:
    return Hours(
        time=value("report.HoursChanged", "time", TIME_NAMES[line.time]),
        hours=value("report.HoursChanged", "hours", f"{line.hours:,}"),
        whose=value("report.HoursChanged", "whose", line.whose),
        instead=value("report.HoursChanged", "instead", line.instead),
        shown_by=value("identify.Evidence", "title", line.evidence_title),
        level=value("identify.Evidence", "level", line.level_name),
    )
