"""A question on its way: fetched once, read by somebody, shown, answered, late, forgotten."""

import json
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connections, transaction

from dueregard.answers import Missing, Refused
from dueregard.documents.audience import Audience
from dueregard.ledger import queries as ledger
from dueregard.people.rules import Role
from dueregard.report.public_register.actions import fill
from dueregard.report.public_register.asked import actions as asked
from dueregard.report.public_register.asked import rules as asked_rules
from dueregard.report.public_register.carrying import actions as carrying
from dueregard.report.public_register.models import AskedQuestion, PublicQuestion
from dueregard.report.questions import actions, queries
from dueregard.report.questions.actions import Reply
from dueregard.report.questions.models import Question, QuestionAnswer
from dueregard.report.questions.rules import Reason, State

SLUG = "live-facial-recognition"
WORDS = "How long do you keep my face?"


@pytest.fixture
def use(world):
    return world.publish()


def ask(world, words=WORDS, *, slug=SLUG, fetch=True):
    token = asked_rules.open_token(slug=slug, version=1, now=world.now)
    asked.keep(token=token, words=words, this_hour=0, now=world.now)
    if fetch:
        carrying.fetch(now=world.now)
    return token.number


def show(world, number, words=WORDS, by=None):
    return actions.show(number=number, words=words, by=by or world.lead, now=world.now)


def answer(world, number, by=None, **change):
    reply = {"words": "Less than a second.", "post": "Head of Ethics", "version": 1} | change
    return actions.answer(number=number, reply=Reply(**reply), by=by or world.lead, now=world.now)


def one(world, number):
    return queries.one(number, today=world.now.date())


def test_a_question_is_fetched_and_nothing_of_it_stays_at_the_door(world, use):
    number = ask(world)

    line = one(world, number)
    assert (line.ref, line.version, line.words, line.state) == (use, 1, WORDS, State.WAITING)
    assert not AskedQuestion.objects.exists()
    assert PublicQuestion.objects.get().words == ""


def test_what_somebody_typed_is_kept_nowhere(world, use):
    ask(world, "My name is Zebedee Quince. Why me? Ring 07700 900123", fetch=False)

    for_now = AskedQuestion.objects.get().words
    carrying.fetch(now=world.now)

    everything = json.dumps([for_now, Question.objects.get().words,
                             [str(each.body) for each in ledger_bodies()]])
    assert "Zebedee" not in everything and "900123" not in everything
    assert for_now == "My name is [name taken out]. Why me? Ring [telephone number taken out]"


def ledger_bodies():
    from dueregard.ledger.models import Entry

    return Entry.objects.all()


def test_the_words_of_a_question_are_never_on_the_ledger(world, use):
    number = ask(world, "Why do you scan grandmothers?")
    show(world, number, "Why do you scan grandmothers?")
    actions.refuse(number=number, reason=Reason.ABUSIVE, by=world.lead, now=world.now)

    assert "grandmothers" not in str([each.body for each in ledger_bodies()])


class Crash(Exception):
    pass


def test_a_crash_between_keeping_inside_and_letting_go_outside_gives_one_question(world, use):
    ask(world, fetch=False)

    def fail(execute, sql, params, many, context):
        if sql.startswith("DELETE"):
            raise Crash
        return execute(sql, params, many, context)

    with connections["public"].execute_wrapper(fail), pytest.raises(Crash):
        carrying.fetch(now=world.now)
    assert (Question.objects.count(), AskedQuestion.objects.count()) == (1, 1)
    written = ledger.head().seq

    carrying.fetch(now=world.later(hours=1))

    assert (Question.objects.count(), AskedQuestion.objects.count()) == (1, 0)
    assert ledger.head().seq == written


def test_a_form_that_is_sent_twice_is_one_question(world, use):
    token = asked_rules.open_token(slug=SLUG, version=1, now=world.now)
    given = {"token": token, "this_hour": 0, "now": world.now}

    assert asked.keep(words=WORDS, **given) is True
    assert asked.keep(words=WORDS, **given) is False
    with pytest.raises(Refused, match="already"):
        asked.keep(words="Something else entirely", **given)

    carrying.fetch(now=world.now)
    with pytest.raises(Refused, match="already"):
        asked.keep(words=WORDS, **given)
    assert Question.objects.count() == 1


@pytest.mark.parametrize(("row", "why"), [
    ({"slug": "no-such-page"}, "page"), ({"number": "hello"}, "number"), ({"words": " "}, "words"),
])
def test_what_is_no_question_is_refused_on_the_ledger_and_let_go_of(world, use, row, why):
    AskedQuestion.objects.create(**{
        "number": "BCD-2345", "slug": SLUG, "version": 1, "words": WORDS,
        "asked_on": world.now.date(),
    } | row)

    carrying.fetch(now=world.now)

    newest = ledger.history(newest=1)[0]
    assert newest.refused and newest.verb == "questions:question:receive"
    assert not Question.objects.exists() and not AskedQuestion.objects.exists()


def test_what_comes_from_the_door_is_stripped_again_and_is_not_from_the_future(world, use):
    AskedQuestion.objects.create(
        number="BCD-2345", slug=SLUG, version=1, words="Ring 07700 900123 about it",
        asked_on=world.now.date() + timedelta(days=900),
    )

    carrying.fetch(now=world.now)

    row = Question.objects.get()
    assert row.words == "Ring [telephone number taken out] about it"
    assert row.asked_on == world.now.date()


def test_the_public_reads_a_question_only_while_it_is_shown(world, use):
    number = ask(world)

    def read():
        fill(now=world.later(minutes=1))
        row = PublicQuestion.objects.get()
        return row.state, row.words, len(row.answers), row.reason

    assert read() == ("waiting", "", 0, "")
    show(world, number)
    assert read() == ("shown", WORDS, 0, "")
    answer(world, number)
    assert read() == ("shown", WORDS, 1, "")
    actions.refuse(number=number, reason=Reason.PERSON, by=world.lead, now=world.now)
    assert read() == ("refused", "", 0, "about-a-person")
    show(world, number)
    assert read() == ("shown", WORDS, 1, "")


def test_neither_database_can_hold_shown_words_of_what_is_not_shown(world, use):
    number = ask(world)

    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(number=number).update(shown_words="Secret")
    for change in ({"words": "Secret"}, {"answers": [{"words": "Secret"}]}):
        with pytest.raises(IntegrityError), transaction.atomic(using="public"):
            PublicQuestion.objects.filter(number=number).update(**change)


def test_no_field_of_a_narrower_audience_reaches_the_public_database(world, use):
    """Each narrower field holds a word of its own, and the whole public database is searched."""
    number = ask(world)
    show(world, number)
    answer(world, number)
    other = ask(world, "Is this another question?")
    actions.refuse(number=other, reason=Reason.ABUSIVE, by=world.lead, now=world.now)
    waiting = ask(world, "Is this a third question?")
    secrets = {}
    for model in (Question, QuestionAnswer):
        for field in model._meta.concrete_fields:
            narrower = model.audiences[field.name] != Audience.PUBLIC
            if narrower and field.get_internal_type() in ("CharField", "TextField"):
                secrets[f"{model.__name__}.{field.name}"] = mark = f"zq{len(secrets)}zq"
                rows = model.objects.exclude(number=number) if (
                    field.name == "words" and model is Question) else model.objects.all()
                assert rows.update(**{field.name: mark})

    fill(now=world.later(minutes=1))

    assert len(secrets) >= 3
    whole = "\n".join(_dump("public"))
    assert WORDS in whole and other in whole and waiting in whole
    assert [name for name, mark in secrets.items() if mark in whole] == []


def _dump(alias):
    with connections[alias].cursor() as cursor:
        for table in connections[alias].introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            yield from map(str, cursor.fetchall())


def test_the_owner_of_a_use_does_not_choose_what_is_asked_about_it(world):
    ref = world.use(owner=world.lead)
    second = world.join(Role.ETHICS_LEAD)
    from dueregard.report.publication import actions as publication

    publication.propose(ref=ref, by=world.lead, now=world.now)
    publication.publish(ref=ref, by=second, now=world.now)
    fill(now=world.now)
    number = ask(world)

    with pytest.raises(Refused, match="own"):
        show(world, number)
    with pytest.raises(Refused, match="own"):
        actions.refuse(number=number, reason=Reason.ABUSIVE, by=world.lead, now=world.now)
    show(world, number, by=second)
    answer(world, number)

    assert one(world, number).answers[0].post == "Head of Ethics"


@pytest.mark.parametrize("role", [Role.OFFICER, Role.INSPECTOR, Role.PROJECT_LEAD])
def test_others_do_not_moderate(world, use, role):
    number = ask(world)

    with pytest.raises(Refused, match="This is for"):
        show(world, number, by=world.person(role))


def test_the_owner_answers_for_their_own_use_and_no_other(world, use):
    number = ask(world)
    show(world, number)

    with pytest.raises(Refused, match="only for uses that you own"):
        answer(world, number, by=world.join(Role.PROJECT_LEAD))
    answer(world, number, by=world.person(Role.PROJECT_LEAD))

    assert one(world, number).answers


def test_an_answer_is_about_a_version_that_there_is_and_can_point_to_what_changed(world, use):
    number = ask(world)
    show(world, number)
    with pytest.raises(Refused, match="Choose which version"):
        answer(world, number, version=2)
    from dueregard.identify.register import actions as register
    from dueregard.identify.register.actions import Description

    register.describe(ref=use, by=world.lead, now=world.now, described=Description(
        name="Live facial recognition", purpose="Another purpose"))
    world.publish(use)

    answer(world, number, version=2, changed_to=2)

    fill(now=world.now)
    [told] = PublicQuestion.objects.get().answers
    assert (told["version"], told["changed_to"], told["post"]) == (2, 2, "Head of Ethics")
    assert ledger.history(newest=1)[0].verb == "questions:question:answer"


def test_a_later_answer_stands_beside_the_first_and_the_first_counts_for_speed(world, use):
    number = ask(world)
    show(world, number)
    world.later(days=7)
    answer(world, number)
    world.later(days=30)
    answer(world, number, words="And there is more.")
    fill(now=world.now)

    row = PublicQuestion.objects.get()
    assert [each["words"] for each in row.answers] == ["Less than a second.", "And there is more."]
    assert (row.answered_on, row.days) == (date(2026, 11, 9), 5)


def test_what_is_not_read_is_late_too(world, use):
    unread, unanswered, done, refused = (
        ask(world, f"Is this question number {n}?") for n in "abcd")
    show(world, unanswered, "Is this question number b?")
    show(world, done, "Is this question number c?")
    answer(world, done)
    actions.refuse(number=refused, reason=Reason.ABUSIVE, by=world.lead, now=world.now)

    in_time, too_late = date(2026, 11, 30), date(2026, 12, 1)

    assert queries.late(in_time) == ()
    assert {each.number for each in queries.late(too_late)} == {unread, unanswered}
    assert queries.late_count(too_late) == 2
    assert all(each.late for each in queries.late(too_late))


def test_the_words_of_what_is_not_shown_are_forgotten_after_28_days(world, use):
    number = ask(world)
    actions.refuse(number=number, reason=Reason.PERSON, by=world.lead, now=world.now)

    assert actions.forget(now=world.later(days=27)) == ()
    assert one(world, number).words == WORDS
    assert actions.forget(now=world.later(days=2)) == (number,)

    assert one(world, number).words == ""
    assert actions.forget(now=world.now) == ()
    with pytest.raises(Refused, match="not kept any more"):
        show(world, number)


def test_a_question_that_repeats_another_names_it(world, use):
    first, second = ask(world), ask(world, "How long is my face kept?")
    with pytest.raises(Refused, match="No other question"):
        actions.refuse(number=second, reason=Reason.REPEAT, same_as=first, by=world.lead,
                       now=world.now)
    show(world, first)

    actions.refuse(number=second, reason=Reason.REPEAT, same_as=first.lower(), by=world.lead,
                   now=world.now)

    fill(now=world.now)
    assert PublicQuestion.objects.get(number=second).repeats == first


def test_who_reads_what_inside(world, use):
    number = ask(world)
    today = world.now.date()

    def words(reader):
        desk = queries.desk(reader=reader, today=today)
        return [each.words for each in desk.waiting]

    assert words(world.lead) == words(world.person(Role.INSPECTOR)) == [WORDS]
    assert words(world.person(Role.PROJECT_LEAD)) == [""]
    assert words(world.join(Role.PROJECT_LEAD)) == []
    with pytest.raises(Missing):
        queries.one(number, today=today, reader=world.join(Role.PROJECT_LEAD))


def test_the_ethics_lead_is_told_on_their_start_page(world, use):
    from dueregard.desk.queries import start

    ask(world)

    def said(actor):
        return [each.sentence for each in start(actor=actor, now=world.now).actions]

    assert "Read what the public asks" in said(world.lead)
    world.later(days=40)
    assert "Answer the public" in said(world.lead)
    figures = start(actor=world.person(Role.INSPECTOR), now=world.now).figures
    assert [(each.count, each.words) for each in figures if each.link == "questions"] == [
        (1, "late answers to the public")
    ]


def test_filling_again_changes_nothing(world, use):
    number = ask(world)
    show(world, number)
    answer(world, number)
    fill(now=world.now)
    before = PublicQuestion.objects.get().changed_at

    fill(now=world.later(hours=1))

    assert PublicQuestion.objects.get().changed_at == before
