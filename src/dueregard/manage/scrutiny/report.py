"""The panel's report, and "you said, we did": Documents for everybody, made of the record.

Without it a report would be a file on somebody's drive, and a reply would reach nobody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dueregard.documents.audience import Audience
from dueregard.documents.document import (
    Block,
    Cell,
    Code,
    Column,
    Document,
    Field,
    Fields,
    Note,
    Part,
    Points,
    Table,
)
from dueregard.findings.wording import counted, long_date, percent
from dueregard.manage.committee.deciding import SAID_NAMES, Said
from dueregard.manage.scrutiny import form, tally
from dueregard.manage.scrutiny.rules import (
    STANDING_NAMES,
    WATCHED,
    PointKind,
    Standing,
    is_late,
)
from dueregard.manage.scrutiny.tally import ClipTold, Rated, Tally

HIDDEN = "not shown: few people"
BY_NAMES = tally.BY


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareTold:
    """One stratum of the draw."""

    name: str
    listed: int
    drawn: int
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PointTold:
    """One point of the report with all that came of it; blank where nothing did yet."""

    id: int
    number: int
    kind: PointKind
    text: str
    said: Said | None = None
    reasons: str = ""
    action: str = ""
    owner: str = ""
    owner_id: int | None = None
    due_on: date | None = None
    changed: str = ""
    changed_on: date | None = None

    @property
    def said_name(self) -> str:
        """The reply in a word."""
        return SAID_NAMES[self.said] if self.said else ""

    @property
    def is_good(self) -> bool:
        """True for good practice."""
        return self.kind == PointKind.GOOD


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingTold:
    """A sitting as its papers tell it. `days` is how long the report has waited, or did."""

    force: str
    panel: str
    on: date
    listed: int
    digest: str
    seed: str
    size: int
    minimum: int
    strata: tuple[str, ...]
    shares: tuple[ShareTold, ...]
    members: int
    finished: int
    clips: tuple[ClipTold, ...]
    ratings: tuple[Rated, ...]
    points: tuple[PointTold, ...]
    reported_on: date | None = None
    replied_on: date | None = None
    days: int = 0
    reply: str = ""
    told: str = ""


def command(told: SittingTold) -> str:
    """What anybody types to draw the same sample again from the list that was lodged."""
    strata = f" --stratum {','.join(told.strata)}" if told.strata else ""
    seed = told.seed.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$").replace(
        "`", "\\`")
    return (f'dueregard draw list.csv --size {told.size} --seed "{seed}"{strata} '
            f"--minimum {told.minimum} -o sample.csv")


def paper(told: SittingTold, *, made_at: str) -> Document:
    """The panel's report as the ratings and its own words make it. For everybody."""
    found = tally.tally(told.clips, told.ratings, form.load())
    return Document(
        kind="panel-report", made_at=made_at, audience=Audience.PUBLIC,
        title=f"What the panel saw: {told.panel}, {long_date(told.on)}",
        summary=(
            f"{told.panel} watched {counted(_watched(told), one='clip')} of {told.size} that were "
            f"drawn by its own words, and says what it saw."
        ),
        facts={"force": told.force, "digest": told.digest, "seed": told.seed},
        parts=(
            Part(title="What we say", key="points", blocks=tuple(_points(told.points))),
            Part(title="How the clips were chosen", key="draw", blocks=tuple(_draw(told))),
            Part(title="What became of each clip", key="clips",
                 blocks=tuple(_clips(told, found))),
            Part(title="How we rated them", key="ratings", blocks=tuple(_ratings(told, found))),
            Part(title="By unit, power and ethnicity", key="patterns",
                 blocks=tuple(_patterns(told, found))),
        ),
    )


def you_said(told: SittingTold, *, today: date, made_at: str) -> Document:
    """Each point of a panel, what the force says to it, and what it did. For everybody."""
    return Document(
        kind="you-said-we-did", made_at=made_at, audience=Audience.PUBLIC,
        title=f"You said, we did: {told.panel}, {long_date(told.on)}",
        summary=_waited(told), facts={"force": told.force},
        parts=(
            Part(title="In short", key="short", blocks=tuple(_short(told))),
            *(Part(title=f"{each.number}. " + ("To share" if each.is_good else "A concern"),
                   key=f"point-{each.number}", blocks=tuple(_answered(each, today)))
              for each in told.points),
        ),
    )


def _waited(told: SittingTold) -> str:
    if told.replied_on is None:
        late = " That is later than 28 days." if is_late(told.days) else ""
        waited = counted(told.days, one="day")
        return f"The force has not replied yet, {waited} after the report.{late}"
    late = " That was late: a reply is due in 28 days." if is_late(told.days) else ""
    return (f"The force replied on {long_date(told.replied_on)}, "
            f"{counted(told.days, one='day')} after the report.{late}")


def _short(told: SittingTold) -> Iterator[Block]:
    yield Note(text=(
        f"{told.panel} is made up of local people. It watched what police cameras had recorded "
        "and wrote what it saw."
    ))
    if told.reply:
        yield Note(text=told.reply)
    done = sum(bool(each.changed) for each in told.points)
    asked = sum(bool(each.action) for each in told.points)
    if told.replied_on is not None:
        yield Note(text=f"We said that we would do {counted(asked, one='thing')}. "
                        f"{done} of them {'is' if done == 1 else 'are'} done.")
    if told.told:
        yield Note(text=f"The panel was told: {told.told}")


def _answered(point: PointTold, today: date) -> Iterator[Block]:
    said = f"{point.said_name}. {point.reasons}" if point.said else "No reply yet."
    yield Fields(fields=(
        Field(label="You said", value=point.text, key="you-said"),
        Field(label="We said", value=said, key="we-said"),
        Field(label="We did", value=_did(point, today), key="we-did"),
    ))


def _did(point: PointTold, today: date) -> str:
    if point.changed and point.changed_on:
        return f"{point.changed} ({long_date(point.changed_on)})"
    if not point.action:
        return "Nothing is promised." if point.said else "Nothing yet."
    assert point.due_on is not None  # an action has its day
    late = (today - point.due_on).days
    when = f"It was due on {long_date(point.due_on)}, {counted(late, one='day')} ago." if (
        late > 0) else f"It is due on {long_date(point.due_on)}."
    return f"Not done yet: {point.action} {when}"


def _points(points: Sequence[PointTold]) -> Iterator[Block]:
    for good, words in ((False, "Our concerns"), (True, "To be shared, because it was done well")):
        its = tuple(f"{each.number}. {each.text}" for each in points if each.is_good is good)
        if its:
            yield Note(text=f"{words}:")
            yield Points(items=its)


def _draw(told: SittingTold) -> Iterator[Block]:
    yield Note(text=(
        "The force lodged its list first. Its digest was shown. Only then did the panel choose "
        "words of its own, and the words chose the clips. Nobody could pick one."
    ))
    yield Fields(fields=(
        Field(label="Encounters on the list", value=f"{told.listed:,}", key="listed"),
        Field(label="Digest of the list (SHA-256)", value=told.digest, key="digest"),
        Field(label="The panel's words", value=told.seed, key="seed"),
        Field(label="Clips drawn", value=str(told.size), key="size"),
    ))
    more = [each.name for each in told.shares if each.more]
    if more:
        yield Note(text=(
            "Drawn more often on purpose, because there are few of them: "
            f"{'; '.join(more)}. So these clips are not a small picture of all encounters."
        ))
    yield Code(caption="To draw the same sample from the same list", text=command(told))


def _clips(told: SittingTold, found: Tally) -> Iterator[Block]:
    yield Table(
        caption="What became of the clips that were drawn",
        columns=(Column(label="What became of it", key="standing"),
                 Column(label="Clips", key="clips", numeric=True)),
        rows=tuple(
            (STANDING_NAMES[each], found.standings.get(each, 0))
            for each in Standing if each != Standing.WAITING
        ),
    )
    yield Note(text="These count recordings, so small numbers are shown as they are. A clip that "
                    "was not there was not replaced by another.")
    withheld = form.load().withheld
    why = tuple(
        f"{STANDING_NAMES[each.standing]}. "
        f"{form.name_of(withheld, each.why) + '. ' if each.why else ''}{each.reason}".strip()
        for each in told.clips if each.standing not in (Standing.SHOWN, Standing.WAITING)
    )
    if why:
        yield Note(text="The reasons that the force gave:")
        yield Points(items=why)


def _ratings(told: SittingTold, found: Tally) -> Iterator[Block]:
    asked = form.load()
    yield Note(text=(
        f"{told.finished} of {counted(told.members, one='member')} rated every clip that they "
        "could. Each did so alone, and nobody saw another's rating before all were closed."
        + (f" {counted(found.entered, one='rating')} came on paper and the secretary entered "
           f"{'it' if found.entered == 1 else 'them'}." if found.entered else "")
    ))
    yield Table(
        caption="All ratings, by colour",
        columns=(Column(label="Colour", key="colour"), Column(label="It means", key="means"),
                 Column(label="Ratings", key="ratings", numeric=True)),
        rows=tuple((each.name, each.means, found.colours[each.id]) for each in asked.colours),
    )
    if found.pairs:
        yield Note(text=(
            f"Where two of us rated the same clip, they chose the same colour in {found.alike} of "
            f"{counted(found.pairs, one='pair')} ({percent(found.alike / found.pairs)}). Part of "
            "that is chance."
        ))
    yield Table(
        caption="What we said to each question, over all ratings",
        columns=(Column(label="Asked", key="asked"),
                 *(Column(label=name, key=key, numeric=True)
                   for key, name in (*form.ANSWER_NAMES.items(), (form.NONE, "It did not arise")))),
        rows=tuple(_cells(each) for each in found.questions if each.said),
    )


def _cells(of: tally.OfQuestion) -> tuple[Cell, ...]:
    return (of.text, *(of.counts.get(key) for key in (*form.ANSWER_NAMES, form.NONE)))


def _patterns(told: SittingTold, found: Tally) -> Iterator[Block]:
    yield Note(text=(
        "How many of the clips that we watched most of us marked red. Where a count is of one to "
        "nine people, or would give one away, it is not shown. These few clips cannot tell "
        "whether one unit is worse than another."
    ))
    rows = tally.patterns(told.clips, found, reader=Audience.PUBLIC)
    yield Table(
        caption="Clips watched, and those with a concern",
        columns=(Column(label="By", key="by"), Column(label="Of", key="of"),
                 Column(label="Clips watched", key="clips", numeric=True),
                 Column(label="With a concern", key="concerns", numeric=True)),
        rows=tuple(
            (tally.BY[each.by], each.name, HIDDEN if each.clips is None else each.clips,
             HIDDEN if each.concerns is None else each.concerns) for each in rows
        ),
    )


def _watched(told: SittingTold) -> int:
    return sum(each.standing in WATCHED for each in told.clips)
