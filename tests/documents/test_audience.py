"""A wider audience never sees a narrower field, whatever a document is made of."""

from hypothesis import given
from hypothesis import strategies as st

from dueregard.documents.audience import Audience
from dueregard.documents.document import (
    Column,
    Document,
    Field,
    Fields,
    Note,
    Part,
    Points,
    Table,
    document_from_plain,
)

audiences = st.sampled_from(Audience)


def marked(*bounds: Audience) -> str:
    """Words that say for whom they are: the narrowest of everything around them."""
    return f"for-{int(max(bounds))}-only"


@st.composite
def papers(draw) -> Document:
    parts = []
    for around in draw(st.lists(audiences, max_size=3)):
        blocks = []
        for bound in draw(st.lists(audiences, max_size=3)):
            words = marked(around, bound)
            kind = draw(st.integers(0, 3))
            if kind == 0:
                fields = tuple(
                    Field(label="L", value=marked(around, bound, own), audience=own)
                    for own in draw(st.lists(audiences, max_size=3))
                )
                blocks.append(Fields(fields=fields, audience=bound))
            elif kind == 1:
                blocks.append(Note(text=words, audience=bound))
            elif kind == 2:
                blocks.append(Points(items=(words,), audience=bound))
            else:
                column = Column(label="A", key="a")
                blocks.append(Table(
                    caption=words, columns=(column,), rows=((words,),), audience=bound
                ))
        parts.append(Part(title=marked(around), blocks=tuple(blocks), audience=around))
    return Document(
        kind="k", title="T", made_at="2026-01-01T00:00:00Z", parts=tuple(parts),
        audience=Audience.NAMED,
    )


@given(papers(), audiences)
def test_what_a_reader_is_given_holds_nothing_for_a_narrower_audience(paper, reader):
    seen = paper.for_audience(reader)

    for narrower in range(reader + 1, len(Audience)):
        assert f"for-{narrower}-only" not in seen.canonical()
    assert seen.audience <= reader


@given(papers(), audiences)
def test_what_a_reader_may_see_is_all_there(paper, reader):
    """Hiding everything would keep the law above; this one says that it must not."""
    seen = paper.for_audience(reader).canonical()

    for own in range(reader + 1):
        for block in (each for part in paper.parts for each in part.blocks):
            if isinstance(block, Note) and block.text == f"for-{own}-only":
                assert block.text in seen


@given(papers(), audiences, audiences)
def test_narrowing_twice_is_narrowing_to_the_wider(paper, one, other):
    assert paper.for_audience(one).for_audience(other) == paper.for_audience(min(one, other))


@given(papers())
def test_a_document_is_the_same_after_being_kept(paper):
    import json

    kept = json.dumps(paper.to_plain())

    assert document_from_plain(json.loads(kept)) == paper
