"""Everything that the force holds on a use and an inspector may see, in one spelling.

Without it the list would leave out what somebody forgot to name. It walks from the register to
every table that belongs to a use, so a noun that is added later is covered without a word here.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from dueregard.documents.audience import Audience
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import ref as ref_of
from dueregard.report.inspection.rules import digest_of

READER = Audience.FORCE
# A use may hold a megabyte of papers: few are in memory at once.
BATCH = 25
# A name stands in the ledger, where its proof is; what is kept here is a number or a post. These
# end like names and are none: an organisation, a paper, a kind of source, or the decision itself.
NOT_NAMES = frozenset({
    "identify.evidence.said_by", "manage.happening.said_by", "manage.condition.set_by",
    "manage.enquiry.answer_by", "identify.point.merged_into",
})

Shape = dict[str, list[str]]
Model = type[models.Model]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is held on one use: as plain values, as bytes, and the digest of the bytes."""

    ref: str
    status: str
    plain: dict[str, Any]

    @property
    def content(self) -> bytes:
        """Canonical JSON: sorted keys, no spaces, UTF-8."""
        return json.dumps(
            self.plain, sort_keys=True, ensure_ascii=False, allow_nan=False,
            separators=(",", ":"), default=_plain,
        ).encode()

    @property
    def digest(self) -> str:
        """SHA-256 of the content."""
        return digest_of(self.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A field that is not in the record of a use, and why."""

    table: str
    field: str
    because: str


def shape() -> Shape:
    """Which fields of which tables are held on a use, as this version of the software has them."""
    return {_label(model): _fields(model) for model, _path in _tables()}


def left_out() -> tuple[LeftOut, ...]:
    """Which fields are not in it: for named persons alone, or a person's name."""
    found = []
    for model, _path in _tables():
        for field in model._meta.concrete_fields:
            if not READER.sees(_audience(model, field.name)):
                because = "only for the persons whom it names"
            elif _is_name(model, field):
                because = "a person's name: the ledger says who it was"
            else:
                continue
            found.append(LeftOut(table=_label(model), field=field.name, because=because))
    return tuple(found)


def held(*, shape: Shape, refs: Sequence[str] | None = None) -> Iterator[Held]:
    """What is held on each use, or on these, by reference; only the fields of `shape`."""
    uses = register.matching("").order_by("number")
    if refs is not None:
        uses = uses.filter(number__in=[int(each.removeprefix("use-")) for each in refs])
    numbers = list(uses.values_list("number", flat=True))
    for start in range(0, len(numbers), BATCH):
        yield from _batch(shape, numbers[start : start + BATCH])


def _batch(shape: Shape, numbers: list[int]) -> Iterator[Held]:
    (use, _own), *parts = _tables()
    fields = _kept(use, shape)
    rows = {
        row["number"]: row for row in
        use._default_manager.filter(number__in=numbers).values(*{*fields, "number", "status"})
    }
    found: dict[int, dict[str, list[dict[str, Any]]]] = {each: {} for each in numbers}
    for model, path in parts:
        kept = _kept(model, shape)
        if not kept:
            continue
        several = model._default_manager.filter(**{f"{path}__number__in": numbers})
        for number, *values in several.order_by("pk").values_list(f"{path}__number", *kept):
            row = dict(zip(kept, values, strict=True))
            found[number].setdefault(_label(model), []).append(row)
    for number in numbers:
        own = {name: rows[number][name] for name in fields}
        yield Held(
            ref=ref_of(number), status=rows[number]["status"],
            plain={"record": ref_of(number), "use": own, "parts": found[number]},
        )


def _tables() -> list[tuple[Model, str]]:
    """The register, then every table whose rows belong to one use alone, with the path to it.

    A row belongs to what it is deleted with. What belongs to something else as well, such as a
    line of a meeting's agenda, is part of that and not of the use.
    """
    use = register.matching("").model
    found: dict[Model, str] = {use: ""}
    waiting: list[Model] = [use]
    while waiting:
        above = waiting.pop(0)
        for relation in sorted(above._meta.related_objects, key=lambda each: str(each.name)):
            model = relation.related_model
            owners = {field.related_model for field in _owners(model)}
            if model in found or not relation.field.name or above not in owners:
                continue
            if relation.on_delete is models.CASCADE and owners <= {*found, model}:
                path = found[above]
                found[model] = f"{relation.field.name}__{path}" if path else relation.field.name
                waiting.append(model)
    return list(found.items())


def _owners(model: Model) -> list[Any]:
    return [
        field for field in model._meta.concrete_fields
        if field.remote_field and field.remote_field.on_delete is models.CASCADE
    ]


def _fields(model: Model) -> list[str]:
    return [
        field.name for field in model._meta.concrete_fields
        if READER.sees(_audience(model, field.name)) and not _is_name(model, field)
    ]


def _kept(model: Model, shape: Shape) -> list[str]:
    """The fields of `shape` that this version still has; never one that it has made narrower."""
    return [each for each in _fields(model) if each in shape.get(_label(model), ())]


def _audience(model: Model, name: str) -> Audience:
    """What the field declares; one that declares nothing is for nobody here."""
    declared: dict[str, Audience] = getattr(model, "audiences", {})
    return declared.get(name, Audience.NAMED)


def _is_name(model: Model, field: Any) -> bool:
    """Whether a field holds a person's name: `by_name`, `named`, or something that ends in _by."""
    if field.is_relation or f"{_label(model)}.{field.name}" in NOT_NAMES:
        return False
    name: str = field.name
    return name in {"by_name", "named", "owner_named"} or (
        name.endswith("_by") and isinstance(field, models.CharField)
    )


def _label(model: Model) -> str:
    return str(model._meta.label_lower)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{value!r} cannot be written as JSON")
