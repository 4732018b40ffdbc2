"""A list of encounters that a sample is drawn from: each one once, whatever order the rows are in.

Without this file a row that stands twice would be twice as likely to be drawn, and one without an
id could never be: leaving the id out would be a way to keep something from a panel.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dueregard.answers import DueRegardError
from dueregard.findings import layouts
from dueregard.findings.drawing import Encounter, Stratum, seed_of
from dueregard.findings.groups import to_five
from dueregard.findings.labels import NOT_STATED, grouping, heading_of
from dueregard.findings.layouts import Layout
from dueregard.findings.locked import quoted
from dueregard.findings.roles import fold
from dueregard.findings.tables import Table
from dueregard.findings.wording import counted

MORE_THAN_ONE = "More than one"
# Headings that hold an id, the plainest first.
_IDS = ("id", "encounterid", "encounter", "reference", "ref", "urn", "recordid", "searchid",
        "incidentid", "incidentnumber", "custodynumber", "custodyrecord", "uniquereference",
        "uniqueid", "clipid")
_MOST_LABELS = 1_000
_BETWEEN = "\t"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The encounters of a table, held by its engine as `listed`: `id`, `s0`, `s1`, ... and `many`.

    `many` is on how many rows its id stands, 0 where the id was made. `s0` and so on are places in
    `names`, the strata of each column. `sizes` has how many encounters each stratum has;
    `id_heading` is empty where the file has no column of ids, and every id was made from what the
    row says. `notes` say in words what was odd. `kept` are the columns that go along with a drawn
    encounter.
    """

    table: Table
    strata: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    sizes: Mapping[Stratum, int]
    id_heading: str
    kept: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def many(self) -> int:
        """How many encounters there are."""
        return sum(self.sizes.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A column of strata: SQL that gives a row its place in `names`, and what is to be said."""

    case: str
    names: tuple[str, ...]
    notes: tuple[str, ...]


def listing(
    table: Table, *, strata: Sequence[str] = (), id_heading: str = "", keep: Sequence[str] = ()
) -> Listing:
    """Read a table as a list of encounters; a sentence where a heading is not there.

    Rows with one id are one encounter: where they say different things of a stratum, it is 'More
    than one'. A row without an id gets one from the SHA-256 of what it says, and a second such
    row with the same cells another. A blank stratum is 'Not stated' and has its own place.
    """
    if table.saved:
        raise DueRegardError(
            "A table of counts has no encounters in it, so none can be drawn. Give the list itself."
        )
    police = layouts.police(table.columns)
    named = _id_heading(table, asked=id_heading)
    placed = tuple(_heading(each, table=table, police=police) for each in strata)
    if len(set(placed)) < len(placed):
        raise DueRegardError("A column is given twice with --stratum. Keep one of them.")
    kept = tuple(heading_of(each, table.columns) for each in keep)
    read = [_names(table, heading=heading, police=police) for heading in placed]
    _hold(table, id_heading=named, read=read)
    names = tuple(each.names for each in read)
    sizes = _sizes(table, names=names)
    notes = (note for each in read for note in each.notes)
    return Listing(
        table=table, strata=placed, names=names, sizes=sizes, id_heading=named,
        # Without an id nobody could find the row again but by what it says.
        kept=kept or (() if named else table.columns),
        notes=(*table.notes, *notes, *_odd(table, id_heading=named)),
    )


def candidates(its: Listing, *, seed: str, size: int) -> list[Encounter]:
    """Of each stratum the encounters with its `size` smallest keys.

    The keys are worked out where the rows lie, because a million of them do not fit through
    Python in time; drawing.draw() works those few out again by itself.
    """
    codes = "".join(f"s{place}, " for place in range(len(its.strata)))
    key = f"sha256({quoted(seed_of(seed))} || chr(10) || id)"
    rows = its.table.engine.execute(
        f"SELECT {codes}arg_min(id, {key}, {int(size)}) FROM listed GROUP BY ALL").fetchall()
    return [
        Encounter(id=name, stratum=_stratum(stratum, names=its.names))
        for *stratum, ids in rows for name in ids or ()
    ]


def kept_cells(its: Listing, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What the kept columns say of each of these encounters; of several rows, each once."""
    if not its.kept:
        return dict.fromkeys(ids, ())
    engine = its.table.engine
    wanted = ", ".join(quoted(each) for each in ids)
    columns = ", ".join(
        f"coalesce(string_agg(DISTINCT {cell}, '; ' ORDER BY {cell}), '')"
        for cell in (f"c{its.table.columns.index(each)}" for each in its.kept)
    )
    rows = engine.execute(
        f"SELECT id, {columns} FROM named WHERE id IN ({wanted}) GROUP BY id").fetchall()
    return {name: tuple(cells) for name, *cells in rows}


def digest(its: Listing) -> str:
    """The SHA-256 of the list as text(): what `sha256sum` prints of it as a file."""
    found = its.table.engine.execute(
        f"SELECT sha256(string_agg(line || chr(10), '' ORDER BY line)) FROM ({_lines(its)})"
    ).fetchone()
    return str(found[0]) if found else ""


def text(its: Listing) -> str:
    """The list as a file: on each line an id and its strata with tabs between, in order."""
    rows = its.table.engine.execute(f"SELECT line FROM ({_lines(its)}) ORDER BY line").fetchall()
    return "".join(f"{line}\n" for (line,) in rows)


def _lines(its: Listing) -> str:
    cells = ", ".join(["id", *(
        f"[{', '.join(map(quoted, names))}][s{place} + 1]"
        for place, names in enumerate(its.names))])
    return f"SELECT concat_ws({quoted(_BETWEEN)}, {cells}) AS line FROM listed"


def _stratum(places: Sequence[int], *, names: Sequence[Sequence[str]]) -> Stratum:
    return tuple(its[place] for its, place in zip(names, places, strict=True))


def _id_heading(table: Table, *, asked: str) -> str:
    if asked:
        return heading_of(asked, table.columns)
    folded = {fold(each): each for each in reversed(table.columns)}
    return next((folded[each] for each in _IDS if each in folded), "")


def _heading(asked: str, *, table: Table, police: Layout | None) -> str:
    """A heading of the file; in the layout of data.police.uk also what a column is for."""
    there = {fold(each) for each in table.columns}
    if police and fold(asked) not in there:
        if fold(asked) == "ethnicity":
            # The officer's word is there for nearly everybody, and the officer saw no other.
            return police.groups[-1].heading
        if fold(asked) in police.roles:
            return police.roles[fold(asked)]
    return heading_of(asked, table.columns)


def _names(table: Table, *, heading: str, police: Layout | None) -> _Read:
    """The strata of one column; the last two are for what is blank, and for rows that disagree."""
    cell = f"c{table.columns.index(heading)}"
    rows = table.engine.execute(
        f"SELECT {cell}, count(*) FROM cells WHERE NOT overlong GROUP BY 1 "
        f"ORDER BY 2 DESC, 1 NULLS LAST LIMIT {_MOST_LABELS + 1}").fetchall()
    if len(rows) > _MOST_LABELS:
        raise DueRegardError(
            f"'{heading}' has more than {_MOST_LABELS:,} different values, so it divides nobody "
            "into groups. Name a column such as the power used or the ethnicity."
        )
    read = grouping(dict(rows), heading=heading)
    column = next((each for each in police.groups if each.heading == heading), None) if (
        police) else None
    of = {label: name for label, name in read.of.items() if label is not None}
    if column:
        found = to_five([*dict.fromkeys(of.values())], maps=column.maps)
        of = {label: NOT_STATED if name in found.unknown else found.found.get(name, name)
              for label, name in of.items()}
    names = (*sorted(set(of.values()) - {NOT_STATED}), NOT_STATED, MORE_THAN_ONE)
    whens = " ".join(
        f"WHEN {quoted(label)} THEN {names.index(name)}" for label, name in of.items())
    blank = len(names) - 2
    return _Read(
        case=f"CAST(CASE {cell} {whens} ELSE {blank} END AS SMALLINT)" if whens else f"{blank}",
        names=names,
        # Words of a list that is known are alike on purpose, and nobody's slip of the pen.
        notes=tuple(each for each in read.notes if column is None or "counted apart" not in each),
    )


def _hold(table: Table, *, id_heading: str, read: Sequence[_Read]) -> None:
    """Make `listed`, the encounters with their ids and strata, and `named`, their rows."""
    every = ", ".join(f"coalesce(c{place}, '')" for place in range(len(table.columns)))
    own = f"c{table.columns.index(id_heading)}" if id_heading else "CAST(NULL AS VARCHAR)"
    with_id = f"cells WHERE NOT overlong AND {own} IS NOT NULL"
    # The cells of rows without an id alone are hashed: a second alike is told from the first.
    without = (
        "SELECT 'row-' || said || CASE WHEN again > 1 THEN '-' || again ELSE '' END AS id, "
        "* EXCLUDE (said, again) FROM (SELECT *, row_number() OVER (PARTITION BY said) AS again "
        f"FROM (SELECT *, substr(sha256(concat_ws(chr(31), {every})), 1, 16) AS said FROM cells "
        f"WHERE NOT overlong AND {own} IS NULL))"
    )
    run = table.engine.execute
    run(f"CREATE OR REPLACE TEMP VIEW named AS SELECT {own} AS id, * FROM {with_id} "
        f"UNION ALL BY NAME {without}")
    once = "".join(
        f", CASE WHEN min({each.case}) = max({each.case}) THEN min({each.case}) "
        f"ELSE {len(each.names) - 1} END AS s{place}" for place, each in enumerate(read)
    )
    run(f"CREATE OR REPLACE TEMP TABLE listed AS SELECT {own} AS id{once}, count(*) AS many "
        f"FROM {with_id} GROUP BY {own}")
    there = run("SELECT coalesce(sum(many), 0) FROM listed").fetchone()
    # Another look at a million rows is not needed where each has an id.
    if there and int(there[0]) < table.rows_read - table.overlong:
        plain = "".join(f", {each.case}" for each in read)
        run(f"INSERT INTO listed SELECT id{plain}, 0 FROM ({without})")


def _sizes(table: Table, *, names: Sequence[Sequence[str]]) -> dict[Stratum, int]:
    codes = "".join(f"s{place}, " for place in range(len(names)))
    rows = table.engine.execute(
        f"SELECT {codes}count(*) FROM listed GROUP BY ALL").fetchall()
    found = {_stratum(stratum, names=names): int(many) for *stratum, many in rows if many}
    return dict(sorted(found.items()))


def _odd(table: Table, *, id_heading: str) -> list[str]:
    """What a reader of the sample must know of the list, in words."""
    said = []
    one = table.engine.execute(
        "SELECT count(*) FILTER (WHERE many > 1), coalesce(sum(many) FILTER (WHERE many > 1), 0), "
        "count(*) FILTER (WHERE many = 0), sum(greatest(many, 1)) FROM listed").fetchone()
    twice, of_them, without, rows = map(int, one or (0, 0, 0, 0))
    if twice:
        said.append(
            f"{counted(twice, one='id')} in '{id_heading}' "
            f"{'stands' if twice == 1 else 'stand'} on more than one row ({of_them:,} rows). Each "
            "was taken as one encounter, which can be drawn once; where its rows disagree on a "
            f"stratum it is '{MORE_THAN_ONE}'. If they are different encounters, ask for a list "
            "in which each has an id of its own."
        )
    if not id_heading:
        said.append(
            "The file has no column of ids, so each row was given one from the SHA-256 of what it "
            "says, and all its columns go along with it. Name a column with --id if one holds ids."
        )
    elif without:
        said.append(
            f"{counted(without, one='row')} of {rows:,} {'has' if without == 1 else 'have'} no id "
            f"in '{id_heading}'. They can be drawn all the same, by an id made from what the row "
            "says ('row-' and 16 letters), so that nothing is kept from the panel by leaving an "
            "id out. Ask why they have none."
        )
    if table.overlong:
        said.append(
            f"{counted(table.overlong, one='row')} have more cells than there are headings, so "
            "their columns may have slipped, and they cannot be drawn. Ask for a whole list."
        )
    return said
