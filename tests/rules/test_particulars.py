"""What may be told to the public, and what may be kept back from them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.rules.test_publication import FULL, MADE, about, every, said, words

from dueregard.answers import DueRegardError, No, Yes
from dueregard.documents.document import Document, Note, Part
from dueregard.report.particulars import rules as particulars
from dueregard.report.particulars import wanted
from dueregard.report.particulars.rules import Quarter
from dueregard.report.publication import rules
from dueregard.report.publication.kept_back import kept_back
from dueregard.report.publication.material import Hours, Mishap, Promised, Proof, Usage
from dueregard.report.withholding import grounds
from dueregard.report.withholding import rules as withholding
from dueregard.report.withholding.rules import Kept

TODAY = date(2026, 11, 2)


def code(answer):
    return answer.code if isinstance(answer, No) else ""


def read(material):
    document = rules.public_view(material, made_at=MADE)
    return {part.key: words(replace(document, parts=(part,))) for part in document.parts}


def kept(source, reason="a court case is going on"):
    return Kept(source=source, name="who made it", reason=reason, code="court",
                review_on=date(2027, 5, 3))


# -- What may be told -------------------------------------------------------------------------


@pytest.mark.parametrize(("quarter", "count", "what", "source", "why"), [
    (Quarter(2026, 3), 0, "searches", "the log", ""),
    (Quarter(2025, 4), 12, "searches", "the log", ""),
    (Quarter(2026, 4), 12, "searches", "the log", "quarter-not-over"),
    (Quarter(2026, 3), -1, "searches", "the log", "count-below-nought"),
    (Quarter(2026, 3), 12, " ", "the log", "what-missing"),
    (Quarter(2026, 3), 12, "searches", "", "source-missing"),
])
def test_a_count_is_of_a_quarter_that_is_over_and_has_a_source(quarter, count, what, source, why):
    answer = particulars.may_count(
        quarter=quarter, today=TODAY, count=count, what=what, source=source
    )

    assert code(answer) == why


@pytest.mark.parametrize("level", range(6))
def test_hours_are_told_only_where_somebody_but_the_supplier_tested(level):
    answer = particulars.may_say_hours(hours=120, level=level, replaced=False, same_use=True)

    assert isinstance(answer, Yes) == (level >= 3)


def test_hours_need_evidence_of_this_use_that_still_stands():
    told = {"hours": 120, "level": 5}

    assert code(particulars.may_say_hours(**told, replaced=True, same_use=True))
    assert code(particulars.may_say_hours(**told, replaced=False, same_use=False))
    assert code(particulars.may_say_hours(hours=0, level=5, replaced=False, same_use=True))


def test_a_promise_ends_openly_once():
    ended = {"because": "The line was closed", "ended_on": TODAY, "today": TODAY}

    assert particulars.may_end(stands=True, **ended)
    assert code(particulars.may_end(stands=False, **ended)) == "ended-already"
    assert code(particulars.may_end(stands=True, **ended | {"because": " "})) == "reason-missing"
    late = ended | {"ended_on": TODAY + timedelta(days=1)}
    assert code(particulars.may_end(stands=True, **late)) == "date-to-come"


def test_what_is_asked_and_the_grounds_are_whole():
    assert {each.key for each in wanted.wanted().texts} == {"can_do", "cannot_do", "went_wrong"}
    assert len(grounds.grounds().reasons) >= 5
    with pytest.raises(DueRegardError, match="can_do"):
        wanted.read('[[text]]\nkey = "can_do"\ntitle = "x"\n')
    with pytest.raises(DueRegardError, match="crime"):
        grounds.read('[[reason]]\nkey = "crime"\nname = "x"\n')


# -- What the public reads --------------------------------------------------------------------


def test_not_counted_and_nothing_written_down_are_not_read_as_good_news():
    cards = read(about())

    assert "We do not know. Nobody has counted it yet." in cards["often"]
    assert "That does not mean that nothing went wrong." in cards["wrong"]
    assert "time" not in cards and "reached" not in cards


def test_counts_what_went_wrong_hours_and_promises_are_told():
    cards = read(about(
        usage=(Usage(quarter=said("July to September 2026"), count=said("1,204"),
                     what=said("searches"), source=said("The log")),),
        mishaps=(Mishap(kind=said("A complaint was upheld"), on=said("3 May 2026")),),
        hours=(every(Hours, time=said("It takes less time"), hours=said("120"),
                     shown_by=said("Before and after")),),
        promises=(every(Promised, way=said("by telephone"), post=said("Head of Contact"),
                        made_on=said("1 May 2026")),),
    ))

    assert "1,204 searches" in cards["often"] and "the log." in cards["often"]
    assert "3 May 2026: a complaint was upheld." in cards["wrong"]
    assert "not written down yet what we did about it" in cards["wrong"]
    assert "about 120 hours a month" in cards["time"] and "Before and after." in cards["time"]
    assert "Yes. Head of Contact promised this on 1 May 2026." in cards["reached"]


def test_a_promise_that_ended_is_still_read_with_its_day_and_why():
    cards = read(about(promises=(every(
        Promised, way=said("by telephone"), post=said("Head of Contact"),
        made_on=said("1 May 2026"), ended_on=said("3 June 2026"),
        ended_because=said("The line was closed"),
    ),)))

    assert "No longer." in cards["reached"] and "It ended on 3 June 2026." in cards["reached"]
    assert "whom this leaves out" in cards["reached"]


# -- What is kept back ------------------------------------------------------------------------


@pytest.mark.parametrize(("change", "why"), [
    ({}, ""), ({"field_known": False}, "not-withholdable"),
    ({"reason_known": False}, "reason-missing"), ({"because": ""}, "because-missing"),
    ({"review_on": TODAY}, "review-past"),
    ({"review_on": TODAY + timedelta(days=367)}, "review-too-late"),
    ({"already": True}, "withheld-already"),
])
def test_something_is_kept_back_for_a_coded_reason_and_not_for_good(change, why):
    asked = {
        "field_known": True, "reason_known": True, "because": "The trial is in May",
        "review_on": TODAY + timedelta(days=90), "today": TODAY, "already": False,
    }

    assert code(withholding.may_withhold(**asked | change)) == why


def test_what_is_kept_back_is_nowhere_in_the_record_and_is_said_to_be():
    made = about(
        supplier=said("SECRETMAKER Ltd", source="identify.Use.supplier"),
        purpose=said("Find people", source="identify.Use.purpose"),
    )

    document = rules.public_view(
        kept_back(made, (kept("identify.Use.supplier"),)), made_at=MADE
    )

    assert "SECRETMAKER" not in words(document)
    assert "because a court case is going on. We look at that again by 3 May 2027." in words(
        document)
    assert document.facts["withheld"] == "1"
    assert "We keep back 1 of the 3 things" in words(document)


def test_the_summary_holds_nothing_that_is_kept_back():
    made = about(what_it_does=said("SECRET matching. It runs.", source="identify.Use.what_it_does"))

    document = rules.public_view(
        kept_back(made, (kept("identify.Use.what_it_does"),)), made_at=MADE
    )

    assert "SECRET" not in document.summary + words(document)


def test_figures_that_are_kept_back_take_the_whole_paper_out():
    paper = Document(kind="finding", title="SECRET figures", made_at="", parts=(
        Part(title="x", key="verdict", blocks=(Note(text="SECRET verdict"),)),))
    made = about(proofs=(every(Proof, paper=paper, statement=said("")),))

    document = rules.public_view(
        kept_back(made, (kept("identify.Evidence.finding"),)), made_at=MADE
    )

    assert "SECRET" not in words(document) and "We keep this back" in words(document)


def test_a_blank_is_no_secret_and_is_not_counted_as_one():
    made = kept_back(about(supplier=said("", source="identify.Use.supplier")), (
        kept("identify.Use.supplier"),))

    assert made.withheld == () and made.supplier.text == ""


def test_nothing_kept_back_changes_nothing_but_the_count():
    assert replace(kept_back(FULL, ()), stated=0) == FULL
