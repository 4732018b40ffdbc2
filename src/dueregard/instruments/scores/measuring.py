"""The steps of a measurement in their order: check the dates, count, compare, conclude."""

from collections.abc import Callable, Mapping
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings.about import About
from dueregard.findings.counts import accounted
from dueregard.findings.finding import Caveat, Finding, Method, Row
from dueregard.findings.reading_tables import Table
from dueregard.findings.splits import splits
from dueregard.instruments.scores import bands as bands_of
from dueregard.instruments.scores import verdicts, words
from dueregard.instruments.scores.bands import Bands
from dueregard.instruments.scores.checks import FLAG, Checked, checked
from dueregard.instruments.scores.columns import Columns, columns_of
from dueregard.instruments.scores.counting import Counted, counted
from dueregard.instruments.scores.rows import Told, as_if, at_same_score, overall, rows, told
from dueregard.instruments.scores.tallies import AsIf, Read, read

_MOST_BANDS = 100


def measured(
    table: Table, *, about: About, chosen: Mapping[str, Any],
    progress: Callable[[int, int, str], None],
) -> Finding:
    """The finding of a table of scores."""
    many = _bands_asked(chosen["bands"])
    if not 0 < chosen["auc_margin"] < 0.5:
        raise DueRegardError(
            f"The margin of ranking lies between 0 and 0.5, such as 0.05; {chosen['auc_margin']:g} "
            "does not.")
    columns = columns_of(table, chosen, about=about)
    progress(0, 3, "Checking the dates")
    dated = checked(table, columns=columns, level=chosen["level"], margin=chosen["margin"])
    progress(1, 3, "Counting")
    found = counted(table, columns=columns, asked=chosen["as"] or "", extra={FLAG: dated.sql})
    its = read(found, columns=columns, reference=chosen["reference"] or "", flag=FLAG,
               left_out=dated.reasons)
    verdicts.check_reference(its, asked=chosen["reference"] or "")
    progress(2, 3, "Comparing")
    if not its.rows_used:
        judged = verdicts.judge((), its=its, slices=None, chosen=chosen, columns=columns,
                                flagged=dated.left_out)
        return _finding(table, about=about, chosen=chosen, its=its, found=found, dated=dated,
                        judged=judged, rows=dated.rows, more=(), method=(), repeat=())
    shown, slices = bands_of.bands(its, asked=many), bands_of.slices(its)
    several = _told(its)
    level = chosen["level"]
    judged = verdicts.judge(several, its=its, slices=slices, chosen=chosen, columns=columns,
                            flagged=dated.left_out)
    figures = list(overall(its, bands=shown, level=level))
    for each in several:
        figures += rows(each, its=its, bands=shown, slices=slices, level=level)
    others, notes = _as_if(its, several=several, slices=slices, columns=columns, level=level)
    return _finding(
        table, about=about, chosen=chosen, its=its, found=found, dated=dated, judged=judged,
        rows=(*figures, *others, *dated.rows),
        more=(*notes, *words.caveats(its=its, counted=found, several=several, bands=shown,
                                     columns=columns, chosen=chosen)),
        method=words.method_words(its=its, columns=columns, chosen=chosen, bands=shown,
                                  slices=slices),
        repeat=words.repeat(several, judged=judged, slices=slices, level=level),
    )


def _told(its: Read) -> list[Told]:
    cells = {name: (each.events, each.people - each.events) for name, each in its.cells.items()}
    return [told(split, its=its)
            for split in splits(cells, columns=its.columns, references=its.references)]


def _as_if(
    its: Read, *, several: list[Told], slices: Bands, columns: Columns, level: float
) -> tuple[list[Row], list[Caveat]]:
    """The headline as it would be with the rows set aside, and without those of a jump."""
    figures: list[Row] = []
    notes: list[Caveat] = []
    single = [each for each in several if len(each.split.columns) == 1]
    for other, there in ((AsIf.WITH_FLAGGED, its.flagged), (AsIf.WITHOUT_JUMP, its.jumped)):
        if not there:
            continue
        meant = []
        for each in single:
            split = each.split
            figures += as_if(split, other, its=its, slices=slices, level=level)
            then = its.groups(split.places, other)
            for name in split.stated:
                if name != split.reference and split.reference in each.groups:
                    both = [at_same_score(groups[name], reference=groups[split.reference],
                                          slices=slices, level=level)
                            for groups in (then, each.groups)]
                    meant.append((name, both[0], both[1]))
        notes.append(words.as_if(its, other, columns=columns, level=level, meant=meant))
    return figures, notes


def _finding(
    table: Table, *, about: About, chosen: Mapping[str, Any], its: Read, found: Counted,
    dated: Checked, judged: verdicts.Judged, rows: tuple[Row, ...], more: tuple[Caveat, ...],
    method: tuple[str, ...], repeat: tuple[Any, ...],
) -> Finding:
    notes = (*table.notes, *its.notes)
    return Finding(
        instrument=about.name, version=about.version, question=about.question,
        verdict=judged.verdict, rows=rows,
        caveats=(*(Caveat(code="reading", sentence=note) for note in notes), *dated.caveats,
                 *judged.caveats, *more),
        data=accounted(found.table, used=its.rows_used, gone=its.set_aside,
                       summed=bool(chosen["count"])),
        method=Method(name="outcomes at the same score, and pairs ranked rightly, by group",
                      options=_said(chosen, its=its)),
        headline=judged.headline, method_words=method, repeat=repeat,
    )


def _said(chosen: Mapping[str, Any], *, its: Read) -> dict[str, Any]:
    kept = {key: list(value) if isinstance(value, tuple) else value
            for key, value in chosen.items() if value not in (None, "", ())}
    return kept | {"as": its.kind.value}


def _bands_asked(asked: float | None) -> int | None:
    if asked is None:
        return None
    if asked != int(asked) or not 2 <= asked <= _MOST_BANDS:
        raise DueRegardError(
            f"--bands takes a whole number from 2 to {_MOST_BANDS}; {asked:g} is not one.")
    return int(asked)
