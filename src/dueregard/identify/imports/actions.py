"""What can be done with a list that the force keeps: bring it in, then take in its rows."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from dueregard.answers import DueRegardError, Missing, Refused, require
from dueregard.findings import reading_tables
from dueregard.identify.imports import rules
from dueregard.identify.imports.models import ListImport
from dueregard.identify.imports.rules import ListRow, Matching, Taken
from dueregard.identify.imports.words import Field
from dueregard.identify.register import actions as register
from dueregard.identify.register import queries as registered
from dueregard.identify.register.actions import Description
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.people import queries as people
from dueregard.people.rules import may


def bring_in(*, path: Path, name: str, by: Actor, now: datetime) -> str:
    """The ethics lead or an administrator brings in a list; its rows wait to be matched.

    Refused without the right, and in words where the file is not a table. `name` is what the
    person calls the file; `path` is where it lies now, and is not kept.
    """
    with act("imports:list:bring-in", by=by, now=now) as deed:
        require(may(by, "register.import"))
        headings, rows, sha256, said = _read(path=path, name=name)
        made = ListImport.objects.create(
            name=name[:200], sha256=sha256, headings=list(headings),
            rows=[[row.number, *row.cells] for row in rows], notes=list(said),
            by_name=by.name, at=now,
        )
        deed.result = deed.about = f"import-{made.pk}"
        deed.note(file=name, sha256=sha256, rows=len(rows))
    return deed.result


def match(*, reference: str, matching: Matching, by: Actor, now: datetime) -> str:
    """The person says which column is what; every row that fits becomes a use.

    All or nothing: where one row cannot be saved, none is. Refused without the right, where no
    column holds names, and where the list has been taken in already.
    """
    with act("imports:list:match", by=by, now=now, about=reference) as deed:
        require(may(by, "register.import"))
        brought = _waiting(reference)
        require(rules.may_match(columns=matching.columns, width=len(brought.headings)))
        sorted_ = rules.sort_out(
            rows=(ListRow(number=row[0], cells=tuple(row[1:])) for row in brought.rows),
            matching=matching,
            registered={rules.plain(text): ref for text, ref in registered.names().items()},
        )
        owners = _owners()
        for each in sorted_.taken:
            _add(each, owners=owners, by=by, now=now)
        brought.state, brought.added = ListImport.State.DONE, len(sorted_.taken)
        brought.mapping = _kept(matching)
        brought.set_aside = [asdict(each) for each in sorted_.odd]
        brought.notes = [*brought.notes, *(
            f"Row {each.number}, {each.values[Field.NAME]}: {note}"
            for each in sorted_.taken for note in each.notes
        )]
        # The rows are in the register now, or set aside; the copy has done its work.
        brought.rows = []
        brought.save()
        deed.result = reference
        deed.note(
            added=brought.added, set_aside=len(sorted_.odd), columns=brought.mapping["columns"],
            blank_status=brought.mapping["blank"], meanings=brought.mapping["meanings"],
        )
    return reference


def _read(
    *, path: Path, name: str
) -> tuple[tuple[str, ...], list[ListRow], str, tuple[str, ...]]:
    try:
        table = reading_tables.read(path)
    except DueRegardError as error:
        # The person knows the file by its own name, not by where it lies for a moment.
        raise DueRegardError(str(error).replace(str(path), name)) from None
    if table.rows_read > rules.MOST_ROWS:
        raise DueRegardError(
            f"{name} has {table.rows_read:,} rows; a list of systems can have "
            f"{rules.MOST_ROWS:,} at most. Check that it is the list of systems and not a log, "
            "or bring it in as several lists."
        )
    names = ", ".join(["row", *(f"coalesce(c{n}, '')" for n in range(len(table.columns)))])
    found = table.engine.execute(f"SELECT {names} FROM cells ORDER BY row").fetchall()
    # The reader takes the first row with two filled cells for the headings; a title may be that.
    first = ListRow(number=0, cells=table.columns)
    rows = [ListRow(number=int(row[0]), cells=tuple(map(str, row[1:]))) for row in found]
    headings, under = rules.under_headings([first, *rows])
    if not under:
        raise DueRegardError(
            f"{name} has no rows under its headings. Check the file, and bring it in again."
        )
    return headings, list(under), table.sha256, table.notes


def _waiting(reference: str) -> ListImport:
    try:
        number = int(reference.removeprefix("import-"))
        brought = ListImport.objects.select_for_update().get(pk=number)
    except (ValueError, ListImport.DoesNotExist) as error:
        raise Missing(f"There is no {reference}.") from error
    if brought.state == ListImport.State.DONE:
        raise Refused(
            "This list has been taken in already. To take in a newer one, bring it in again.",
            "list-done",
        )
    return brought


def _owners() -> dict[str, int]:
    """People who can own a use, by their name and their address in small letters."""
    return {
        words.lower(): each.id
        for each in people.roster() if each.active for words in (each.name, each.email)
    }


def _add(taken: Taken, *, owners: Mapping[str, int], by: Actor, now: datetime) -> None:
    values = {field: taken.values.get(field, "") for field in Field}
    register.add(
        described=Description(
            name=values[Field.NAME], affected=values[Field.AFFECTED],
            affected_count=taken.affected_count, purpose=values[Field.PURPOSE],
            what_it_does=values[Field.WHAT_IT_DOES], technology=taken.technology,
            owner_named=values[Field.OWNER], department=values[Field.DEPARTMENT],
            supplier=values[Field.SUPPLIER], contract=values[Field.CONTRACT],
            started_on=taken.started_on,
        ),
        status=taken.status, status_reason=taken.status_reason, imported=True,
        owner_id=owners.get(values[Field.OWNER].lower()), permission="register.import",
        by=by, now=now,
    )


def _kept(matching: Matching) -> dict[str, object]:
    return {
        "columns": {field.value: place for field, place in matching.columns.items()},
        "meanings": {word: status.value if status else "" for word, status
                     in matching.meanings.items()},
        "blank": matching.blank.value if matching.blank else "",
    }

