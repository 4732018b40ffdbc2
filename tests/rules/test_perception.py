"""Waves, gaps and cards: what may be recorded, which gaps are told, whether one closed."""

from dataclasses import replace
from datetime import date

import pytest
from tests.spec.perception.survey import found_of

from dueregard.documents.audience import Audience
from dueregard.documents.document import Chart, Fields, Points
from dueregard.findings.finding import VerdictCode
from dueregard.lenses.plain_words import EASY_GRADE, reading
from dueregard.report.perception import rules
from dueregard.report.perception.cards import NOTHING_YET, Card, gap_cards, thinks
from dueregard.report.perception.rules import Belief, Fact, Move, Moved, Told
from dueregard.report.publication.plain_words import lines

TOLD = Told(
    name="Spring 2026", asked_from=date(2026, 3, 1), asked_to=date(2026, 3, 31),
    asked_by="A university", asked_whom="People at addresses drawn by lot.",
    asked_how="At the door.", sample="900 were asked and 500 answered.",
)
TODAY = date(2026, 4, 2)


def belief(technology, think, *, used, unsure=0.1, size=500, **more):
    return Belief(**{
        "technology": technology, "called": technology, "think": think, "low": think - 0.04,
        "high": think + 0.04, "unsure": unsure, "people": size, "worth": float(size),
        "used": used, "often": "", "because": "Our list of tools says so.", "why_not": "",
    } | more)


MYTH = belief("face search", 0.62, used=False)
HIDDEN = belief("scores", 0.2, used=True, unsure=0.5)
SMALL = belief("plates", 0.95, used=True, unsure=0.02)
LARGE = belief("maps", 0.45, used=False)
UNKNOWN = belief("lasers", 0.7, used=None)
EVERY = (HIDDEN, MYTH, LARGE, SMALL, UNKNOWN)


def paper(*cards, beliefs=EVERY):
    return gap_cards(told=TOLD, cards=cards, beliefs=beliefs, checked_on=TODAY, sha256="a" * 64,
                     made_at="2026-04-02T00:00:00+00:00", force="Test Constabulary")


def said(document, key):
    """What one card answers, by question."""
    [part] = [each for each in document.parts if each.key == f"card-{key}"]
    return {each.key: each.value for block in part.blocks if isinstance(block, Fields)
            for each in block.fields}


def test_a_gap_counts_the_same_either_way():
    assert MYTH.gap == pytest.approx(0.62) and HIDDEN.gap == pytest.approx(-0.8)
    assert rules.suggested(EVERY) == ("scores", "face search", "maps")


def test_three_are_suggested_and_none_that_is_small_or_not_known():
    assert rules.suggested((SMALL, UNKNOWN)) == ()
    assert rules.suggested((UNKNOWN, MYTH, SMALL)) == ("face search",)


def test_a_large_gap_without_a_card_is_listed_in_the_paper_all_the_same():
    document = paper(Card(belief=MYTH, doing="We say so."))

    [others] = [each for each in document.parts if each.key == "others"]
    listed = [item for block in others.blocks if isinstance(block, Points)
              for item in block.items]
    assert len(listed) == 2
    assert listed[0] == (
        "About 2 in 10 people think we use scores. About 5 in 10 do not know. We use scores."
    )


def test_a_card_answers_its_questions_for_a_myth_and_for_what_people_do_not_know():
    document = paper(Card(belief=MYTH, doing="We say so on our page."),
                     Card(belief=HIDDEN, doing=""))

    myth, hidden = said(document, "face search"), said(document, "scores")
    assert myth["think"].startswith("About 6 in 10 people think we use face search.")
    assert myth["true"] == "We do not use face search."
    assert "58 to 66 are likely to think we use it" in myth["know"]
    assert "We looked on 2 April 2026." in myth["know"]
    assert myth["doing"] == "We say so on our page."
    assert hidden["true"] == "We use scores."
    assert hidden["doing"] == NOTHING_YET
    titles = [each.title for each in document.parts]
    assert titles[:2] == ["Face search: we do not use it, and many think we do",
                          "Scores: we use it, and many do not know"]


def test_the_paper_is_for_the_public_whole_and_in_plain_words():
    document = paper(Card(belief=MYTH, doing="We say so on our page.", moved=Moved(
        move=Move.CLOSED, since="2025", by=-0.12, low=-0.2, high=-0.04)))

    assert document.audience is Audience.PUBLIC
    assert document.for_audience(Audience.PUBLIC) == document
    assert reading(line.text for line in lines(document)).grade <= EASY_GRADE
    assert "12 more in 100" in said(document, "face search")["moved"]


def test_the_picture_tells_what_is_used_from_what_is_not_and_leaves_out_what_is_not_known():
    document = paper()

    [drawn] = [block for part in document.parts for block in part.blocks
               if isinstance(block, Chart)]
    assert "Lasers" not in drawn.description
    assert "Face search: 62 in 100 think we use it, and we do not." in drawn.description


def test_a_card_says_how_many_think_it_is_used_more_often_than_it_is():
    vans = belief("vans", 0.7, used=True, often="every-month", more_often=0.71, less_often=0.02)

    shown = said(paper(Card(belief=vans, doing="We print each day out.")), "vans")

    assert shown["think"].endswith("About 7 in 10 think we use it more often than we do.")
    assert shown["true"] == "We use vans. How often: every month."


@pytest.mark.parametrize(("share", "words"), [
    (0.0, "Nobody we asked thinks we use x."), (1.0, "All the people we asked think we use x."),
    (0.03, "Fewer than 1 in 10 people think we use x."),
])
def test_the_ends_are_said_as_people_say_them(share, words):
    assert thinks(belief("x", share, used=False, unsure=0)) == words


@pytest.mark.parametrize(("before", "after", "used", "size", "move"), [
    (0.6, 0.45, False, 500, Move.CLOSED), (0.45, 0.6, False, 500, Move.WIDER),
    (0.6, 0.45, True, 500, Move.WIDER), (0.45, 0.6, True, 500, Move.CLOSED),
    (0.6, 0.45, False, 60, Move.CANNOT_TELL),
])
def test_a_gap_closed_widened_or_it_cannot_be_told(before, after, used, size, move):
    one, other = (belief("x", share, used=used, size=size) for share in (before, after))

    assert rules.moved([one], [other], since="2025")["x"].move is move


def test_a_gap_that_was_not_asked_before_is_not_said_to_have_moved():
    moves = rules.moved([MYTH, UNKNOWN], [MYTH, LARGE, UNKNOWN], since="2025")

    assert moves["maps"].move is Move.NOT_ASKED
    assert moves["lasers"].move is Move.NOT_KNOWN


def test_looking_at_many_gaps_asks_more_of_each():
    """What one gap alone would show is not shown among twenty."""
    before = [belief(f"x{n}", 0.5, used=False) for n in range(20)]
    after = [belief("x0", 0.43, used=False), *before[1:]]

    assert rules.moved(before[:1], after[:1], since="2025")["x0"].move is Move.CLOSED
    assert rules.moved(before, after, since="2025")["x0"].move is Move.CANNOT_TELL


@pytest.mark.parametrize(("change", "code"), [
    ({"name": " "}, "name-missing"), ({"asked_by": ""}, "by-missing"),
    ({"asked_whom": ""}, "whom-missing"), ({"asked_how": ""}, "how-missing"),
    ({"sample": ""}, "sample-missing"), ({"asked_to": date(2026, 2, 1)}, "dates-turned"),
    ({"asked_to": date(2026, 5, 1)}, "date-to-come"),
])
def test_a_wave_that_does_not_say_who_asked_whom_is_refused(change, code):
    assert rules.may_record(TOLD, today=TODAY)
    assert rules.may_record(replace(TOLD, **change), today=TODAY).code == code


@pytest.mark.parametrize(("verdict", "picked", "code"), [
    (VerdictCode.NOT_FIT, {"maps": "We say so."}, "too-few"),
    (VerdictCode.DESCRIBED, {"lasers": "We say so."}, "no-gap"),
    (VerdictCode.DESCRIBED, {"unheard of": "We say so."}, "no-gap"),
    (VerdictCode.DESCRIBED, {"maps": " "}, "doing-missing"),
])
def test_a_card_needs_a_gap_people_enough_and_a_word_on_what_is_done(verdict, picked, code):
    assert rules.may_pick(beliefs=EVERY, verdict=VerdictCode.DESCRIBED,
                          picked={"maps": "We say so."})
    assert rules.may_pick(beliefs=EVERY, verdict=verdict, picked=picked).code == code


def test_what_people_think_is_read_from_a_finding_with_what_the_register_says():
    facts = [
        Fact(technology="drones", called="drones", used=True, often="every-week",
             because="Our list says so."),
        Fact(technology="anpr", called="cameras that read number plates", used=None, often="",
             because="Our list says nothing of it."),
    ]
    finding = found_of(
        ["uses_drones", "uses_anpr"], (30, "yes", "yes"), (10, "don't know", "no"),
        actual=rules.truth_table(facts),
    )

    drones, anpr = rules.beliefs(finding, facts)
    assert (drones.technology, drones.think, drones.unsure, drones.people) == (
        "drones", 0.75, 0.25, 40)
    assert drones.gap == pytest.approx(-0.25) and drones.often == "every-week"
    assert anpr.used is None and "Not to know" in anpr.why_not
