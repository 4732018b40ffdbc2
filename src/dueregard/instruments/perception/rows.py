"""Every figure of a survey: what people say, what is true, the gap, by group and by wave.

Without this file a page would work its own figures out, and two pages would differ.
"""

from collections.abc import Iterator, Mapping

from dueregard.findings import weighted
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed, Row
from dueregard.findings.survey import BLANK, NO, ODD, OFTEN, UNSURE, YES, load
from dueregard.findings.weighted import Answers
from dueregard.instruments.perception.actual import State
from dueregard.instruments.perception.compared import (
    Change,
    Compared,
    Gap,
    Subject,
    answered,
    estimate,
    less,
)
from dueregard.instruments.perception.questions import Question
from dueregard.instruments.perception.seen import Place, Seen

GAP, GAP_BY_GROUP, GAP_CHANGE = "gap", "gap_by_group", "change_in_size_of_gap"
USED, NOT_USED, UNSURE_OF = "say_it_is_used", "say_it_is_not_used", "do_not_know"
NO_ANSWER, TRULY, WORTH = "gave_no_answer", "truly_used", "plain_answers_it_is_worth"
HOW_OFTEN, TRULY_OFTEN = "say_how_often", "truly_how_often"
MORE, AS, LESS = "say_more_often_than_true", "say_as_often_as_true", "say_less_often_than_true"
AGREE, NEITHER, DISAGREE = "agree", "neither_agree_nor_disagree", "disagree"
NO_OPINION, AGREE_CHANGE = "do_not_know_whether_they_agree", "change_in_agreement"
EFFECT = "design_effect"
TECHNOLOGY, STATEMENT, WAVE, ANSWER = "technology", "statement", "wave", "answer"
OF_PEOPLE = frozenset({
    GAP, GAP_BY_GROUP, USED, NOT_USED, UNSURE_OF, NO_ANSWER, HOW_OFTEN, MORE, AS, LESS, AGREE,
    NEITHER, DISAGREE, NO_OPINION,
})
_TRUST = {AGREE: "agree", NEITHER: "neither", DISAGREE: "disagree", NO_OPINION: UNSURE}
_YES_OR_NO = "0 or 1"

Found = Estimate | NotComputed


def rows(its: Compared, *, found: Seen, level: float) -> Iterator[Row]:
    """Every figure, the largest gap of the newest wave first.

    A figure of the newest wave has no wave beside it, so that it is found without one.
    """
    for each in its.gaps:
        if each.subject.uses:
            yield _row(GAP, each.gap, stratum=_about(each.subject, its.older(each.wave)),
                       unit="points",
                       people=_base(found, each.subject.uses, Place(wave=each.wave)))
    for moved in its.changes:
        yield _change(GAP_CHANGE, moved, stratum=_about(moved.subject, its.older(moved.wave)))
    for each in its.gaps:
        yield from _of_gap(each, found=found, level=level,
                           stratum=_about(each.subject, its.older(each.wave)))
    for subject in its.statements:
        for wave in reversed(found.waves):
            yield from _of_statement(
                subject, wave=wave, found=found, level=level,
                stratum=_about(subject, its.older(wave), what=STATEMENT))
    for moved in its.trust_changes:
        yield _change(AGREE_CHANGE, moved, stratum=_about(
            moved.subject, its.older(moved.wave), what=STATEMENT))
    for wave in reversed(found.waves):
        every = found.people[Place(wave=wave)]
        older = its.older(wave)
        yield Row(measure=EFFECT, stratum={WAVE: older} if older else {}, unit="number",
                  value=weighted.design_effect(every), exposure=float(every.people))


def _of_gap(
    gap: Gap, *, found: Seen, level: float, stratum: dict[str, str]
) -> Iterator[Row]:
    subject, wave = gap.subject, gap.wave
    everybody = Place(wave=wave)
    if isinstance(gap.state, State):
        yield Row(measure=TRULY, stratum=stratum, unit=_YES_OR_NO,
                  value=1.0 if gap.state.used else 0.0)
    else:
        yield Row(measure=TRULY, stratum=stratum, unit=_YES_OR_NO, not_computed=gap.state)
    if subject.uses:
        for place in (everybody, *found.places(wave)):
            yield _said(USED, subject.uses, YES, place=place, found=found, level=level,
                        stratum=stratum)
        for measure, said in ((NOT_USED, NO), (UNSURE_OF, UNSURE)):
            yield _said(measure, subject.uses, said, place=everybody, found=found, level=level,
                        stratum=stratum)
        yield _no_answer(subject.uses, place=everybody, found=found, level=level, stratum=stratum)
        if gap.every.people:
            yield Row(measure=WORTH, stratum=stratum, unit="number",
                      value=weighted.worth(gap.yes, gap.every))
        for place in found.places(wave):
            perceived = estimate(subject.uses, YES, place=place, found=found, level=level)
            yield _row(GAP_BY_GROUP, less(perceived, gap.state), stratum=stratum, unit="points",
                       group={place.column: place.group},
                       people=_base(found, subject.uses, place))
    if subject.often:
        yield from _often(gap, subject.often, found=found, level=level, stratum=stratum)


def _often(
    gap: Gap, question: Question, *, found: Seen, level: float, stratum: dict[str, str]
) -> Iterator[Row]:
    """How often people think it is used, and how that lies beside how often it is."""
    place = Place(wave=gap.wave)
    cells = found.cells[question].get(place, {})
    every = answered(cells)
    true = gap.state.often if isinstance(gap.state, State) else None
    options = load().options[OFTEN]
    for option in options:
        yield _said(HOW_OFTEN, question, option.id, place=place, found=found, level=level,
                    stratum=stratum | {ANSWER: option.label})
        if true is not None and option.least is not None:
            yield Row(measure=TRULY_OFTEN, stratum=stratum | {ANSWER: option.label},
                      unit=_YES_OR_NO, value=1.0 if option.id == true.id else 0.0)
    if true is None or true.least is None:
        return
    for measure, wanted in (
        (MORE, [each.id for each in options if (each.least or 0) > true.least]),
        (AS, [true.id]),
        (LESS, [each.id for each in options
                if each.least is not None and each.least < true.least]),
    ):
        part = sum((cells.get(each, Answers()) for each in wanted), Answers())
        share: Found = weighted.share(part, every, level=level) if every.people else NotComputed(
            reason="Nobody was asked this in this wave.")
        yield _row(measure, share, stratum=stratum, people=float(every.people))


def _of_statement(
    subject: Subject, *, wave: str, found: Seen, level: float, stratum: dict[str, str]
) -> Iterator[Row]:
    question = subject.trust
    if question is None:
        return
    everybody = Place(wave=wave)
    for place in (everybody, *found.places(wave)):
        yield _said(AGREE, question, _TRUST[AGREE], place=place, found=found, level=level,
                    stratum=stratum)
    for measure in (NEITHER, DISAGREE, NO_OPINION):
        yield _said(measure, question, _TRUST[measure], place=everybody, found=found, level=level,
                    stratum=stratum)
    yield _no_answer(question, place=everybody, found=found, level=level, stratum=stratum)


def _no_answer(
    question: Question, *, place: Place, found: Seen, level: float, stratum: dict[str, str]
) -> Row:
    """The share of everybody asked who left it blank, or wrote what nobody understands."""
    cells = found.cells[question].get(place, {})
    silent = cells.get(BLANK, Answers()) + cells.get(ODD, Answers())
    every = answered(cells) + silent
    share: Found = weighted.share(silent, every, level=level) if every.people else NotComputed(
        reason="Nobody was asked this in this wave.")
    return _row(NO_ANSWER, share, stratum=stratum, people=float(every.people))


def _said(
    measure: str, question: Question, said: str, *, place: Place, found: Seen, level: float,
    stratum: dict[str, str],
) -> Row:
    share = estimate(question, said, place=place, found=found, level=level)
    return _row(measure, share, stratum=stratum, people=_base(found, question, place),
                group={place.column: place.group} if place.column else {})


def _change(measure: str, moved: Change, *, stratum: dict[str, str]) -> Row:
    return _row(measure, moved.change, unit="points", reference=moved.before, stratum=stratum)


def _base(found: Seen, question: Question, place: Place) -> float:
    """How many people answered: people, not weights. It is what a small group is known by."""
    return float(answered(found.cells[question].get(place, {})).people)


def _about(subject: Subject, wave: str, *, what: str = TECHNOLOGY) -> dict[str, str]:
    return {what: subject.name} | ({WAVE: wave} if wave else {})


def _row(
    measure: str, found: Found, *, stratum: Mapping[str, str], unit: str = "share",
    people: float | None = None, group: Mapping[str, str] | None = None,
    reference: str | None = None,
) -> Row:
    if isinstance(found, NotComputed):
        return Row(measure=measure, group=group or {}, stratum=stratum, unit=unit,
                   exposure=people, reference=reference, not_computed=found)
    return Row(
        measure=measure, group=group or {}, stratum=stratum, unit=unit, value=found.value,
        low=found.low, high=found.high, level=found.level, method=found.method, exposure=people,
        reference=reference,
    )
