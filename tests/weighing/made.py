"""Small proposals for tests, made by hand or drawn at random."""

from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from dueregard.weighing import constants, reading
from dueregard.weighing.shapes import (
    Control,
    ControlState,
    Effect,
    Gate,
    GateState,
    Group,
    Kind,
    Option,
    Proposal,
    Span,
    View,
)
from dueregard.weighing.weigh import weigh
from dueregard.weighing.weighed import Weighed

EXAMPLE = Path(__file__).parents[2] / "examples" / "live-facial-recognition-proposal.toml"
KNOWN = constants.load()
LENSES = tuple(KNOWN.lenses)
DRAWS = 400


def example() -> Proposal:
    return reading.from_plain(reading.read(EXAMPLE))


def effect(name: str, option: str = "new", **more) -> Effect:
    """A risk of 100 intrusion points that happens one time in two, well known."""
    return Effect(**{
        "id": name, "option": option, "kind": Kind.RISK, "lens": "privacy", "group": "people",
        "text": f"What {name} does", "chance": Span(0.5, 0.5), "size": Span(100.0, 100.0),
        "evidence": "5", **more,
    })


def proposal(*effects: Effect, **more) -> Proposal:
    names = dict.fromkeys(["now", *(each.option for each in effects)])
    return Proposal(**{
        "title": "A proposal",
        "options": tuple(Option(id=each, name=each.capitalize()) for each in names),
        "groups": (Group(id="people", name="People"), Group(id="others", name="Others")),
        "effects": effects, **more,
    })


def quickly(given: Proposal, **more) -> Weighed:
    return weigh(given, draws=DRAWS, **more)


def spans(low: float, high: float):
    return st.tuples(st.floats(low, high), st.floats(low, high)).map(
        lambda ends: Span(min(ends), max(ends)))


CHANCES = st.one_of(st.none(), st.sampled_from([*KNOWN.chances, "dont-know"]), spans(0.01, 0.99))


@st.composite
def effects(draw, name: str, option: str) -> Effect:
    lens = draw(st.sampled_from(LENSES))
    size = draw(st.one_of(st.none(), st.sampled_from(list(KNOWN.sizes)), spans(0.5, 10.0)))
    people = None
    if isinstance(size, str) and KNOWN.lenses[lens].each:
        people = draw(st.one_of(st.none(), st.sampled_from(list(KNOWN.people)), spans(1.0, 500.0)))
    return Effect(
        id=name, option=option, kind=draw(st.sampled_from(list(Kind))), lens=lens,
        group=draw(st.sampled_from(["people", "others"])), text=f"What {name} does",
        chance=draw(CHANCES), size=size, people=people,
        evidence=draw(st.sampled_from(["", *KNOWN.evidence])),
        shared=draw(st.sampled_from(["", "", "one", "other"])),
    )


@st.composite
def proposals(draw, *, gates: bool = True) -> Proposal:
    """Two to four options with up to three effects each, controls, multipliers and values."""
    options = ["now", "new", "milder", "other"][: draw(st.integers(2, 4))]
    made = tuple(
        draw(effects(f"{option}-{number}", option))
        for option in options for number in range(draw(st.integers(1, 3)))
    )
    risks = [each.id for each in made if each.kind is Kind.RISK]
    controls = tuple(
        Control(id=f"control-{each}", name="A control", effects=(each,),
                reduces=draw(st.floats(0.05, 1.0)), state=draw(st.sampled_from(list(ControlState))))
        for each in risks if draw(st.booleans())
    )
    order = draw(st.permutations(LENSES))
    return proposal(
        *made, controls=controls,
        options=tuple(Option(id=each, name=each.capitalize()) for each in options),
        groups=(
            Group(id="people", name="People"),
            Group(id="others", name="Others", reason="A reason",
                  multiplier=draw(st.sampled_from([1.0, 1.5, 3.0]))),
        ),
        views=(View(by="one", order=tuple(order[: draw(st.integers(1, 7))])),),
        gates=(Gate(key="owner", state=GateState.FAILED, options=(options[-1],), reason="Nobody"),)
        if gates and draw(st.booleans()) else (),
    )


def with_effect(given: Proposal, name: str, **changes) -> Proposal:
    return replace(given, effects=tuple(
        replace(each, **changes) if each.id == name else each for each in given.effects))


def shares(weighed: Weighed, option: str) -> list[float]:
    return [each.shares.get(option, 0.0) for each in weighed.table.views]
