"""A drawn sample as a paper and as a table: what was drawn, of how many, and how to check it.

Without this file a sample would travel without its chances, and nobody could say of how many
encounters it speaks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dueregard.documents.audience import Audience
from dueregard.documents.document import (
    Block,
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
from dueregard.findings.drawing import Chosen, Sample, Share
from dueregard.findings.figures import label
from dueregard.findings.wording import counted, percent

ID, LISTED, DRAWN, CHANCE, FOOTAGE, REASON = (
    "id", "listed", "drawn", "probability", "footage", "reason")
PLACE, KEY = "place", "key"
# What may be said of a clip: only the first has been seen whole.
SEEN, MISSING, LATE, CUT, WITHHELD = "seen", "missing", "late", "cut", "withheld"
STATES = (SEEN, MISSING, LATE, CUT, WITHHELD)
FILL_IN = (
    f"For each encounter write under '{FOOTAGE}' one of: {', '.join(STATES)}; and for all but "
    f"'{SEEN}' the reason that the force gave, under '{REASON}'. A clip that is missing, late, cut "
    "or withheld is a result. It is never replaced by another. A blank counts as not seen."
)


def table(sample: Sample, *, strata: Sequence[str], kept: Sequence[str] = (),
          cells: Mapping[str, tuple[str, ...]] | None = None) -> Table:
    """The sample with its chances, a row an encounter, and two columns for a person to fill in."""
    ours = {PLACE, ID, LISTED, DRAWN, CHANCE, KEY, FOOTAGE, REASON}
    named = [each if each not in ours else f"{each} (stratum)" for each in strata]
    carried = [each if each not in ours | set(named) else f"{each} (as listed)" for each in kept]
    headings = (PLACE, ID, *named, LISTED, DRAWN, CHANCE, FOOTAGE, REASON, KEY, *carried)
    return Table(
        caption="The sample, in the order in which it was drawn",
        columns=tuple(Column(label=each, key=each, numeric=each in (PLACE, LISTED, DRAWN, CHANCE))
                      for each in headings),
        rows=tuple(
            (place, each.id, *each.stratum, each.share.listed, each.share.drawn, chance(each.share),
             "", "", each.key, *(cells or {}).get(each.id, ()))
            for place, each in enumerate(sample.chosen, start=1)
        ),
    )


def chance(share: Share) -> str:
    """The chance of a record of that stratum as a decimal with six figures that mean something."""
    return f"{float(share.probability):.6g}"


def said(sample: Sample, *, minimum: int) -> list[str]:
    """What was drawn, in sentences."""
    drawn, strata = len(sample.chosen), len(sample.shares)
    of_all = f"{counted(drawn, one='encounter')} of {sample.listed:,}"
    told = [f"{of_all} {'was' if drawn == 1 else 'were'} drawn, from "
            f"{counted(strata, one='stratum', many='strata')}."]
    more = [each for each in sample.shares if each.more]
    if more:
        names = "; ".join(
            f"{name(each)} ({each.drawn} of {each.listed:,}, where its part would be "
            f"{float(each.in_proportion):.1f})" for each in more[:8])
        rest = f"; and {len(more) - 8:,} more" if len(more) > 8 else ""
        told.append(
            f"Small groups were drawn more often on purpose, at least {minimum} of each, so that "
            f"something can be said of them: {names}{rest}. So the sample is no picture of the "
            "whole as it stands: an estimate must weigh each encounter by 1/probability, as "
            "'dueregard measure footage' does."
        )
    return told


def name(share: Share) -> str:
    """A stratum in words."""
    return ", ".join(share.stratum) or "all"


def strata_table(shares: Sequence[Share], *, headings: Sequence[str]) -> Table:
    """Every stratum: how many the list has, how many were drawn, and the chance of each."""
    return Table(
        caption="How many were drawn of each stratum",
        columns=(
            *(Column(label=label(each), key=each) for each in headings),
            Column(label="On the list", key=LISTED, numeric=True),
            Column(label="Drawn", key=DRAWN, numeric=True),
            Column(label="Chance of each", key=CHANCE, numeric=True),
            Column(label="In proportion", key="in_proportion", numeric=True),
        ),
        rows=tuple((*each.stratum, each.listed, each.drawn, percent(float(each.probability)),
                    f"{float(each.in_proportion):.1f}") for each in shares),
    )


def checking(first: Chosen, *, seed: str) -> tuple[str, ...]:
    """Lines of shell with which anybody works out one key again."""
    return (f"printf '%s\\n%s' {_shell(seed)} {_shell(first.id)} | sha256sum", f"# {first.key}")


def document(
    sample: Sample, *, strata: Sequence[str], minimum: int, digest: str, notes: Sequence[str],
    made_at: str, table_: Table,
) -> Document:
    """The whole paper: what was drawn, the sample, every stratum, and how to check it."""
    # What is the same for a whole stratum stands in its own table, and the key is for programs.
    left_out = (KEY, LISTED, DRAWN)
    shown = Table(
        caption=table_.caption,
        columns=tuple(replace(each, label=label(each.label)) for each in table_.columns
                      if each.key not in left_out),
        rows=tuple(tuple(cell for cell, column in zip(row, table_.columns, strict=True)
                         if column.key not in left_out) for row in table_.rows),
    )
    return Document(
        kind="sample", title="A sample of encounters, drawn by chosen words", made_at=made_at,
        audience=Audience.PANEL,
        parts=tuple(_parts(sample, strata=strata, minimum=minimum, digest=digest, notes=notes,
                           shown=shown)),
    )


def _parts(
    sample: Sample, *, strata: Sequence[str], minimum: int, digest: str, notes: Sequence[str],
    shown: Table,
) -> Iterator[Part]:
    first, *rest = said(sample, minimum=minimum)
    yield Part(title="What was drawn", key="drawn", blocks=(
        Note(text=first, tone="lead"), *(Note(text=each) for each in rest)))
    yield Part(title="The sample", key="sample", blocks=(Note(text=FILL_IN), shown))
    yield Part(title="Each stratum", key="strata", blocks=(
        strata_table(sample.shares, headings=strata),))
    if notes:
        yield Part(title="Before you use it", key="notes", blocks=(Points(items=tuple(notes)),))
    blocks: tuple[Block, ...] = (
        Fields(fields=(
            Field(label="Seed", key="seed", value=sample.seed),
            Field(label="SHA-256 of the list", key="digest", value=digest),
        )),
        Note(text="The key of an encounter is the SHA-256 of two lines: the seed, and the id of "
                  "the encounter, with no line end after it. Of each stratum the smallest keys are "
                  "drawn. They are listed by the last 16 letters of their keys. The words decide "
                  "who is drawn and nobody can steer that, so long as the list was fixed before "
                  "they were known: its SHA-256 says whether it was."),
    )
    code = (Code(text="\n".join(checking(sample.chosen[0], seed=sample.seed)), language="sh",
                 caption="The key of the first encounter, in a shell"),)
    yield Part(title="How to draw it again", key="again", blocks=(*blocks, *code))


def _shell(text: str) -> str:
    quote = "'\"'\"'"
    return f"'{text.replace(chr(39), quote)}'"
