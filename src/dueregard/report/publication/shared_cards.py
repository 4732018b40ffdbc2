"""The cards of what is shared, with whom and why, and of when that did good."""

from collections.abc import Iterator

from dueregard.documents.document import Block, Field, Fields, Note, Part
from dueregard.report.publication.material import Material, Shared
from dueregard.report.publication.phrases import fields, said


def parts(material: Material) -> Iterator[Part]:
    """The card of what is shared."""
    for each in material.shared:
        yield Part(title="What do we share, and with whom?", key="shared",
                   blocks=tuple(_blocks(each)))
    if material.stories:
        yield Part(title="When did sharing do good?", key="stories", blocks=(Fields(
            fields=tuple(
                Field(label=each.title.text, value=each.text.text) for each in material.stories
            ),
        ),))


def _blocks(shared: Shared) -> Iterator[Block]:
    if shared.ended_on.text:
        yield Note(text=f"This ended on {shared.ended_on.text}. Nothing is shared under it any "
                        f"more. Why: {shared.ended_because.text}")
    if shared.kept_back_because.text:
        yield Note(text="We do not tell what is shared, or with whom. Why: "
                        f"{shared.kept_back_because.text}")
        return
    yield said(shared.summary)
    yield Note(text="Only what stands here may be shared, for these reasons and with these bodies.")
    yield Fields(fields=tuple(fields(
        ("With whom", shared.with_whom.text), ("What for", shared.purposes.text),
        ("About whom", shared.people.text), ("What", shared.items.text),
        ("How often", shared.frequency.text), ("Are people told?", shared.told.text),
        ("May they pass it on?", shared.passed_on.text), ("Since", shared.starts.text),
        ("We look at it again by", None if shared.ended_on.text else shared.review_due.text),
    )))
