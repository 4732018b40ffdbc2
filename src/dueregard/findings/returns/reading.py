"""Returns of other forces, read from their files; what is wrong is said by file and item.

Without this file one odd line in the file of one force would stop the load of 43 with a
programmer's error.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings.returns.checking import faults
from dueregard.findings.returns.definitions import SCHEMA, Definitions, definitions
from dueregard.findings.returns.shapes import Figure, Force, Return, short_name

MOST_BYTES = 5_000_000
_LARGEST = 10**12
_COLUMNS = ("force", "item", "count", "of", "part", "from", "to", "population", "rural_share",
            "group", "note")
_NEEDED = ("force", "item", "count")


class _Said:
    """Every sentence about one file, so that a person mends all of it in one go."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.sentences: list[str] = []

    def wrong(self, sentence: str) -> None:
        self.sentences.append(f"{self.file}: {sentence}")

    def stop(self) -> None:
        if self.sentences:
            raise DueRegardError("\n".join(self.sentences))


def read(content: bytes, *, file: str, period: tuple[date, date] | None = None
         ) -> tuple[Return, ...]:
    """The returns in one file: a return as JSON, or a table of counts of one or more forces.

    `period` is for a table that does not say its own. Refused whole, with a sentence for each
    fault that names the file and the item.
    """
    said = _Said(file)
    if len(content) > MOST_BYTES:
        said.wrong("it is larger than 5 MB. A return is smaller: check that it is the right file.")
        said.stop()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        said.wrong("it is not text in UTF-8. Save it as JSON, or as CSV in UTF-8.")
        said.stop()
    if text.lstrip().startswith("{"):
        return (_from_json(text, said=said),)
    return _from_table(text, said=said, period=period)


def from_plain(plain: Mapping[str, Any], *, file: str = "the return") -> Return:
    """A return from what `to_plain` gave, for one kept in a table: its figures may not fit yet."""
    said = _Said(file)
    made = _made(plain, said, fits=False)
    said.stop()
    assert made is not None  # without one, something was said
    return made


def _from_json(text: str, *, said: _Said) -> Return:
    try:
        plain = json.loads(text, parse_constant=lambda name: name)
    except (ValueError, RecursionError):
        said.wrong("it is not whole JSON. Ask for it again where it comes from.")
        said.stop()
    made = _made(plain, said)
    said.stop()
    assert made is not None  # without one, something was said
    return made


def _made(plain: Any, said: _Said, *, fits: bool = True) -> Return | None:
    if not isinstance(plain, Mapping) or plain.get("schema") != SCHEMA:
        said.wrong(f"it is not a return: its “schema” must be “{SCHEMA}”.")
        return None
    known = definitions()
    if plain.get("definitions") not in range(1, known.version + 1):
        said.wrong(f"it goes by version {plain.get('definitions')!r} of the definitions. This "
                   f"software knows versions up to {known.version}: bring it up to date.")
        return None
    force = _force(_table(plain, "force", said), said)
    period = _table(plain, "period", said)
    signed = plain.get("signed")
    by, on = "", None
    if signed is not None:
        signed = _table(plain, "signed", said)
        by = _text(signed, "post", said, most=160)
        on = _day(signed, "on", said)
    first, last = _day(period, "from", said), _day(period, "to", said)
    made_on = _day(plain, "made_on", said)
    revision = _whole(plain, "revision", said)
    if revision == 0:
        said.wrong("“revision” begins at 1.")
    figures = _figures(plain.get("figures"), said=said, known=known)
    if said.sentences or not (first and last and made_on and force):
        return None
    made = Return(
        force=force, first_day=first, last_day=last, made_on=made_on, figures=figures,
        definitions=int(plain["definitions"]), revision=revision or 1,
        because=_text(plain, "because", said, most=1000, empty=True), signed_post=by, signed_on=on,
    )
    for each in faults(made, known) if fits else ():
        said.wrong(each)
    return made


def _figures(listed: Any, *, said: _Said, known: Definitions) -> dict[str, Figure]:
    if not isinstance(listed, list):
        said.wrong("“figures” must be a list.")
        return {}
    found: dict[str, Figure] = {}
    for number, each in enumerate(listed, start=1):
        if not isinstance(each, Mapping) or not isinstance(each.get("item"), str):
            said.wrong(f"figure {number} does not name its “item”.")
            continue
        key = f"{each['item']}/{each['part']}" if each.get("part") else str(each["item"])
        _add(found, key, said=said, known=known, figure=Figure(
            count=_number(each.get("count"), key, said), of=_number(each.get("of"), key, said),
            note=str(each.get("note", ""))[:1000],
        ))
    return found


def _add(
    found: dict[str, Figure], key: str, *, figure: Figure, said: _Said, known: Definitions
) -> None:
    if key in found:
        said.wrong(f"“{key}” is there twice. Leave one of them out.")
    elif known.item(key) is None:
        said.wrong(f"“{key}” is not an item of version {known.version} of the return. Use the ids "
                   "of the published definitions.")
    else:
        found[key] = figure


def _number(value: Any, key: str, said: _Said) -> int | None:
    """A count as JSON gives it. True is not 1, and "12" is a word."""
    if value is None:
        return None
    if type(value) is int and 0 <= value <= _LARGEST:
        return value
    said.wrong(f"“{key}” says {value!r}. Give a whole number from 0, or null where it is not "
               "known.")
    return None


def _force(table: Mapping[str, Any], said: _Said) -> Force | None:
    name = _text(table, "name", said, most=120)
    own = _text(table, "id", said, most=80)
    if own and own != short_name(own):
        said.wrong(f"the force's “id” is “{own}”. Use lower-case letters, digits and hyphens.")
    shown, people, rural = (table.get(key) for key in ("show_name", "population", "rural_share"))
    if not isinstance(shown, bool):
        said.wrong("“show_name” must be true or false.")
    if people is not None and not (type(people) is int and 1 <= people <= 10**9):
        said.wrong(f"“population” says {people!r}. Give a whole number, or null.")
    if rural is not None and not (
        isinstance(rural, int | float) and not isinstance(rural, bool) and 0 <= rural <= 1
    ):
        said.wrong(f"“rural_share” says {rural!r}. Give a number from 0 to 1, or null.")
    group = _text(table, "group", said, most=80, empty=True)
    if said.sentences:
        return None
    return Force(id=own, name=name, show_name=bool(shown), population=people,
                 rural_share=rural, group=group)


def _table(plain: Mapping[str, Any], key: str, said: _Said) -> Mapping[str, Any]:
    found = plain.get(key)
    if isinstance(found, Mapping):
        return found
    said.wrong(f"“{key}” is missing.")
    return {}


def _text(table: Mapping[str, Any], key: str, said: _Said, *, most: int, empty: bool = False
          ) -> str:
    found = table.get(key)
    if isinstance(found, str) and len(found) <= most and (empty or found.strip()):
        return found.strip()
    said.wrong(f"“{key}” is missing or longer than {most} letters.")
    return ""


def _day(table: Mapping[str, Any], key: str, said: _Said) -> date | None:
    try:
        return date.fromisoformat(str(table.get(key)))
    except ValueError:
        said.wrong(f"“{key}” says {table.get(key)!r}. Give a day such as 2026-03-31.")
        return None


def _whole(table: Mapping[str, Any], key: str, said: _Said) -> int | None:
    return _number(table.get(key), key, said)


def _from_table(
    text: str, *, said: _Said, period: tuple[date, date] | None
) -> tuple[Return, ...]:
    rows = list(csv.reader(io.StringIO(text)))
    headings = [each.strip().lower().replace(" ", "_") for each in rows[0]] if rows else []
    missing = [each for each in _NEEDED if each not in headings]
    if missing:
        said.wrong(f"it has no column {' and no column '.join(f'“{each}”' for each in missing)}. A "
                   "table of counts has the columns force, item, count and of.")
    for each in headings:
        if each not in _COLUMNS:
            said.wrong(f"the column “{each}” is not known. Use {', '.join(_COLUMNS)}.")
    said.stop()
    forces: dict[tuple[str, str, str], list[tuple[int, dict[str, str]]]] = {}
    for number, row in enumerate(rows[1:], start=2):
        if any(each.strip() for each in row):
            told = {each: cell.strip() for each, cell in zip(headings, row, strict=False)}
            days = told.get("from", ""), told.get("to", "")
            forces.setdefault((short_name(told["force"]), *days), []).append((number, told))
    if not forces:
        said.wrong("it has no rows.")
    made = [_of_one(rows, said=said, period=period) for rows in forces.values()]
    said.stop()
    return tuple(each for each in made if each is not None)


def _of_one(
    rows: list[tuple[int, dict[str, str]]], *, said: _Said, period: tuple[date, date] | None
) -> Return | None:
    known, first = definitions(), rows[0][1]
    if not first["force"]:
        said.wrong(f"row {rows[0][0]} does not name its force.")
        return None
    days = _days(first, said=said, number=rows[0][0], period=period)
    figures: dict[str, Figure] = {}
    for number, told in rows:
        key = f"{told['item']}/{told['part']}" if told.get("part") else told["item"]
        _add(figures, key, said=said, known=known, figure=Figure(
            count=_cell(told.get("count", ""), f"row {number}, {key}", said),
            of=_cell(told.get("of", ""), f"row {number}, {key}, “of”", said),
            note=told.get("note", "")[:1000],
        ))
    like = _like(rows, said)
    if days is None or said.sentences:
        return None
    made = Return(
        force=replace(like, id=short_name(first["force"]), name=first["force"][:120]),
        first_day=days[0], last_day=days[1], made_on=days[1], figures=figures,
        definitions=known.version,
    )
    for each in faults(made, known):
        said.wrong(f"{made.force.name}: {each}")
    return made


def _like(rows: list[tuple[int, dict[str, str]]], said: _Said) -> Force:
    """What the force is like: the first that any of its rows says."""
    def first(name: str, as_: Callable[[str], float], least: float, most: float) -> Any:
        for number, told in rows:
            if not told.get(name):
                continue
            try:
                if least <= as_(told[name]) <= most:
                    return as_(told[name])
            except ValueError:
                pass
            said.wrong(f"row {number}, “{name}” says “{told[name]}”. Give a number from {least:,} "
                       f"to {most:,}, or leave it blank.")
            break
        return None

    return Force(
        id="", name="", population=first("population", int, 1, 10**9),
        rural_share=first("rural_share", float, 0, 1),
        group=next((told["group"] for _, told in rows if told.get("group")), "")[:80],
    )


def _days(
    told: Mapping[str, str], *, said: _Said, number: int, period: tuple[date, date] | None
) -> tuple[date, date] | None:
    if told.get("from") or told.get("to"):
        try:
            return date.fromisoformat(told["from"]), date.fromisoformat(told["to"])
        except (KeyError, ValueError):
            said.wrong(f"row {number} does not say its period by two days such as 2026-01-01 and "
                       "2026-03-31.")
            return None
    if period is None:
        said.wrong("it does not say its period. Say the first and the last day with the file, or "
                   "add the columns from and to.")
    return period


def _cell(text: str, where: str, said: _Said) -> int | None:
    """A count as a table gives it; a blank is not known."""
    if not text:
        return None
    plain = text.replace(",", "")
    if plain.isascii() and plain.isdigit() and int(plain) <= _LARGEST:
        return int(plain)
    said.wrong(f"{where} says “{text}”. Give a whole number from 0, or leave it blank where it is "
               "not known.")
    return None
