"""A supplier is asked, answers by link or by sheet, and is graded: claims, never facts."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tests.builders import World
from tests.conftest import NOW

from dueregard.answers import DueRegardError, Missing, Refused
from dueregard.documents import FORMATS
from dueregard.identify.evidence import queries as evidence
from dueregard.identify.evidence.rules import Source
from dueregard.identify.register import queries as register
from dueregard.ledger import queries as ledger
from dueregard.manage.conditions import queries as conditions
from dueregard.manage.procurement import actions, queries
from dueregard.manage.procurement.rules import FollowUp, Given, Grade, Seen, State, hashed
from dueregard.people.rules import Role

TOKEN = "a-token-that-nobody-could-guess"
ASKED = ("supplier.09", "supplier.12", "supplier.14")


def asked(world, *, ref=None, questions=ASKED, version="3", **values):
    made = actions.ask(
        ref=ref or world.use(), supplier="Facewise Ltd", product="Facewise", version=version,
        questions=questions, answer_by=world.now.date() + timedelta(days=21),
        by=world.person(Role.PROCUREMENT_OFFICER), now=world.now, **values,
    )
    return int(made.removeprefix("enquiry-"))


def linked(world, enquiry_id, *, token=TOKEN, days=28):
    actions.open_link(
        enquiry_id=enquiry_id, token=token, by=world.person(Role.PROCUREMENT_OFFICER),
        expires_on=world.now.date() + timedelta(days=days), now=world.now,
    )
    return token


def submitted(world, *, texts=("41 of 1,204 were wrong in 2026.", "Unbiased."), **values):
    enquiry_id = asked(world, **values)
    linked(world, enquiry_id)
    for number, text in enumerate(texts, start=1):
        actions.keep(token=TOKEN, number=number, given=Given(text=text), now=world.now)
    actions.submit(token=TOKEN, said_by="Jo Seller, engineer", now=world.now)
    return enquiry_id


def graded(world, answer, *, grade=Grade.GOOD, **values):
    actions.grade(answer_id=answer.id, grade=grade, why="I read it",
                  by=world.person(Role.PROCUREMENT_OFFICER), now=world.now, **values)


def test_answers_by_link_land_as_claims_of_the_supplier_at_the_lowest_level(world):
    enquiry_id = submitted(world)

    found = queries.sheet(enquiry_id)
    claims = evidence.of_use(found.ref)
    assert found.state == State.SUBMITTED
    assert [each.said is not None for each in found.answers] == [True, True, False]
    assert {(each.source, each.level, each.measured) for each in claims} == {
        (Source.SUPPLIER, 1, False)
    }
    assert {each.said_by for each in claims} == {"Facewise Ltd: Jo Seller, engineer"}
    assert {each.title for each in claims} == {
        "How often it is wrong (Facewise 3)", "Errors by group of people (Facewise 3)"
    }


def test_an_answer_that_is_to_be_kept_secret_is_in_no_claim_and_no_public_record(world):
    from dueregard.report.publication import queries as publication

    enquiry_id = asked(world)
    linked(world, enquiry_id)
    actions.keep(token=TOKEN, number=1, now=world.now, given=Given(
        text="The key is under the mat.", secret_why="It would help a thief, until 2028"))
    actions.submit(token=TOKEN, said_by="Jo Seller", now=world.now)
    found = queries.sheet(enquiry_id)
    graded(world, found.answers[0], seen=Seen.OWN, report="Mat report, 2026")

    (claim,) = evidence.of_use(found.ref)
    shown = publication.preview(found.ref, now=world.now).paper.canonical()
    assert "under the mat" not in claim.statement + shown
    assert "It would help a thief, until 2028" in claim.statement
    assert queries.sheet(enquiry_id).answers[0].said.text == "The key is under the mat."


def test_the_token_is_kept_nowhere_but_as_a_digest(world):
    from django.core import serializers
    from django.db import connection

    from dueregard.manage.procurement.models import Enquiry

    submitted(world)

    rows = serializers.serialize("json", Enquiry.objects.all())
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM ledger_entry")
        bodies = str(cursor.fetchall())
    assert TOKEN not in rows + bodies
    assert hashed(TOKEN) in rows


def test_every_reading_and_answer_leaves_a_line(world):
    enquiry_id = asked(world)
    linked(world, enquiry_id)
    before = len(ledger.history(newest=100))

    actions.read(token=TOKEN, what="list", now=world.now)
    actions.keep(token=TOKEN, number=1, given=Given(text="Yes, on 400 people."), now=world.now)

    newest = ledger.history(newest=100)
    assert len(newest) == before + 2
    assert [each.verb for each in newest[:2]] == [
        "procurement:answer:save", "procurement:link:read"
    ]
    assert {each.by for each in newest[:2]} == {"Facewise Ltd (by link)"}


def test_a_revoked_link_opens_nothing_and_the_try_is_on_the_ledger(world):
    enquiry_id = asked(world)
    linked(world, enquiry_id)
    actions.revoke_link(enquiry_id=enquiry_id, by=world.lead, now=world.now)

    with pytest.raises(Refused) as refusal:
        actions.keep(token=TOKEN, number=1, given=Given(text="Late"), now=world.now)

    assert refusal.value.code == "link-revoked"
    assert ledger.history(newest=1)[0].refused
    assert not queries.shown_by_link(enquiry_id).lines[0].draft.text


def test_a_link_ends_with_its_last_day(world):
    enquiry_id = asked(world)
    linked(world, enquiry_id, days=5)
    world.later(days=5)
    assert actions.read(token=TOKEN, what="list", now=world.now) == enquiry_id

    world.later(days=1)

    with pytest.raises(Refused) as refusal:
        actions.read(token=TOKEN, what="list", now=world.now)
    assert refusal.value.code == "link-expired"


def test_a_new_link_ends_the_one_before(world):
    enquiry_id = asked(world)
    linked(world, enquiry_id)
    linked(world, enquiry_id, token="another")

    with pytest.raises(Missing):
        actions.read(token=TOKEN, what="list", now=world.now)
    assert actions.read(token="another", what="list", now=world.now) == enquiry_id


@pytest.mark.parametrize("token", ["", "guess", hashed(TOKEN)])
def test_a_guessed_token_opens_nothing_and_fills_no_ledger(world, token):
    linked(world, asked(world))
    before = ledger.history(newest=1)[0].seq

    with pytest.raises(Missing):
        actions.read(token=token, what="list", now=world.now)

    assert ledger.history(newest=1)[0].seq == before


def test_a_report_that_was_read_lifts_the_claim_and_the_old_one_stays(world):
    enquiry_id = submitted(world)
    first, second, _third = queries.sheet(enquiry_id).answers

    graded(world, first, seen=Seen.OTHER, report="NPL report 7, June 2025")
    graded(world, second, grade=Grade.VAGUE)

    found = queries.sheet(enquiry_id)
    lifted = evidence.sheet(found.answers[0].evidence_id)
    assert (lifted.source, lifted.level) == (Source.INDEPENDENT, 3)
    assert lifted.said_by == "NPL report 7, June 2025"
    assert evidence.sheet(first.evidence_id).replaced_by == lifted.id
    assert evidence.sheet(found.answers[1].evidence_id).level == 1


def test_a_vague_answer_is_asked_again_and_only_that_one_can_be_changed(world):
    enquiry_id = submitted(world)
    first, second, _third = queries.sheet(enquiry_id).answers
    graded(world, first)
    graded(world, second, grade=Grade.VAGUE, follow_up="How many people of each group?")
    actions.return_(enquiry_id=enquiry_id, by=world.lead, now=world.now)

    with pytest.raises(Refused) as refusal:
        actions.keep(token=TOKEN, number=1, given=Given(text="Other"), now=world.now)
    actions.keep(token=TOKEN, number=2, given=Given(text="300 of each; 9, 4."), now=world.now)
    actions.submit(token=TOKEN, said_by="Jo Seller", now=world.now)

    again = queries.sheet(enquiry_id).answers
    assert refusal.value.code == "not-asked-again"
    assert again[0].grade == Grade.GOOD
    assert again[1].grade is None
    assert again[1].follow_up_state == FollowUp.ANSWERED
    assert evidence.sheet(second.evidence_id).replaced_by == again[1].evidence_id


def test_an_unanswered_question_becomes_a_condition_when_the_officer_says_so(world):
    enquiry_id = submitted(world)
    third = queries.sheet(enquiry_id).answers[2]
    assert conditions.by_use(queries.sheet(enquiry_id).ref) == ()

    actions.hold_to(
        answer_id=third.id, text="Get the report", test="It is here and read",
        owner_id=world.person(Role.PROJECT_LEAD).id, due_on=world.now.date() + timedelta(days=30),
        by=world.person(Role.PROCUREMENT_OFFICER), now=world.now,
    )

    line = conditions.by_use(queries.sheet(enquiry_id).ref)[0]
    assert line.text == "Get the report"
    assert line.set_by == "Questions to Facewise Ltd about Facewise 3"
    assert queries.sheet(enquiry_id).answers[2].condition_id == line.id


def test_a_project_lead_sets_no_condition_and_grades_nothing(world):
    enquiry_id = submitted(world)
    first, _second, third = queries.sheet(enquiry_id).answers
    by = world.person(Role.PROJECT_LEAD)

    with pytest.raises(Refused):
        actions.grade(answer_id=first.id, grade=Grade.GOOD, why="Fine", by=by, now=world.now)
    with pytest.raises(Refused):
        actions.hold_to(answer_id=third.id, text="x", test="y", owner_id=by.id, by=by,
                        due_on=world.now.date() + timedelta(days=30), now=world.now)


def test_the_next_version_inherits_the_record_and_nothing_counts_until_it_is_confirmed(world):
    earlier = submitted(world)
    graded(world, queries.sheet(earlier).answers[0])
    ref = queries.sheet(earlier).ref
    claims = len(evidence.of_use(ref))

    enquiry_id = asked(world, ref=ref, version="4", inherits_id=earlier)
    linked(world, enquiry_id, token="four")
    with pytest.raises(Refused) as refusal:
        actions.submit(token="four", said_by="Jo", now=world.now)
    view = queries.shown_by_link(enquiry_id)
    actions.keep(token="four", number=1, given=view.lines[0].draft, now=world.now)
    actions.submit(token="four", said_by="Jo", now=world.now)

    new = queries.sheet(enquiry_id)
    assert refusal.value.code == "nothing-answered"
    assert [each.said_for for each in view.lines] == ["3", "3", ""]
    assert new.answers[0].said == queries.sheet(earlier).answers[0].said
    assert new.answers[0].grade is None
    assert new.answers[0].earlier_grade == Grade.GOOD
    assert new.answers[1].said is None
    assert len(evidence.of_use(ref)) == claims + 1


def test_answers_of_another_use_are_not_inherited(world):
    earlier = submitted(world)

    with pytest.raises(DueRegardError, match="another use"):
        asked(world, ref=world.use(name="Other"), inherits_id=earlier)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_the_sheet_goes_out_and_comes_back_filled_in(world, tmp_path, suffix):
    enquiry_id = submitted(world)
    paper = queries.sheet_paper(queries.sheet(enquiry_id), made_at=world.now.isoformat())
    file = tmp_path / f"answers{suffix}"
    file.write_bytes(FORMATS[suffix].write(paper))
    other = asked(world, ref=queries.sheet(enquiry_id).ref, version="5")

    read = actions.bring_in(
        enquiry_id=other, path=file, name="answers", said_by="Jo Seller, by e-mail",
        by=world.person(Role.PROCUREMENT_OFFICER), now=world.now,
    )

    found = queries.sheet(other)
    assert (len(read.taken), read.odd, read.blank) == (2, (), 1)
    assert found.state == State.SUBMITTED
    assert [each.said for each in found.answers] == [
        each.said for each in queries.sheet(enquiry_id).answers
    ]


def test_a_sheet_of_which_no_row_fits_changes_nothing_and_says_why(world, tmp_path):
    enquiry_id = asked(world)
    file = tmp_path / "x.csv"
    file.write_text("Number,Your answer\n77,Yes indeed\n")

    with pytest.raises(DueRegardError, match="There is no question “77”"):
        actions.bring_in(enquiry_id=enquiry_id, path=file, name="x.csv", said_by="Jo",
                         by=world.lead, now=world.now)

    assert queries.sheet(enquiry_id).state == State.OPEN


def test_a_supplier_who_never_answers_leaves_questions_that_can_be_held_to(world):
    enquiry_id = asked(world)
    actions.call_in(enquiry_id=enquiry_id, reason="Three reminders", by=world.lead, now=world.now)
    actions.close(enquiry_id=enquiry_id, by=world.lead, now=world.now)

    found = queries.sheet(enquiry_id)
    assert found.state == State.CLOSED
    assert all(each.lacking for each in found.answers)


def test_what_was_saved_and_never_sent_is_not_said(world):
    enquiry_id = asked(world)
    linked(world, enquiry_id)
    actions.keep(token=TOKEN, number=1, given=Given(text="A first thought."), now=world.now)

    actions.call_in(enquiry_id=enquiry_id, reason="Time is up", by=world.lead, now=world.now)

    found = queries.sheet(enquiry_id)
    assert found.answers[0].said is None
    assert evidence.of_use(found.ref) == ()


class _Enquiries(RuleBasedStateMachine):
    """Anything anybody can do with an enquiry, in any order."""

    def __init__(self):
        super().__init__()
        self._undone = transaction.atomic()
        self._undone.__enter__()
        self.world = World(now=NOW)
        self.ref = self.world.use()
        self.facts = register.facts(self.ref)
        self.enquiry_id = asked(self.world, ref=self.ref)
        linked(self.world, self.enquiry_id)

    def teardown(self):
        transaction.set_rollback(True)
        self._undone.__exit__(None, None, None)

    def _do(self, verb, action, **values):
        """One deed: done or refused, it leaves one line of its own verb, or changes nothing."""
        before = _lines(verb)
        head = len(ledger.history(newest=1000))
        try:
            action(now=self.world.now, **values)
        except Refused:
            pass
        except DueRegardError:
            assert len(ledger.history(newest=1000)) == head
            return
        assert _lines(verb) == before + 1

    @rule(days=st.integers(0, 40))
    def time_passes(self, days):
        self.world.later(days=days)

    @rule()
    def link(self):
        self._do("procurement:link:open", actions.open_link, enquiry_id=self.enquiry_id,
                 token=TOKEN, by=self.world.lead,
                 expires_on=self.world.now.date() + timedelta(days=14))

    @rule()
    def end_link(self):
        self._do("procurement:link:revoke", actions.revoke_link, enquiry_id=self.enquiry_id,
                 by=self.world.lead)

    @rule(number=st.integers(1, 4), text=st.sampled_from(["Yes.", "41 of 90.", ""]))
    def save(self, number, text):
        self._do("procurement:answer:save", actions.keep, token=TOKEN, number=number,
                 given=Given(text=text))

    @rule()
    def submit(self):
        self._do("procurement:enquiry:submit", actions.submit, token=TOKEN, said_by="Jo")

    @rule()
    def call_in(self):
        self._do("procurement:enquiry:call-in", actions.call_in, enquiry_id=self.enquiry_id,
                 reason="Time", by=self.world.lead)

    @rule(place=st.integers(0, 2), grade=st.sampled_from(Grade), seen=st.sampled_from(Seen),
          follow_up=st.sampled_from(["", "How many?"]))
    def grade(self, place, grade, seen, follow_up):
        answer = queries.sheet(self.enquiry_id).answers[place]
        self._do("procurement:answer:grade", actions.grade, answer_id=answer.id, grade=grade,
                 why="So", seen=seen, report="NPL 7", follow_up=follow_up,
                 by=self.world.person(Role.PROCUREMENT_OFFICER))

    @rule()
    def ask_again(self):
        self._do("procurement:enquiry:return", actions.return_, enquiry_id=self.enquiry_id,
                 by=self.world.lead)

    @rule()
    def close(self):
        self._do("procurement:enquiry:close", actions.close, enquiry_id=self.enquiry_id,
                 by=self.world.lead)

    @invariant()
    def an_answer_is_never_a_fact(self):
        assert register.facts(self.ref) == self.facts
        for each in evidence.of_use(self.ref, replaced=True):
            assert not each.measured
            assert (each.source, each.level) in {
                (Source.SUPPLIER, 1), (Source.SUPPLIER, 2), (Source.INDEPENDENT, 3)
            }
        for each in queries.sheet(self.enquiry_id).answers:
            if each.evidence_id and each.grade is None:
                assert evidence.sheet(each.evidence_id).level == 1


def _lines(verb):
    return sum(each.verb == verb for each in ledger.history(newest=1000))


@pytest.mark.django_db(databases=["default", "public"])
def test_no_sequence_makes_a_fact_of_an_answer_and_each_deed_leaves_one_line():
    run_state_machine_as_test(_Enquiries, settings=settings(
        max_examples=12, stateful_step_count=20, suppress_health_check=list(HealthCheck),
    ))
