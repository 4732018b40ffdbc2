"""What may be asked of a panel: whose turn it is, one's own ranges, and all once all are in."""

from collections.abc import Mapping
from dataclasses import dataclass

from dueregard.answers import Missing, No
from dueregard.prioritise.assessment import queries as assessment
from dueregard.prioritise.assessment.queries import AssessmentSheet, EffectLine
from dueregard.prioritise.panel import rules
from dueregard.prioritise.panel.models import Asked, Panelist, Range
from dueregard.prioritise.panel.rules import FIRST, SECOND, Turn
from dueregard.weighing import constants, elicitation
from dueregard.weighing.shapes import Effect, Estimate, Kind, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One range, without the name of whoever gave it. Chances are percentages."""

    chance_low: float
    chance_high: float
    size_low: float
    size_high: float
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """One round of an effect: hidden with the reason, or the ranges from the lowest up."""

    number: int
    hidden: str
    given: tuple[Given, ...]
    differ: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """An effect for which ranges are asked, as one reader may see it."""

    effect: EffectLine
    option: str
    unit: str
    means: str
    turn: Turn
    own: Mapping[int, Given]
    rounds: tuple[RoundLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelSheet:
    """The panel of the newest round, as one reader may see it. `seat` is the reader's own."""

    ref: str
    people: tuple[str, ...]
    seat: int | None
    lines: tuple[AskedLine, ...]

    @property
    def waiting(self) -> int:
        """For how many effects the reader's range is waited for."""
        if self.seat is None:
            return 0
        return sum(
            each.turn.open is not None and each.turn.open not in each.own for each in self.lines)

    def line(self, effect_id: int) -> AskedLine:
        """One effect; Missing when no range is asked for it."""
        found = next((each for each in self.lines if each.effect.id == effect_id), None)
        if found is None:
            raise Missing("No range is asked for this effect.")
        return found


def panel(ref: str, *, reader: int | None) -> PanelSheet:
    """The panel of the newest round of a use; empty where nobody is asked."""
    sheet = assessment.latest(ref)
    seats = _seats(sheet)
    own = next((each.seat for each in seats if each.person_id == reader), None)
    return PanelSheet(
        ref=ref, people=tuple(each.person.name for each in seats), seat=own,
        lines=tuple(_line(each, option, seats, own) for each, option in _asked(sheet)),
    )


def turn_of(sheet: AssessmentSheet, effect_id: int) -> Turn:
    """Whose turn it is for one effect."""
    return _turn(_seats(sheet), list(Range.objects.filter(effect_id=effect_id)))


def seat_of(sheet: AssessmentSheet, person_id: int | None) -> Panelist | None:
    """The seat of somebody on the panel of a round."""
    return next((each for each in _seats(sheet) if each.person_id == person_id), None)


def begun(sheet: AssessmentSheet) -> bool:
    """Whether anybody has given a range in this round of the assessment."""
    return Range.objects.filter(panelist__assessment_id=sheet.id).exists()


def estimates(sheet: AssessmentSheet) -> tuple[tuple[str, ...], dict[int, tuple[Estimate, ...]]]:
    """The panel by its seats, and by effect the ranges of the rounds in which all are in.

    A round that is not whole is left out, so that nothing that is kept of a weighing can show it.
    """
    seats, found = _seats(sheet), {}
    for effect, _option in _asked(sheet):
        rows = list(Range.objects.filter(effect_id=effect.id).select_related("panelist"))
        turn = _turn(seats, rows)
        shown = tuple(
            _estimate(each) for each in sorted(rows, key=lambda each: (
                each.round, each.panelist.seat)) if turn.over(each.round)
        )
        if shown:
            found[effect.id] = shown
    return tuple(_name(each.seat) for each in seats), found


def people_at(sheet: AssessmentSheet) -> dict[str, int]:
    """Who sits where, by the name of the seat: for what is kept by role and not by person."""
    return {_name(each.seat): each.person_id for each in _seats(sheet)}


def _seats(sheet: AssessmentSheet | None) -> list[Panelist]:
    if sheet is None:
        return []
    return list(Panelist.objects.filter(
        assessment_id=sheet.id).select_related("person").order_by("seat"))


def _asked(sheet: AssessmentSheet | None) -> list[tuple[EffectLine, str]]:
    if sheet is None:
        return []
    ids = set(Asked.objects.filter(
        effect__option__assessment_id=sheet.id).values_list("effect_id", flat=True))
    return [(each, option.name) for option in sheet.options for each in option.effects
            if each.id in ids]


def _turn(seats: list[Panelist], rows: list[Range]) -> Turn:
    number = {each.pk: each.seat for each in seats}
    return Turn(
        frozenset(number.values()),
        *(frozenset(number[each.panelist_id] for each in rows if each.round == round_)
          for round_ in (FIRST, SECOND)),
    )


def _line(
    effect: EffectLine, option: str, seats: list[Panelist], own: int | None
) -> AskedLine:
    rows = list(Range.objects.filter(effect_id=effect.id).select_related("panelist"))
    turn, lens = _turn(seats, rows), constants.load().lenses[effect.lens]
    return AskedLine(
        effect=effect, option=option, unit=lens.unit, means=lens.means, turn=turn,
        own={each.round: _given(each) for each in rows if each.panelist.seat == own},
        rounds=tuple(_round(number, turn, rows, effect, seats) for number in (FIRST, SECOND)),
    )


def _round(
    number: int, turn: Turn, rows: list[Range], effect: EffectLine, seats: list[Panelist]
) -> RoundLine:
    answer = rules.may_see(turn=turn, number=number)
    if isinstance(answer, No):
        return RoundLine(number=number, hidden=answer.reason, given=(), differ=())
    shape = Effect(
        id=str(effect.id), option="", kind=Kind.RISK, lens=effect.lens, group="",
        text=effect.text, estimates=tuple(map(_estimate, rows)),
    )
    names = [_name(each.seat) for each in seats]
    return RoundLine(
        number=number, hidden="",
        given=tuple(sorted(
            (_given(each) for each in rows if each.round == number),
            key=lambda each: (each.chance_low, each.chance_high, each.size_low, each.size_high,
                              each.because),
        )),
        # What follows names nobody: the talk is about the ranges and not about who gave them.
        differ=tuple(
            "How likely it is" if each.part == elicitation.CHANCE else "How large it is"
            for each in elicitation.differences(effect=shape, panel=names, turn=number)
        ),
    )


def _given(row: Range) -> Given:
    return Given(
        chance_low=row.chance_low, chance_high=row.chance_high, size_low=row.size_low,
        size_high=row.size_high, because=row.because,
    )


def _estimate(row: Range) -> Estimate:
    return Estimate(
        by=_name(row.panelist.seat), round=row.round,
        chance=Span(row.chance_low / 100, row.chance_high / 100),
        size=Span(row.size_low, row.size_high),
    )


def _name(seat: int) -> str:
    return f"Person {seat}"
