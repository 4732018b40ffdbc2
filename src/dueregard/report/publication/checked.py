"""The card of who checked it: the newest advice in short, all that was said behind it.

Without this file dissent could be lost in a long page, or a decision pass for advice.
"""

from collections.abc import Iterator

from dueregard.documents.document import Field, Fields, Note, Part
from dueregard.report.publication.material import Check, Override
from dueregard.report.publication.phrases import fields, stop


def parts(checks: tuple[Check, ...]) -> Iterator[Part]:
    """The card with the newest advice; behind it the rest of that, then each earlier one whole."""
    title, key = "Who checked it?", "checks"
    if not checks:
        none = Note(text="No committee has given advice on this yet.")
        yield Part(title=title, key=key, blocks=(none,))
        return
    newest, *earlier = checks
    yield Part(title=title, key=key, blocks=(_opening(newest), Fields(fields=_short(newest))))
    yield Part(title=f"See why: the advice of {newest.advised_on.text}", key="checks-1",
               folded=True, blocks=(Fields(fields=_rest(newest)),))
    for number, check in enumerate(earlier, start=2):
        yield Part(
            title=f"See earlier advice: {check.advised_on.text}", key=f"checks-{number}",
            folded=True,
            blocks=(_opening(check), Fields(fields=(*_short(check), *_rest(check)))),
        )


def _opening(check: Check) -> Note:
    return Note(text=f"An ethics committee gave advice on {check.advised_on.text}. "
                     "Advice is not a decision.")


def _short(check: Check) -> tuple[Field, ...]:
    return tuple(fields(
        ("What we asked", check.question.text),
        ("What it advised", check.advice.text),
        ("Who disagreed, and why", check.dissent.text or "Nobody wrote that they disagreed."),
        ("What we replied", check.reply.text or "We have not replied yet."),
        ("What was decided", check.decision.text or "Nothing is decided yet."),
        ("Who decided", check.decided_by.text if check.decision.text else None),
        ("When", check.decided_on.text if check.decision.text else None),
        ("Why not as advised", check.departs_because.text or None),
    ))


def _rest(check: Check) -> tuple[Field, ...]:
    return tuple(fields(
        ("Who took part", check.took_part.text or None),
        ("Why it advised this", check.advice_reasons.text),
        *((f"It asked: {each.text.text}",
           " ".join(text for text in (stop(each.answer.text), each.reasons.text) if text))
          for each in check.requests),
        ("Why it was decided", check.decision_reasons.text if check.decision.text else None),
        ("To be looked at again by", check.review_on.text or None),
    ))


def went_round(overrides: tuple[Override, ...]) -> Iterator[Part]:
    """The card of the checks that we went round: only where there was one, and then for ever."""
    if overrides:
        yield Part(title="Which of our own checks did we go round?", key="overrides", blocks=(
            Note(text="We went on although this was still in the way:"),
            Fields(fields=tuple(
                Field(label=f"{each.gate.text}, {each.on.text}", value="\n".join((
                    *(one.text for one in each.against),
                    f"Who decided: {each.post.text}", f"Why: {each.reason.text}",
                )))
                for each in overrides
            )),
        ))
