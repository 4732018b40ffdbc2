"""The list of next actions as a paper, in the order in which it was worked out.

Without this file the list could be read in one place only, and nobody could take it to a meeting.
"""

from datetime import datetime

from dueregard.documents.audience import Audience
from dueregard.documents.document import Column, Document, Note, Part, Points, Table
from dueregard.findings.wording import long_date
from dueregard.prioritise.next_actions.queries import ActionLine, NextList
from dueregard.prioritise.next_actions.rules import KIND_MEANS, KIND_NAMES

HOW = (
    "What has waited longer than it may comes first, the longest first.",
    "Then what must be settled before options may be traded against each other.",
    "Then one is taken in turn from each of two lists. The first holds what a weighing found, by "
    "its gain for each day of work. The second holds what nobody has weighed, by how deep the use "
    "is looked at and by how many people it touches.",
    "What the force says of its own place brings some actions forward. The place without that "
    "stands beside.",
)
_LABELS = (
    ("Place", "place"), ("What to do", "what"), ("Use", "use"), ("Reference", "ref"),
    ("Kind", "kind"), ("Work", "effort"), ("Whose turn", "who"), ("Why it stands here", "why"),
    ("Days too late", "overdue"), ("Place without the profile", "without"),
    ("Lines of the profile", "because"),
)
_NUMBERS = frozenset({"place", "overdue", "without"})
_SHOWN = 200


def to_document(found: NextList, *, now: datetime) -> Document:
    """The whole list, with how it was put in order."""
    return Document(
        kind="next-actions", title="What to do next over all uses", audience=Audience.FORCE,
        made_at=now.isoformat(timespec="seconds"),
        summary=f"{found.count:,} actions over {found.uses:,} uses, worked out on "
                f"{long_date(found.made_at.date())} for {found.by_name}.",
        parts=(
            Part(title="How it is put in order", key="how", blocks=(
                Points(items=HOW), Note(text=weighed_words(found)),
                Points(items=tuple(
                    f"{name}: {KIND_MEANS[each]}." for each, name in KIND_NAMES.items()
                )),
            )),
            Part(title="The list", key="list", blocks=(Table(
                caption="What to do next, the first to do first", shown=_SHOWN,
                columns=tuple(
                    Column(label=label, key=key, numeric=key in _NUMBERS)
                    for label, key in _LABELS
                ),
                rows=tuple(_row(each) for each in found.lines),
            ),)),
        ),
    )


def weighed_words(found: NextList) -> str:
    """How many uses have been weighed, in words."""
    if not found.weighed:
        return "No use on this list has been weighed, so no gain is known of any action."
    if found.weighed == 1:
        return f"1 of {found.uses:,} uses has been weighed."
    return f"{found.weighed:,} of {found.uses:,} uses have been weighed."


def _row(each: ActionLine) -> tuple[str | int, ...]:
    return (
        each.place, each.what, each.use_name, each.ref, each.kind_name, each.effort_name,
        each.who, each.why, each.overdue_days, each.place_without_profile,
        "; ".join(each.because),
    )
