"""The cards of what a thing can do, how often it is used, what went wrong, and what we promised.

Without this file a blank about these would look like good news.
"""

from collections.abc import Iterator

from dueregard.documents.document import Field, Fields, Note, Part, Points
from dueregard.report.publication.material import Hours, Material, Promised
from dueregard.report.publication.phrases import fields, lower_first, said, stop


def can(material: Material) -> Iterator[Part]:
    """What it can do and what it cannot."""
    yield Part(title="What can it do, and what can it not do?", key="can", blocks=(Fields(
        fields=tuple(fields(
            ("It can", material.can_do.text), ("It cannot", material.cannot_do.text),
        )),
    ),))


def often(material: Material, *, in_use: bool) -> Iterator[Part]:
    """How often it was used, by quarter; where it is in use and not counted, that."""
    title, key = "How often do we use it?", "often"
    if material.usage:
        yield Part(title=title, key=key, blocks=(Fields(fields=tuple(
            Field(label=each.quarter.text, value=f"{each.count.text} {each.what.text}\n"
                  f"Where this number comes from: {lower_first(stop(each.source.text))}")
            for each in material.usage
        )),))
    elif in_use:
        yield Part(title=title, key=key, blocks=(
            Note(text="We do not know. Nobody has counted it yet."),
        ))


def wrong(material: Material, *, began: bool) -> Iterator[Part]:
    """What went wrong since it began; that nothing is written down is not that nothing did."""
    if not began and not material.mishaps and not material.went_wrong.text.strip():
        return
    blocks: list[Note | Points] = []
    if material.mishaps:
        blocks.append(Points(items=tuple(
            f"{each.on.text}: {lower_first(stop(each.kind.text))}" for each in material.mishaps
        )))
    if material.went_wrong.text.strip():
        blocks.append(said(material.went_wrong))
    elif material.mishaps:
        blocks.append(Note(text="We have not written down yet what we did about it."))
    if not blocks:
        blocks.append(Note(
            text="Nothing is written down. That does not mean that nothing went wrong. "
            "If something did, tell us."
        ))
    yield Part(title="What has gone wrong?", key="wrong", blocks=tuple(blocks))


def time(hours: tuple[Hours, ...]) -> Iterator[Part]:
    """What it does to people's time: only where a test shows it."""
    for each in hours:
        yield Part(title="What does it do to people’s time?", key="time", blocks=(
            Note(text=f"{each.time.text}: about {each.hours.text} hours a month."),
            Fields(fields=tuple(fields(
                ("Whose time", each.whose.text),
                ("What they do with it now", each.instead.text),
                ("How we know", f"{stop(each.shown_by.text)} {stop(each.level.text)}"),
            ))),
        ))


def reached(promises: tuple[Promised, ...]) -> Iterator[Part]:
    """The ways to reach us that were promised, those that ended too."""
    if not promises:
        return
    yield Part(title="Can you still reach us without it?", key="reached", blocks=(Fields(
        fields=tuple(_promise(each) for each in promises),
    ),))


def _promise(promised: Promised) -> Field:
    label = f"You can reach us {promised.way.text}"
    made = f"{promised.post.text} promised this on {promised.made_on.text}."
    if not promised.ended_on.text:
        return Field(label=label, value=f"Yes. {made}")
    return Field(label=label, value=(
        f"No longer. {made} It ended on {promised.ended_on.text}. "
        f"Why: {stop(promised.ended_because.text)}\n"
        "We must now look again at whom this leaves out."
    ))


def withheld(material: Material) -> Iterator[Part]:
    """What is kept back of this page, and how much of it that is."""
    if not material.withheld:
        return
    yield Part(title="What do we keep back?", key="withheld", blocks=(
        Note(text=f"We keep back {len(material.withheld)} of the {material.stated} things that "
                  "we have written down for this page."),
        Fields(fields=tuple(
            Field(label=each.name[:1].upper() + each.name[1:], value=each.said)
            for each in material.withheld
        )),
    ))
