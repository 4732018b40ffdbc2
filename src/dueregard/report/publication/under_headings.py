"""What a public record says under the headings of others' standards, kept in the record itself.

Without it a file for somebody's register would be put together apart from what two people
published, and could say more, or something else.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from dueregard.documents.document import Document, Field, Fields, Note, Part
from dueregard.identify.points.rules import Kind
from dueregard.lenses import standards
from dueregard.lenses.standard_shapes import FilledBy
from dueregard.report.publication import proven
from dueregard.report.publication.material import Material, Value
from dueregard.report.publication.phrases import NOT_WRITTEN, stop

FACT = "headings"
_MADE_HERE = "made here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a record can say under headings: from its own fields, and as a person wrote it.

    `derived` is by what fills a field; `written` by our key, in order where there are several.
    """

    derived: Mapping[FilledBy, str] = field(default_factory=dict)
    written: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def to_text(self) -> str:
        """As it is kept among the facts of the published Document."""
        return json.dumps(
            {"derived": self.derived, "written": self.written}, ensure_ascii=False, sort_keys=True
        )


def said_of(material: Material) -> Said:
    """Everything that the material says under headings. It must be for the public alone."""
    derived = {source: fill(material).strip() for source, fill in _FILLED.items()}
    written: dict[str, tuple[str, ...]] = {}
    for each in sorted(material.written, key=lambda one: one.place):
        before = written.get(each.key, ())
        # One of several may have no text: the second model's version is not the first one's.
        gaps = ("",) * (each.place - len(before))
        written[each.key] = (*before, *gaps, each.text.text)
    return Said(
        derived={source: text for source, text in derived.items() if text}, written=written
    )


def says_anything(document: Document) -> bool:
    """Whether a published record keeps what it says under headings, without reading it."""
    return FACT in document.facts


def said_in(document: Document) -> Said | None:
    """What a published record says under headings; None in one from before it was kept there."""
    kept = document.facts.get(FACT)
    if kept is None:
        return None
    plain = json.loads(kept)
    return Said(
        derived={FilledBy(each): text for each, text in plain["derived"].items()},
        written={key: tuple(texts) for key, texts in plain["written"].items()},
    )


def parts(material: Material) -> Iterator[Part]:
    """What a person wrote under headings, folded: so that whoever publishes it has read it."""
    if not material.written:
        return
    fields = standards.shipped().fields
    yield Part(title="What does it say in the registers of others?", key="headings", blocks=(
        Note(text="We also wrote this for registers that many bodies share."),
    ))
    yield Part(title="See what we wrote for them", key="headings-all", folded=True, blocks=(
        Fields(fields=tuple(
            Field(label=fields[each.key].label, value=each.text.text, key=each.key)
            for each in material.written if each.key in fields
        )),
    ))


def _one_sentence(material: Material) -> str:
    text = " ".join(material.what_it_does.text.split())
    first, mark, _ = text.partition(". ")
    return f"{first}." if mark else text


def _description(material: Material) -> str:
    """How it is used and why: with one of the two missing it is not written yet."""
    how, why = material.what_it_does.text.strip(), material.purpose.text.strip()
    return f"{how}\n\n{why}" if how and why else ""


def _supplier(material: Material) -> str:
    name = material.supplier.text.strip()
    return "" if name.lower() == _MADE_HERE else name


def _supplier_involved(material: Material) -> str:
    name = material.supplier.text.strip()
    return "" if not name else "No" if name.lower() == _MADE_HERE else "Yes"


def _points(material: Material, kind: Kind) -> list[str]:
    return [
        f"{stop(each.title.text)} {each.text.text}".strip()
        for each in material.possibilities if each.kind.text == kind
    ]


def _opportunities(material: Material) -> str:
    return "\n".join(_points(material, Kind.OPPORTUNITY))


def _goal(material: Material) -> str:
    purpose = material.purpose.text.strip()
    return "\n".join([purpose, *_points(material, Kind.OPPORTUNITY)]) if purpose else ""


def _risks(material: Material) -> str:
    """The risks, and what we must do; conditions alone would hide what they are for."""
    risks = _points(material, Kind.RISK)
    if not risks:
        return ""
    duties = [
        f"What we must do: {stop(each.text.text)} {stop(each.state.text)}"
        for each in material.duties
    ]
    return "\n".join([*risks, *duties])


def _alternatives(material: Material) -> str:
    return "\n".join(
        f"{stop(each.name.text)} {each.text.text}".strip() for each in material.choices
    )


def _evidence(material: Material) -> str:
    """Who says how well it works: as on the card, with how far it was tested."""
    if not material.proofs:
        return ""
    card = next(iter(proven.parts(material.proofs)))
    return "\n".join(
        f"{stop(each.label)} {each.value}" for block in card.blocks if isinstance(block, Fields)
        for each in block.fields if each.value != NOT_WRITTEN
    )


def _text(name: str) -> Callable[[Material], str]:
    def of(material: Material) -> str:
        found: Value = getattr(material, name)
        return found.text

    return of


# What only whoever shows the record can say, such as its address, is not among these.
_FILLED: dict[FilledBy, Callable[[Material], str]] = {
    FilledBy.NAME: _text("name"), FilledBy.FORCE: _text("force_name"),
    FilledBy.CONTACT: _text("contact_email"), FilledBy.TEAM: _text("department"),
    FilledBy.TECHNOLOGY: _text("technology"), FilledBy.STATUS: _text("status"),
    FilledBy.STARTED: _text("started_on"), FilledBy.ENDED: _text("ended_on"),
    FilledBy.ONE_SENTENCE: _one_sentence, FilledBy.DESCRIPTION: _description,
    FilledBy.SUPPLIER: _supplier, FilledBy.SUPPLIER_INVOLVED: _supplier_involved,
    FilledBy.OPPORTUNITIES: _opportunities, FilledBy.GOAL: _goal, FilledBy.RISKS: _risks,
    FilledBy.ALTERNATIVES: _alternatives, FilledBy.EVIDENCE: _evidence,
}
