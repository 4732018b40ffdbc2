"""What may enter a public record, when a version may be published, and what has moved on."""

from dataclasses import fields, is_dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.answers import DueRegardError
from dueregard.documents.audience import Audience
from dueregard.documents.document import Column, Document, Field, Fields, Note, Part, Table
from dueregard.findings.finding import NotComputed
from dueregard.identify.register.rules import Status
from dueregard.report.publication import material, rules
from dueregard.report.publication.material import (
    Asked,
    Check,
    Choice,
    Duty,
    Good,
    Hours,
    Material,
    Mishap,
    Outcome,
    Override,
    Possibility,
    Promised,
    Proof,
    Request,
    Shared,
    Usage,
    Value,
    Written,
)
from dueregard.report.publication.phrases import NOT_WRITTEN
from dueregard.report.publication.plain_words import reading, sentences
from dueregard.report.publication.rules import State

MADE = "2026-11-02T09:00:00+00:00"


def said(text="", *, audience=Audience.PUBLIC, source="identify.Use.name"):
    return Value(text=text, audience=audience, source=source)


def every(shape, **given_values):
    """One of this shape, every value of it blank unless given."""
    blank = {
        each.name: () if "tuple" in str(each.type) else said()
        for each in fields(shape) if each.name not in ("paper", "stated")
    }
    return shape(**blank | given_values)


def about(**values):
    return every(Material, **{
        "name": said("Cameras"), "status": said(Status.LIVE.value), "why_this_order": None,
    } | values)


def words(document):
    """What its parts say: the same words stand among its facts, for machines."""
    return replace(document, facts={}).canonical()


def part(document, key):
    return next(each for each in document.parts if each.key == key)


# -- What may enter ---------------------------------------------------------------------------


@st.composite
def materials(draw):
    """A whole record in which now and then a value is for fewer than everybody."""
    secrets: list[tuple[Audience, str]] = []
    # Rare for each value, so that about as many records are all public as are not.
    rarely = st.integers(min_value=0, max_value=60).map(lambda number: number == 7)

    def audience():
        narrow = draw(rarely)
        return draw(st.sampled_from([each for each in Audience if each])) if narrow else Audience(0)

    def value(text=None):
        secrets.append((audience(), text or f"TEXT{len(secrets)}END"))
        return Value(text=secrets[-1][1], audience=secrets[-1][0], source=f"A.f{len(secrets)}")

    def one(shape, **more):
        return shape(**{
            each.name: value() for each in fields(shape)
            if each.name not in more and each.name != "stated" and "tuple" not in str(each.type)
        } | more)

    def some(make):
        return tuple(make() for _ in range(draw(st.integers(min_value=0, max_value=2))))

    def paper():
        secrets.append((audience(), f"PAPER{len(secrets)}END"))
        note = Note(text=secrets[-1][1], audience=secrets[-1][0])
        return Document(kind="finding", title="Figures", made_at="", parts=(
            Part(title="What was found", key="verdict", blocks=(note,)),))

    made = one(
        Material, status=value(draw(st.sampled_from(Status)).value),
        possibilities=some(lambda: one(Possibility)),
        choices=some(lambda: one(Choice, outcomes=some(lambda: one(Outcome)))),
        asked=some(lambda: one(Asked)), proofs=some(lambda: one(Proof, paper=paper())),
        checks=some(lambda: one(Check, requests=some(lambda: one(Request)))),
        overrides=some(lambda: one(Override, against=some(value))),
        duties=some(lambda: one(Duty)), usage=some(lambda: one(Usage)),
        mishaps=some(lambda: one(Mishap)), hours=some(lambda: one(Hours)),
        promises=some(lambda: one(Promised)), shared=some(lambda: one(Shared)),
        stories=some(lambda: one(Good)),
    )
    return made, secrets


@given(materials())
def test_nothing_for_fewer_than_everybody_can_reach_the_document(generated):
    made, secrets = generated
    narrower = [text for audience, text in secrets if audience > Audience.PUBLIC]

    try:
        seen = words(rules.public_view(made, made_at=MADE))
    except DueRegardError:
        assert narrower
        return

    assert not narrower
    assert made.name.text in seen


def _places(thing, path=()):
    """Where every value of a material is, however deep."""
    if isinstance(thing, Value):
        yield path
    elif isinstance(thing, tuple):
        for number, each in enumerate(thing):
            yield from _places(each, (*path, number))
    elif is_dataclass(thing) and not isinstance(thing, Document):
        for each in fields(thing):
            yield from _places(getattr(thing, each.name), (*path, each.name))


def _narrowed(thing, path, audience):
    if not path:
        return replace(thing, audience=audience)
    first, *rest = path
    if isinstance(thing, tuple):
        return tuple(
            _narrowed(each, rest, audience) if number == first else each
            for number, each in enumerate(thing)
        )
    return replace(thing, **{first: _narrowed(getattr(thing, first), rest, audience)})


FULL = about(
    why_this_order=said("It does most good"),
    possibilities=(every(Possibility, kind=said("risk")),),
    choices=(every(Choice, outcomes=(every(Outcome),)),),
    asked=(every(Asked),), proofs=(every(Proof),),
    checks=(every(Check, requests=(every(Request),)),), duties=(every(Duty),),
    overrides=(every(Override, against=(said("No post answers for it."),)),),
    usage=(every(Usage),), mishaps=(every(Mishap),), hours=(every(Hours),),
    promises=(every(Promised),), shared=(every(Shared),), stories=(every(Good),),
    written=(Written(key="rationale.scope", text=said("Only people on the list")),),
)


@pytest.mark.parametrize("place", list(_places(FULL)), ids=lambda each: ".".join(map(str, each)))
@pytest.mark.parametrize("audience", [each for each in Audience if each > Audience.PUBLIC])
def test_one_narrower_value_anywhere_stops_the_record(place, audience):
    assert rules.public_view(FULL, made_at=MADE)

    with pytest.raises(DueRegardError, match=r"identify\.Use\.name"):
        rules.public_view(_narrowed(FULL, place, audience), made_at=MADE)


def test_every_shape_of_the_material_is_searched_for_narrower_values():
    shapes = {
        each for each in vars(material).values()
        if isinstance(each, type) and is_dataclass(each) and each.__module__ == material.__name__
    }
    found = {Value, Material} | {
        type(item)
        for name in (
            "possibilities", "choices", "asked", "proofs", "checks", "overrides", "duties",
            "usage", "mishaps", "hours", "promises", "shared", "stories", "written",
        )
        for item in getattr(FULL, name)
    } | {Outcome, Request}

    assert shapes == found


@pytest.mark.parametrize("narrow", ["document", "part", "block", "field"])
def test_a_measurement_with_anything_narrower_in_it_stops_the_record(narrow):
    def level(name):
        return Audience.FORCE if narrow == name else Audience.PUBLIC

    paper = Document(
        kind="finding", title="Figures", made_at="", audience=level("document"),
        parts=(Part(title="A", audience=level("part"), blocks=(
            Note(text="b", audience=level("block")),
            Fields(fields=(Field(label="c", value="d", audience=level("field")),
                           Field(label="e", value="f"))),
        )),),
    )

    with pytest.raises(DueRegardError, match="Figures"):
        rules.public_view(about(proofs=(every(Proof, paper=paper),)), made_at=MADE)


# -- What the cards say -----------------------------------------------------------------------


@pytest.mark.parametrize(("status", "question"), [
    (Status.LIVE, "Why do we use it?"),
    (Status.TRIAL, "Why are we trying it?"),
    (Status.REFUSED, "Why did we say no?"),
    (Status.STOPPED, "Why did we stop using it?"),
    (Status.NOT_USED, "Why do we not use it?"),
])
def test_the_second_card_asks_what_people_would_ask_of_it(status, question):
    document = rules.public_view(about(status=said(status.value)), made_at=MADE)

    assert document.parts[1].title == question


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_its_own_question_and_says_where_it_stands(status):
    assert rules.public_view(about(status=said(status.value)), made_at=MADE).parts


def test_the_public_reads_how_closely_it_is_looked_at_and_why():
    made = about(depth=said("It can change lives."), depth_because=said("It identifies people."))

    card = part(rules.public_view(made, made_at=MADE), "depth")

    assert [each.text for each in card.blocks] == ["It identifies people.", "It can change lives."]


@pytest.mark.parametrize("key", ["what", "why", "who", "depth", "points", "options", "evidence"])
def test_a_blank_is_said_to_be_blank(key):
    document = rules.public_view(about(), made_at=MADE)

    assert NOT_WRITTEN in words(replace(document, parts=(part(document, key),)))


def test_the_summary_is_the_first_sentence_of_what_it_does():
    made = about(what_it_does=said("It looks at faces. It then forgets them."))

    assert rules.public_view(made, made_at=MADE).summary == "It looks at faces."


def test_dissent_the_reply_and_the_decision_stand_beside_the_advice():
    check = every(
        Check, advice=said("Go ahead with conditions"), dissent=said("One member said no"),
        reply=said("We accept all of it"), decision=said("Go on trial"),
        decided_by=said("Assistant Chief Constable"),
    )

    document = rules.public_view(about(checks=(check,)), made_at=MADE)

    (card,) = (each for each in document.parts if each.key == "checks")
    facts = {each.label: each.value for each in card.blocks[1].fields}
    assert facts["What it advised"] == "Go ahead with conditions"
    assert facts["Who disagreed, and why"] == "One member said no"
    assert facts["What we replied"] == "We accept all of it"
    assert facts["What was decided"] == "Go on trial"
    assert facts["Who decided"] == "Assistant Chief Constable"


def test_a_measurement_shows_its_answer_first_and_every_table_once():
    def table(caption):
        return Table(caption=caption, columns=(Column(label="A", key="a"),), rows=(("x",),))

    paper = Document(kind="finding", title="Q", made_at="", parts=(
        Part(title="What was found", key="verdict", blocks=(Note(text="4 of 100 wrong"),)),
        Part(title="Figures", key="figures", blocks=(table("Overall"), table("By year"))),
        Part(title="Before", key="caveats", blocks=(Note(text="It cannot tell who it missed"),)),
    ))

    document = rules.public_view(about(proofs=(every(Proof, paper=paper),)), made_at=MADE)

    captions = [
        block.caption for each in document.parts for block in each.blocks
        if isinstance(block, Table)
    ]
    card, behind = part(document, "evidence"), part(document, "evidence-1")
    assert captions == ["Overall", "By year"]
    assert "4 of 100 wrong" in words(replace(document, parts=(card,)))
    assert behind.folded and not any(isinstance(each, Table) for each in card.blocks)
    assert "It cannot tell who it missed" in words(replace(document, parts=(behind,)))


def test_many_points_are_named_in_short_and_all_of_them_stand_behind():
    points = tuple(
        every(Possibility, kind=said(kind), title=said(f"Title {kind} {n}"),
              text=said(f"Text {kind} {n}"), affected=said(f"Who {kind} {n}"))
        for kind in ("risk", "opportunity") for n in range(5)
    )

    document = rules.public_view(about(possibilities=points), made_at=MADE)

    short = words(replace(document, parts=(part(document, "points"),)))
    behind = part(document, "points-all")
    assert behind.folded and behind.title == "See all 10 points"
    assert "Title risk 2" in short and "Title opportunity 2" in short and "and 2 more" in short
    assert "Title risk 3" not in short and "Text" not in short
    for each in points:
        assert each.text.text in words(replace(document, parts=(behind,)))
        assert each.affected.text in words(replace(document, parts=(behind,)))


def test_the_newest_advice_comes_first_and_each_earlier_one_is_whole_behind_it():
    newest, older = (
        every(Check, advised_on=said(day), dissent=said(f"Dissent {day}"), reply=said(f"R {day}"),
              advice_reasons=said(f"Why {day}"), requests=(every(Request, text=said(f"Do {day}")),))
        for day in ("2 May", "1 April")
    )

    document = rules.public_view(about(checks=(newest, older)), made_at=MADE)

    card, more, earlier = (
        words(replace(document, parts=(part(document, key),)))
        for key in ("checks", "checks-1", "checks-2")
    )
    assert "Dissent 2 May" in card and "1 April" not in card
    assert "Why 2 May" in more and "Do 2 May" in more
    for text in ("Dissent 1 April", "R 1 April", "Why 1 April", "Do 1 April"):
        assert text in earlier


def test_what_an_option_would_do_and_every_published_answer_stand_behind_their_cards():
    outcome = every(Outcome, text=said("Fewer stops"), affected=said("Passers-by"))
    answers = tuple(
        every(Asked, question=said(f"Q{n}"), answer=said("Yes" if n else "No"), text=said(f"T{n}"))
        for n in range(5)
    )

    document = rules.public_view(
        about(choices=(every(Choice, outcomes=(outcome,)),), asked=answers), made_at=MADE
    )

    asked = {each.label: each.value for each in part(document, "asked").blocks[1].fields}
    behind = words(replace(document, parts=(part(document, "asked-all"),)))
    assert asked == {"No": "1 time", "Yes": "4 times"}
    assert all(f"Q{n}" in behind and f"T{n}" in behind for n in range(5))
    assert "Fewer stops" in words(replace(document, parts=(part(document, "options-all"),)))


# -- Who may do what, and when ----------------------------------------------------------------


@pytest.mark.parametrize(("state", "proposer", "person", "code"), [
    (State.PROPOSED, 1, 2, None),
    (State.PROPOSED, 1, 1, "same-person"),
    (State.PROPOSED, 1, None, "same-person"),
    (State.PUBLISHED, 1, 2, "nothing-proposed"),
    (None, None, 2, "nothing-proposed"),
])
def test_somebody_else_publishes_and_only_what_is_proposed(state, proposer, person, code):
    answer = rules.may_publish(state=state, proposer_id=proposer, person_id=person)

    assert getattr(answer, "code", None) == code


@pytest.mark.parametrize(("proposed", "changed", "code"), [
    (False, True, None), (True, True, "already-proposed"), (False, False, "nothing-new"),
])
def test_one_version_waits_at_a_time_and_it_says_something_new(proposed, changed, code):
    answer = rules.may_propose(proposed=proposed, changed=changed)

    assert getattr(answer, "code", None) == code


def test_every_state_is_named_has_its_moves_and_somebody_whose_turn_it_is():
    assert set(rules.STATE_NAMES) == set(rules.MOVES) == set(rules.WHOSE_TURN) == set(State)


# -- What has moved on ------------------------------------------------------------------------


def test_what_has_moved_is_named_with_the_words_that_went_and_came():
    before = rules.public_view(about(affected=said("Everyone who walks past")), made_at="2026")
    after = rules.public_view(about(affected=said("Shoppers")), made_at="2027")

    (found,) = rules.moved(published=before, current=after)

    assert found.part == "Who does it affect?"
    assert found.gone == ("Everyone who walks past",)
    assert found.new == ("Shoppers",)


def test_another_time_of_making_or_a_drawing_is_not_a_move():
    before = rules.public_view(about(), made_at="2026")
    after = replace(before, made_at="2027", facts={**before.facts, "version": "2"})

    assert rules.moved(published=before, current=after) == ()


def test_a_changed_number_in_a_table_is_a_move():
    def paper(count):
        return Document(kind="finding", title="Q", made_at="", parts=(Part(
            title="Figures", key="figures", blocks=(Table(
                caption="Overall", columns=(Column(label="A", key="a"),), rows=((count,),)),)),))

    before, after = (
        rules.public_view(
            about(proofs=(every(Proof, title=said("Our test"), paper=paper(n)),)), made_at=MADE
        )
        for n in (1, 2)
    )

    assert [each.part for each in rules.moved(published=before, current=after)] == [
        "See the figures: Our test"
    ]


# -- How hard it is to read -------------------------------------------------------------------


def test_short_words_are_easy_and_long_ones_are_not():
    easy = reading(["We look at faces. We do not keep them. You can say no."])
    hard = reading([
        "Proportionality considerations necessitate organisational deliberation regarding "
        "technological implementations across jurisdictional configurations."
    ])

    assert not easy.hard
    assert hard.hard
    assert hard.longest[0].startswith("Proportionality")


def test_the_grade_is_the_published_formula():
    # 10 words in 2 sentences; "police" and "again" have two syllables each, the others one.
    found = reading(["The police look at you. Then they look once again."])

    assert found.grade == round(0.39 * 10 / 2 + 11.8 * 12 / 10 - 15.59, 1)


def test_a_text_without_a_sentence_has_no_grade_but_a_reason():
    assert isinstance(reading(["Facewise Ltd", ""]).grade, NotComputed)


def test_the_longest_sentence_is_named_first():
    found = reading(["One two three four.", "One two three four five six."])

    assert found.longest == ("One two three four five six.", "One two three four.")
    assert len(sentences(["One two three four.\nFive six seven eight."])) == 2


def test_our_own_words_of_a_public_record_are_easy_to_read():
    from dueregard.report.publication.plain_words import lines

    for status in Status:
        document = rules.public_view(about(status=said(status.value)), made_at=MADE)
        found = reading(line.text for line in lines(document))

        assert not found.hard, (status, found)
