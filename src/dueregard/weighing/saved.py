"""A weighing as JSON: everything that came out, and everything that went in, constants too.

Without this file a decision of years ago could not be worked out again as it was made.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from importlib.resources import files
from typing import Any

from dueregard.answers import DueRegardError, No
from dueregard.weighing import constants, reading, sentences
from dueregard.weighing.weigh import weigh
from dueregard.weighing.weighed import Table, Weighed

SCHEMA = "urn:dueregard:weighed:1"


def to_plain(weighed: Weighed) -> dict[str, Any]:
    """The weighing as plain tables and lists; no time is in it, so equal inputs are equal bytes."""
    gates = []
    for each in weighed.gates:
        answer = weighed.may_go_ahead(each.option)
        gates.append({
            "option": each.option, "may_go_ahead": bool(answer),
            "because": answer.reason if isinstance(answer, No) else "",
            "standings": [asdict(one) for one in each.standings],
        })
    return {
        "schema": SCHEMA, "title": weighed.proposal.title,
        "content": {"version": weighed.constants.version, "digest": weighed.constants.digest},
        "seed": weighed.seed, "draws": weighed.draws, "generator": "PCG64",
        "sentences": list(_sentences(weighed)), "gates": gates,
        "alone": [asdict(each) for each in weighed.alone],
        "compared": _table(weighed.table),
        "without_multipliers": _table(weighed.plain) if weighed.plain else None,
        "groups": [asdict(each) for each in weighed.groups],
        "delay": [asdict(each) for each in weighed.delay],
        "find_out": [asdict(each) for each in weighed.find_out],
        "actions": [asdict(each) for each in weighed.actions],
        "worth_of_knowing_all": weighed.worth_of_knowing_all, "tail_harm": weighed.tail_harm,
        "asserted": list(weighed.asserted), "blanks": list(weighed.blanks),
        "with_doubt_for_now": (
            dict(weighed.with_doubt_for_now) if weighed.with_doubt_for_now else None),
        "proposal": reading.to_plain(weighed.proposal), "constants": weighed.constants.plain,
    }


def to_json(weighed: Weighed) -> str:
    """The same as text, always in the same order."""
    return json.dumps(to_plain(weighed), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def is_saved(plain: Mapping[str, Any]) -> bool:
    """Whether this is a weighing that was kept, and not a proposal."""
    return "schema" in plain


def again(plain: Mapping[str, Any]) -> Weighed:
    """Weigh an old proposal again with the constants, the seed and the draws that it carries."""
    if plain.get("schema") != SCHEMA:
        raise DueRegardError(
            f"This is not a weighing that this version can read: its schema is "
            f"{plain.get('schema')!r}, not {SCHEMA!r}."
        )
    known = constants.from_plain(plain.get("constants") or {})
    kept = plain.get("content") or {}
    if known.digest != kept.get("digest"):
        raise DueRegardError(
            "The constants in this file are not those that it was weighed with: their fingerprint "
            "is another. Somebody has changed the file. Use the one that was kept."
        )
    seed, draws = plain.get("seed"), plain.get("draws")
    if not isinstance(seed, int) or not isinstance(draws, int) or not 1 <= draws <= 1_000_000:
        raise DueRegardError("This weighing does not say its seed and its number of draws.")
    proposal = reading.from_plain(plain.get("proposal") or {}, name="The proposal in this weighing")
    return weigh(proposal, using=known, seed=seed, draws=draws)


def schema() -> dict[str, Any]:
    """The JSON Schema of a weighing, for a validator."""
    text = (files("dueregard.weighing") / "weighed.schema.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def _table(table: Table) -> dict[str, Any]:
    return {
        "lenses": [asdict(each) for each in table.lenses],
        "views": [asdict(each) for each in table.views],
        "central": {option: dict(each) for option, each in table.central.items()},
        "ranks": {option: list(each) for option, each in table.ranks.items()},
    }


def _sentences(weighed: Weighed) -> tuple[str, ...]:
    doubt = sentences.doubt(weighed)
    return (
        sentences.leading(weighed), *sentences.at_gates(weighed), *sentences.waiting(weighed),
        *((doubt,) if doubt else ()),
    )
