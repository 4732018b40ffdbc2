"""What was asked, answered, weighed and known of a use, as rows of a print.

Without it a print could show answers and hide the questions that nobody has answered.
"""

from collections.abc import Iterator

from dueregard.identify.evidence import queries as evidence
from dueregard.identify.evidence.queries import EvidenceLine
from dueregard.lenses.crosswalk import Line, Said
from dueregard.lenses.screening import LOWEST
from dueregard.lenses.shapes import Question, RecordPart
from dueregard.manage.frameworks.saying import audience, day, said, sentence
from dueregard.prioritise.assessment import queries as assessment
from dueregard.prioritise.assessment.queries import (
    AssessmentSheet,
    EffectLine,
    OptionSheet,
    ReplyLine,
)
from dueregard.prioritise.assessment.rules import ReplyAnswer

_REPLY, _OPTION, _EFFECT = "prioritise.Reply", "prioritise.Option", "prioritise.Effect"
_EVIDENCE = "identify.Evidence"
_OPEN = "The options and answers are not settled yet. They may still change."
_AGAIN = (
    "A new round is open. Where it has an answer, that answer stands here. Where it has none, and "
    "for the options, what was settled last stands here."
)


def lines(ref: str, *, tier: int | None) -> Iterator[Line]:
    """Answers, questions without one, options with their effects, and evidence."""
    newest, settled = assessment.latest(ref), assessment.latest_settled(ref)
    yield from _answers(ref, newest, settled, tier=newest.tier if newest else tier or LOWEST)
    shown = settled or newest
    if shown is not None:
        for option in shown.options:
            yield _option(option, shown)
            yield from (_effect(each, option, shown) for each in option.effects)
    yield from (_evidence(each) for each in evidence.of_use(ref))


def note(ref: str) -> tuple[str, ...]:
    """What a reader must know first: whether what was weighed is settled."""
    newest = assessment.latest(ref)
    if newest is None or not newest.is_open:
        return ()
    return (_AGAIN if assessment.latest_settled(ref) else _OPEN,)


def _answers(
    ref: str, newest: AssessmentSheet | None, settled: AssessmentSheet | None, *, tier: int
) -> Iterator[Line]:
    given: dict[str, tuple[ReplyLine, int]] = {}
    for sheet in (settled, newest):
        if sheet is not None:
            given |= {each.question: (each, sheet.round) for each in assessment.replies(sheet.id)}
    asked = {each.question.id: each.question for each in assessment.asked(ref, tier=tier)}
    for question in dict.fromkeys((*asked, *given)):
        found = given.get(question)
        yield _reply(*found) if found else _not_answered(asked[question])


def _reply(reply: ReplyLine, round_: int) -> Line:
    # An answer that the force does not publish is read by its committee all the same.
    seen = audience(_REPLY, "words" if reply.publish else "question")
    return Line(
        part=RecordPart.ANSWERS, kind="Answer", key=reply.question, lens=reply.lens,
        label=Said(text=reply.words, audience=seen),
        known=reply.answer is not ReplyAnswer.DONT_KNOW,
        says=(said(_REPLY, "answer", f"{reply.answer_name}."), said(_REPLY, "text", reply.text)),
        source=(
            said(_REPLY, "question",
                 f"Question {reply.question} in the words of its revision {reply.rev}, "
                 f"round {round_}."),
            said(_REPLY, "by_name", f"Answered {day(reply.at)} by {reply.by_name}."),
        ),
    )


def _not_answered(question: Question) -> Line:
    return Line(
        part=RecordPart.ANSWERS, kind="Answer", key=question.id, lens=question.lens, known=False,
        label=said(_REPLY, "question", question.text),
        says=(said(_REPLY, "question", "Nobody has answered this yet."),),
        source=(said(_REPLY, "question", f"Question {question.id}, not answered."),),
    )


def _option(option: OptionSheet, sheet: AssessmentSheet) -> Line:
    place = f"Put in place {option.place} of {len(sheet.options)}." if option.place else \
        "Not put in an order yet."
    why = sheet.why_this_order if option.place == 1 else ""
    return Line(
        part=RecordPart.OPTIONS, kind="Option", label=said(_OPTION, "name", option.name),
        known=option.place is not None,
        says=(
            said(_OPTION, "text", sentence(option.text)), said(_OPTION, "place", place),
            said("prioritise.Assessment", "why_this_order", f"Why: {why}" if why else ""),
        ),
        source=(said(_OPTION, "number", f"Option {option.number} of round {sheet.round}."),),
    )


def _effect(effect: EffectLine, option: OptionSheet, sheet: AssessmentSheet) -> Line:
    rests_on = (
        f"It rests on: {effect.evidence_title} ({effect.evidence_level})."
        if effect.evidence_title else "It rests on the judgement of the people who wrote it."
    )
    return Line(
        part=RecordPart.EFFECTS, kind=f"{effect.kind_name} of an option", lens=effect.lens,
        label=Said(
            text=f"{option.name}: for {effect.affected}",
            audience=max(audience(_OPTION, "name"), audience(_EFFECT, "affected")),
        ),
        known=not effect.find_out,
        says=(
            said(_EFFECT, "text", sentence(effect.text)),
            said(_EFFECT, "chance", f"How likely: {effect.chance_name}."),
            said(_EFFECT, "size", f"How much it matters: {effect.size_name}."),
            said(_EFFECT, "evidence", rests_on),
        ),
        source=(
            said(_OPTION, "number",
                 f"An effect of option {option.number} of round {sheet.round}."),
            said(_EFFECT, "by_name", f"Number {effect.id}, by {effect.by_name}."),
        ),
    )


def _evidence(line: EvidenceLine) -> Line:
    dated = f", dated {day(line.dated_on)}" if line.dated_on else ""
    # What a measurement concludes was written for the force: it may give a count of few people.
    inside = "document" if line.measured else "statement"
    return Line(
        part=RecordPart.EVIDENCE, kind="Evidence", lens=line.lens,
        label=said(_EVIDENCE, "title", line.title),
        says=(
            said(_EVIDENCE, inside, sentence(line.statement)),
            said(_EVIDENCE, "source", f"Who says so: {line.source_name}."),
            said(_EVIDENCE, "said_by", sentence(line.said_by)),
            said(_EVIDENCE, "level", f"How well tested: {line.level_name}."),
        ),
        source=(
            said(_EVIDENCE, "dated_on", f"Evidence{dated}."),
            said(_EVIDENCE, "digest", f"Measurement {line.digest[:12]}." if line.digest else ""),
            said(_EVIDENCE, "by_name", f"Number {line.id}, recorded {day(line.at)} by "
                                       f"{line.by_name}."),
        ),
    )
