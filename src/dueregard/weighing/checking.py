"""What is wrong with a proposal, said at the field. Without it a slip would become a conclusion."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dueregard.answers import DueRegardError
from dueregard.weighing.constants import Constants, LensScale
from dueregard.weighing.shapes import DONT_KNOW, Effect, Kind, Proposal, Span, Stated, View


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right: where it is, as in the file, and what to do about it."""

    path: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}: {self.sentence}"


def check(proposal: Proposal, constants: Constants) -> tuple[Fault, ...]:
    """Everything that must be put right before this can be weighed; nothing where all is well."""
    found = list(_options(proposal))
    found += _since(proposal.since)
    found += _twice("group", [each.id for each in proposal.groups])
    found += _twice("effect", [each.id for each in proposal.effects])
    found += _twice("control", [each.id for each in proposal.controls])
    for place, group in enumerate(proposal.groups):
        path = f"group[{place}].multiplier"
        if not math.isfinite(group.multiplier) or group.multiplier < 1:
            found.append(Fault(path, f"{_number(group.multiplier)} is below 1. It makes what "
                                     "happens to a group count for more, never for less."))
        elif group.multiplier > 1 and not group.reason.strip():
            found.append(Fault(f"group[{place}].reason", "Say why what happens to this group "
                               "counts for more. The reason is published."))
    for place, effect in enumerate(proposal.effects):
        found += _effect(f"effect[{place}]", effect, proposal, constants)
    found += _controls(proposal)
    found += _gates(proposal, constants)
    for place, view in enumerate(proposal.views):
        found += _view(f"view[{place}]", view, constants)
    found += _twice("view", [each.by for each in proposal.views])
    return tuple(found)


def require_sound(proposal: Proposal, constants: Constants) -> None:
    """Go on when nothing is wrong; otherwise raise every fault, a line each."""
    found = check(proposal, constants)
    if found:
        raise DueRegardError("\n".join(map(str, found)))


def _options(proposal: Proposal) -> Iterator[Fault]:
    yield from _twice("option", [each.id for each in proposal.options])
    if len(proposal.options) < 2:
        yield Fault("option", "There is nothing to compare with carrying on as now. Add at least "
                              "one option.")
    for place, option in enumerate(proposal.options):
        if not any(each.option == option.id for each in proposal.effects):
            about = (
                "Say what goes on happening to people if nothing changes." if place == 0 else
                "Say what it would do to somebody, for worse or for better."
            )
            yield Fault(f"option “{option.id}”", f"“{option.name}” has no effect. {about}")


def _since(written: str) -> Iterator[Fault]:
    try:
        if written:
            date.fromisoformat(written)
    except ValueError:
        yield Fault("since", f"“{written}” is not a date. Write it as 2026-03-31.")


def _twice(what: str, ids: Iterable[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, each in enumerate(ids):
        if not each.strip():
            yield Fault(f"{what}[{place}]", "It has no id. Give it a short name of its own.")
        elif each in seen:
            yield Fault(f"{what}[{place}]", f"There are two called “{each}”. Give each an id of "
                                            "its own.")
        seen.add(each)


def _effect(
    path: str, effect: Effect, proposal: Proposal, constants: Constants
) -> Iterator[Fault]:
    known = [each.id for each in proposal.options]
    if effect.option not in known:
        yield Fault(f"{path}.option", f"There is no option “{effect.option}”. Choose from: "
                                      f"{', '.join(known)}.")
    if not effect.group.strip():
        yield Fault(f"{path}.group", "Say who is affected. An effect without a group cannot be "
                                     "seen by those it falls on.")
    elif effect.group not in {each.id for each in proposal.groups}:
        yield Fault(f"{path}.group", f"There is no group “{effect.group}”. Add it under [[group]], "
                                     "or check the spelling.")
    if not effect.text.strip():
        yield Fault(f"{path}.text", "Say in a sentence what happens to them.")
    lens = constants.lenses.get(effect.lens)
    if lens is None:
        yield Fault(f"{path}.lens", f"There is no lens “{effect.lens}”. Choose from: "
                                    f"{', '.join(constants.lenses)}.")
        return
    if effect.unit and effect.unit != lens.unit:
        yield Fault(f"{path}.unit", f"“{effect.unit}” is not the unit of this lens. It is counted "
                                    f"in {lens.unit}. {lens.means}.")
    if effect.evidence and effect.evidence not in constants.evidence:
        yield Fault(f"{path}.evidence", f"There is no level “{effect.evidence}”. Choose from: "
                                        f"{', '.join(sorted(constants.evidence))}.")
    if effect.effort is not None and not _positive(effect.effort):
        yield Fault(f"{path}.effort", "The effort in days is a number above 0.")
    yield from _chance(f"{path}.chance", effect.chance, constants)
    yield from _size(f"{path}.size", effect.size, lens, constants)
    yield from _people(f"{path}.people", effect, lens, constants)
    yield from _estimates(path, effect, proposal, lens, constants)


def _chance(path: str, stated: Stated, constants: Constants) -> Iterator[Fault]:
    if isinstance(stated, str):
        yield from _word(path, stated, constants.chances)
    elif stated is not None:
        yield from _span(path, stated)
        for end in (stated.low, stated.high):
            if math.isfinite(end) and not 0 < end < 1:
                yield Fault(path, f"{_number(end)} is not a chance that anybody can know. Write a "
                                  "share above 0 and below 1, such as 0.01 or 0.99.")


def _size(path: str, stated: Stated, lens: LensScale, constants: Constants) -> Iterator[Fault]:
    if isinstance(stated, str):
        yield from _word(path, stated, constants.sizes)
    elif stated is not None:
        yield from _span(path, stated)
        if any(math.isfinite(end) and end <= 0 for end in (stated.low, stated.high)):
            yield Fault(path, "A size is above 0. Whether it is for worse or for better is said by "
                              "“kind”.")
        elif math.isfinite(stated.high) and stated.high > lens.scale.base:
            yield Fault(path, f"{_number(stated.high)} is past the end of the scale, "
                              f"{_number(lens.scale.base)} {lens.unit} a year. Check the unit: "
                              f"{lens.means[0].lower()}{lens.means[1:]}.")


def _people(
    path: str, effect: Effect, lens: LensScale, constants: Constants
) -> Iterator[Fault]:
    stated = effect.people
    if stated is None:
        return
    if not lens.each or not isinstance(effect.size, str):
        yield Fault(path, "How many people is asked only beside a size word for each of them. "
                          "Leave it out: this size is that of the whole effect.")
    if isinstance(stated, str):
        yield from _word(path, stated, constants.people)
        return
    yield from _span(path, stated)
    if any(math.isfinite(end) and end <= 0 for end in (stated.low, stated.high)):
        yield Fault(path, "How many people is a number above 0.")


def _estimates(
    path: str, effect: Effect, proposal: Proposal, lens: LensScale, constants: Constants
) -> Iterator[Fault]:
    if not effect.estimates:
        return
    if effect.chance is not None or effect.size is not None:
        yield Fault(f"{path}.estimate", "It has ranges by several people, and a chance or a size "
                                        "beside them. Keep one or the other.")
    if len(proposal.panel) < constants.fewest_people:
        yield Fault("panel", f"Ranges by several people need {constants.fewest_people} or more. "
                             "Name everybody who is asked, in “panel”.")
    seen = set()
    for place, each in enumerate(effect.estimates):
        where = f"{path}.estimate[{place}]"
        if each.by not in proposal.panel:
            yield Fault(f"{where}.by", f"“{each.by}” is not among those asked. Add the name to "
                                       "“panel”.")
        if each.round not in (1, 2):
            yield Fault(f"{where}.round", "There are two rounds: 1 before the discussion, 2 after.")
        if (each.by, each.round) in seen:
            yield Fault(where, f"“{each.by}” gives two estimates in round {each.round}. Keep one.")
        seen.add((each.by, each.round))
        yield from _chance(f"{where}.chance", each.chance, constants)
        yield from _size(f"{where}.size", each.size, lens, constants)
    for by in sorted({by for by, turn in seen if turn == 2 and (by, 1) not in seen}):
        yield Fault(f"{path}.estimate", f"“{by}” has a second round and no first. Both are kept.")


def _controls(proposal: Proposal) -> Iterator[Fault]:
    kinds = {each.id: each.kind for each in proposal.effects}
    for place, control in enumerate(proposal.controls):
        path = f"control[{place}]"
        if not (math.isfinite(control.reduces) and 0 < control.reduces <= 1):
            yield Fault(f"{path}.reduces", f"{_number(control.reduces)} is not a share that can be "
                                           "taken away. Write one above 0 and up to 1, which is "
                                           "all of it.")
        if control.effort is not None and not _positive(control.effort):
            yield Fault(f"{path}.effort", "The effort in days is a number above 0.")
        if not control.effects:
            yield Fault(f"{path}.effects", "Say which risks it takes away from.")
        if len(set(control.effects)) < len(control.effects):
            yield Fault(f"{path}.effects", "It names one effect twice. Keep it once.")
        for each in control.effects:
            if each not in kinds:
                yield Fault(f"{path}.effects", f"There is no effect “{each}”.")
            elif kinds[each] is not Kind.RISK:
                yield Fault(f"{path}.effects", f"“{each}” is an opportunity. A control takes away "
                                               "from a risk.")


def _gates(proposal: Proposal, constants: Constants) -> Iterator[Fault]:
    known = {each.id for each in proposal.options}
    seen: set[tuple[str, str]] = set()
    for place, gate in enumerate(proposal.gates):
        path = f"gate[{place}]"
        if gate.key not in constants.gates:
            yield Fault(f"{path}.key", f"There is no gate “{gate.key}”. Choose from: "
                                       f"{', '.join(constants.gates)}.")
        for each in gate.options:
            if each not in known:
                yield Fault(f"{path}.options", f"There is no option “{each}”.")
        about = {(gate.key, each) for each in gate.options or ("*",)}
        if about & seen:
            yield Fault(path, f"It is said twice how an option stands at “{gate.key}”. Keep one.")
        seen |= about
        if gate.state != "not-yet" and not gate.reason.strip():
            yield Fault(f"{path}.reason", "Say why it is passed or failed, and by whom.")


def _view(path: str, view: View, constants: Constants) -> Iterator[Fault]:
    if bool(view.order) == bool(view.points):
        yield Fault(path, "A view has lenses in order, or points for each lens: one of the two.")
    if len(set(view.order)) < len(view.order):
        yield Fault(f"{path}.order", "A lens stands in it twice. Keep it once.")
    for each in (*view.order, *view.points):
        if each not in constants.lenses:
            yield Fault(path, f"There is no lens “{each}”. Choose from: "
                              f"{', '.join(constants.lenses)}.")
    points = list(view.points.values())
    if any(not math.isfinite(each) or each < 0 for each in points):
        yield Fault(f"{path}.points", "Points are numbers from 0 up.")
    elif points and not sum(points):
        yield Fault(f"{path}.points", "At least one lens has points above 0.")


def _span(path: str, span: Span) -> Iterator[Fault]:
    if not (math.isfinite(span.low) and math.isfinite(span.high)):
        yield Fault(path, "Both ends of a range are numbers. Leave it out where nobody knows.")
    elif span.low > span.high:
        yield Fault(path, f"The range is upside down: {_number(span.low)} is more than "
                          f"{_number(span.high)}. Write the lower end first.")


def _word(path: str, word: str, known: Iterable[str]) -> Iterator[Fault]:
    words = list(known)
    if word != DONT_KNOW and word not in words:
        yield Fault(path, f"“{word}” is not one of the words. Choose from: {', '.join(words)}, "
                          f"{DONT_KNOW}; or write a range of two numbers.")


def _positive(number: float) -> bool:
    return math.isfinite(number) and number > 0


def _number(number: float) -> str:
    return f"{number:,g}" if math.isfinite(number) else str(number)
