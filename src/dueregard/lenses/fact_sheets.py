"""A fact sheet as a file: an empty one to fill in, and a filled one read and checked.

Without this file a slip of the pen, such as a wrong option, would count as "don't know" and
raise points that do not apply, and nobody would be told.
"""

import datetime as dt
import difflib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from dueregard.answers import DueRegardError
from dueregard.lenses.conditions import ALSO, TECHNOLOGY
from dueregard.lenses.facts import Fact, FactType, is_unknown, problem
from dueregard.lenses.shapes import GENERIC, OTHER, Bank

SUFFIXES = (".toml", ".json", ".xlsx")
_MOST_TOLD = 20


def empty(*, technology: str, bank: Bank) -> str:
    """An empty fact sheet for a technology, as TOML with help above each fact.

    Several technologies are parted by commas: the main one, then what the use also is.
    """
    name, *others = (known_technology(each.strip(), bank=bank) for each in technology.split(","))
    kinds = {TECHNOLOGY: name, ALSO: ", ".join(each for each in others if each != OTHER)}
    lines = [
        *(f"# Fact sheet: {each.name}. {each.meaning}" for each in bank.packs_for(kinds)
          if each.id != GENERIC or name == OTHER),
        "# Write each answer between the quotes. Leave it empty, or write don't know, where nobody",
        "# knows: it then counts as the worst it could be.",
    ]
    for fact in bank.facts_for(kinds):
        answer = kinds.get(fact.key, "")
        lines += ["", f"# {fact.label}", f"# {fact.hint}", f"# Why: {fact.why}"]
        lines += [f"# {each}" for each in _ways(fact)]
        lines.append(f'{fact.key} = "{answer}"')
    return "\n".join(lines) + "\n"


def read(*, path: Path, bank: Bank) -> dict[str, str | None]:
    """The facts in a TOML, JSON or XLSX file, every one known and of the right kind.

    Raises one sentence for each fault. A fact that the file leaves out counts as not known.
    """
    given = _given(path)
    faults: list[str] = []
    facts = {key: _as_words(key, value, faults) for key, value in given.items()}
    technology = facts.get("technology")
    if not is_unknown(technology) and technology is not None:
        facts["technology"] = known_technology(technology.strip().lower(), bank=bank)
    known = {each.key: each for each in bank.facts_for(facts)}
    for key, value in facts.items():
        if key not in known:
            faults.append(_no_such_fact(key, known, bank))
        elif (fault := problem(fact=known[key], value=value)) is not None:
            faults.append(f"{key}: {fault}")
    if faults:
        more = len(faults) - _MOST_TOLD
        told = faults[:_MOST_TOLD] + ([f"There are {more} more."] if more > 0 else [])
        raise DueRegardError(f"{path} cannot be used as it is.\n" + "\n".join(told))
    return facts


def known_technology(name: str, *, bank: Bank) -> str:
    """The technology as the register names it; a sentence with a near match where there is none."""
    [fact] = [each for each in bank.register if each.key == "technology"]
    names = [each.value for each in fact.options]
    if name == GENERIC:
        return OTHER
    if name in names:
        return name
    raise DueRegardError(
        f"There is no technology “{name}”.{_near(name, names)} Choose one of: {', '.join(names)}."
    )


def _given(path: Path) -> Mapping[str, object]:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise DueRegardError(
            f"{path} does not end in one of {', '.join(SUFFIXES)}. A fact sheet is one of these."
        )
    if not path.is_file():
        raise DueRegardError(f"There is no file {path}. Check the name and the folder.")
    if suffix == ".xlsx":
        return _from_workbook(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        table = tomllib.loads(text) if suffix == ".toml" else json.loads(text)
    except UnicodeDecodeError:
        raise DueRegardError(f"{path} is not saved as UTF-8. Save it again as UTF-8.") from None
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        raise DueRegardError(f"{path} cannot be read: {error}. Look at that line.") from None
    if not isinstance(table, dict):
        raise DueRegardError(f"{path} is a list. A fact sheet names each fact with its answer.")
    inner = table.get("facts")
    return inner if isinstance(inner, dict) else table


def _from_workbook(path: Path) -> Mapping[str, object]:
    """Two columns of the first sheet that holds a table: “fact” and “answer”."""
    from dueregard.findings import reading_rows, text_files

    laid = reading_rows.laid_out(path, looked=text_files.look(path))
    headings = [each.lower() for each in laid.columns]
    if not {"fact", "answer"} <= set(headings):
        raise DueRegardError(
            f"{path} needs a column “fact” and a column “answer”; it has "
            f"{', '.join(laid.columns)}."
        )
    at, answered = headings.index("fact"), headings.index("answer")
    given: dict[str, object] = {}
    for number, cells in laid.rows:
        cells = [*cells, *[""] * len(headings)]
        key = cells[at].strip()
        if key in given:
            raise DueRegardError(f"{path}, row {number}: the fact “{key}” stands there twice.")
        if key:
            given[key] = cells[answered]
    return given


def _as_words(key: str, value: object, faults: list[str]) -> str | None:
    """An answer as it is kept: yes for true, options parted by commas, a date as 2026-03-31."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:.12g}"
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    faults.append(f"{key}: its answer is a table or a mixed list. Write words, a number or a list.")
    return None


def _no_such_fact(key: str, known: Mapping[str, Fact], bank: Bank) -> str:
    for pack in bank.packs.values():
        if any(each.key == key for each in pack.facts):
            return (
                f"{key}: this fact belongs to “{pack.name}”, and the sheet is about another "
                "technology. Take it out, or change the technology."
            )
    return f"{key}: no such fact is asked for.{_near(key, list(known))}"


def _near(word: str, words: list[str]) -> str:
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    return f" Did you mean “{near[0]}”?" if near else ""


def _ways(fact: Fact) -> list[str]:
    """How a fact is answered, in lines."""
    if fact.type is FactType.YES_NO:
        return ["Answer: yes or no"]
    if fact.type is FactType.NUMBER:
        unit = f", in {fact.unit}" if fact.unit else ""
        return [f"Answer: a number{unit}"]
    if fact.type is FactType.DATE:
        return ["Answer: a date such as 2026-03-31"]
    if not fact.options:
        return ["Answer: words"]
    many = fact.type is FactType.CHOICES
    head = "Answer: one or more of these, parted by commas" if many else "Answer: one of these"
    return [head, *(f"  {each.value}: {each.label}" for each in fact.options)]
