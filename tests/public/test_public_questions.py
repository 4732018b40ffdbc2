"""Asking at the public door: what is kept, what is refused and how, and what everybody reads."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from dueregard.lenses.plain_words import EASY_GRADE, reading
from dueregard.report.public_register.actions import fill
from dueregard.report.public_register.asked import rules
from dueregard.report.public_register.carrying import actions as carrying
from dueregard.report.public_register.models import AskedQuestion
from dueregard.report.publication import actions as publication
from dueregard.report.questions import actions
from dueregard.report.questions.actions import Reply
from dueregard.report.questions.rules import REASON_NAMES, Reason
from dueregard.web import public_keeping
from dueregard.web.pages import public_questions

PAGE = "/uses/live-facial-recognition/"
ASK = f"{PAGE}ask/"
WORDS = "How long do you keep my face?"


@pytest.fixture
def clock(world, monkeypatch):
    monkeypatch.setattr(public_questions, "_now", lambda: world.now)
    monkeypatch.setattr(public_keeping, "today", lambda: world.now.date())
    # Nobody has knocked yet in this test.
    monkeypatch.setattr(public_questions, "_salt", public_questions._Salt())
    return world


@pytest.fixture
def use(clock):
    return clock.publish()


def plain(response):
    text = re.sub(r"<(style|title)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def token_in(response):
    return re.search(r'name="token" value="([^"]+)"', response.content.decode())[1]


def send(door, world, words=WORDS, *, wait=30, token=None, step="send", **fields):
    token = token or token_in(door.get(ASK))
    world.later(seconds=wait)
    return door.post(ASK, {"words": words, "token": token, "step": step, **fields})


def ask(door, world, words=WORDS):
    response = send(door, world, words)
    assert response.status_code == 302, plain(response)
    return response["Location"].split("/")[2]


def moderated(door, world, words=WORDS):
    number = ask(door, world, words)
    carrying.fetch(now=world.now)
    actions.show(number=number, words=words, by=world.lead, now=world.now)
    fill(now=world.now)
    return number


def answer(world, number, **change):
    reply = {"words": "Less than a second.", "post": "Head of Ethics", "version": 1} | change
    actions.answer(number=number, reply=Reply(**reply), by=world.lead, now=world.now)
    fill(now=world.now)


def test_a_person_reads_what_is_kept_before_it_is_sent(door, use, world):
    first = door.get(ASK)
    world.later(seconds=30)
    shown = door.post(ASK, {"words": "My name is Zebedee. Why me? 07700 900123",
                            "token": token_in(first)})

    text = plain(shown)
    assert "This is what we keep" in text
    assert "My name is [name taken out]. Why me? [telephone number taken out]" in text
    assert "We took out 1 telephone number and 1 name." in text
    assert "Zebedee" not in shown.content.decode()
    assert not AskedQuestion.objects.exists()


def test_the_number_and_the_day_of_the_answer_are_given(door, use, world):
    number = ask(door, world)

    text = plain(door.get(f"/questions/{number}/?sent=1"))

    assert f"Thank you. Your question is number {number}" in text
    assert "We should answer by 30 November 2026" in text
    assert WORDS not in text


def test_the_question_is_about_the_version_that_was_read(door, use, world):
    form = token_in(door.get(ASK))
    from dueregard.identify.register import actions as register
    from dueregard.identify.register.actions import Description

    register.describe(ref=use, by=world.lead, now=world.now, described=Description(
        name="Live facial recognition", purpose="Another purpose"))
    world.publish(use)

    send(door, world, token=form)

    assert AskedQuestion.objects.get().version == 1


def test_it_can_be_changed_before_it_is_sent(door, use, world):
    changed = send(door, world, "What [name taken out] said to me", step="change")

    assert "What [name taken out] said to me" in plain(changed)
    assert not AskedQuestion.objects.exists()


@pytest.mark.parametrize(("words", "fields", "said"), [
    ("", {}, "Write what you want to ask"), ("Why?", {}, "Say a little more"),
    ("a" * 2001, {"step": ""}, "1 letters too long"),
    ("http://a.example http://b.example", {}, "Take out the links"),
    (WORDS, {"website": "http://spam.example"}, "Leave the last box empty"),
])
def test_what_cannot_be_sent_is_said_and_the_words_are_still_there(
    door, use, world, words, fields, said
):
    response = send(door, world, words, **fields)

    assert said in plain(response)
    assert words in response.content.decode()
    assert not AskedQuestion.objects.exists()


@pytest.mark.parametrize(("wait", "said"), [
    (2, "That was very fast"), (5 * 3600, "open for a long time"),
])
def test_a_form_that_is_too_young_or_too_old_is_refused_kindly(door, use, world, wait, said):
    response = send(door, world, wait=wait)

    assert said in plain(response)
    assert WORDS in response.content.decode()
    assert not AskedQuestion.objects.exists()

    assert send(door, world, token=token_in(response)).status_code == 302


@pytest.mark.parametrize("token", ["nonsense", "WyJhIl0:1vT:abc", ""])
def test_a_token_that_we_did_not_sign_is_refused_kindly(door, use, world, token):
    form = token or None
    response = send(door, world, token=form) if form else door.post(ASK, {
        "words": WORDS, "step": "send"})

    assert "This form was not made by this page" in plain(response)
    assert WORDS in response.content.decode()


def test_a_token_of_another_page_is_refused(door, use, world):
    world.publish(world.use(name="Body-worn video"))

    response = send(door, world, token=token_in(door.get("/uses/body-worn-video/ask/")))

    assert "This form was not made by this page" in plain(response)


def test_sending_twice_is_one_question_and_the_same_thanks(door, use, world):
    token = token_in(door.get(ASK))

    first = send(door, world, token=token)
    second = send(door, world, token=token)

    assert first["Location"] == second["Location"]
    assert AskedQuestion.objects.count() == 1


def test_after_so_many_in_an_hour_an_address_waits_and_another_does_not(door, use, world):
    for n in range(rules.MOST_AN_HOUR):
        ask(door, world, f"Is this question number {n}?")

    refused = send(door, world, "Is this one more question?")

    assert "Send them again in an hour" in plain(refused)
    assert "Is this one more question?" in refused.content.decode()
    other = Client(REMOTE_ADDR="192.0.2.7")
    assert send(other, world, "Is this one more question?").status_code == 302
    world.later(hours=1)
    assert send(door, world, "Is this one more question?").status_code == 302


def test_behind_the_proxy_each_person_is_counted_alone(door, use, world, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for n in range(rules.MOST_AN_HOUR):
        ask(door, world, f"Is this question number {n}?")

    through = Client(headers={"x-forwarded-for": "192.0.2.8"})

    assert "in an hour" in plain(send(door, world, "Is this one more question?"))
    assert send(through, world, "Is this one more question?").status_code == 302


def test_an_address_is_never_kept_and_means_nothing_tomorrow(door, use, world, rf):
    ask(door, world)

    request = rf.get("/", REMOTE_ADDR="192.0.2.9")
    today = public_questions._who(request, world.now)
    assert today == public_questions._who(request, world.now)
    assert today != public_questions._who(request, world.now + timedelta(days=1))
    assert "192.0.2.9" not in today
    fields = {each.name for each in AskedQuestion._meta.concrete_fields}
    assert fields == {"id", "number", "slug", "version", "words", "asked_on"}


def test_a_full_day_is_said_kindly_with_another_way(door, use, world):
    from dueregard.report.public_register.models import Signboard

    Signboard.objects.update(contact_email="ask@force.example")
    AskedQuestion.objects.bulk_create([
        AskedQuestion(number=f"BCD-{n}", slug="live-facial-recognition", version=1, words="Why?",
                      asked_on=world.now.date())
        for n in range(rules.MOST_A_DAY)
    ])

    response = send(door, world)

    assert "We got a great many questions today" in plain(response)
    assert "ask@force.example" in plain(response)
    assert WORDS in response.content.decode()
    world.later(days=1)
    assert send(door, world).status_code == 302


def test_nothing_that_nobody_read_is_shown_anywhere(door, use, world):
    number = ask(door, world)
    addresses = (PAGE, "/questions/", f"/questions/{number}/", "/register.json",
                 "/questions/?about=live-facial-recognition", f"{PAGE}v/1/")

    for fetched in (False, True):
        if fetched:
            carrying.fetch(now=world.now)
        for address in addresses:
            assert WORDS not in plain(door.get(address)), address
        assert "1 more question has come in that we have not read yet" in plain(door.get(PAGE))


def test_a_question_stands_on_the_page_with_its_answer_its_day_and_its_version(door, use, world):
    before = door.get(PAGE)["ETag"]
    number = moderated(door, world)
    assert "No answer yet. It has waited 0 working days. We should answer by 30 November 2026." in (
        plain(door.get(PAGE)))

    answer(world, number)

    response = door.get(PAGE, headers={"if-none-match": before})
    text = plain(response)
    assert f"Question {number} Asked on 2 November 2026, about version 1. {WORDS}" in text
    assert "Our answer: Less than a second. Head of Ethics, 2 November 2026. About" in text


def test_a_late_answer_is_said_plainly_on_every_page(door, use, world):
    number = moderated(door, world)
    unread = ask(door, world, "Is this another question?")
    carrying.fetch(now=world.now)
    world.later(days=29)

    for address in (PAGE, "/questions/", f"/questions/{number}/"):
        text = plain(door.get(address))
        assert "It has waited 21 working days. We are late." in text, address
        assert "We should have answered by 30 November 2026." in text
    text = plain(door.get("/questions/"))
    assert "2 are late now." in text and f"Question {unread}" in text
    assert "Nobody here has read it yet, so its words are not shown." in text
    assert "1 of them is late" in plain(door.get(PAGE))


def test_how_fast_answers_came_is_computed(door, use, world):
    assert "No question is shown here yet" in plain(door.get("/questions/"))
    numbers = [moderated(door, world, f"Is this question {n} of three?") for n in "abc"]
    text = plain(door.get("/questions/"))
    assert "We have answered none yet, so we cannot say how fast we are." in text

    for days, number in zip((7, 7, 21), numbers, strict=True):
        world.later(days=days)
        answer(world, number)

    text = plain(door.get("/questions/"))
    assert "We show 3 questions. 3 have an answer." in text
    assert "Half of the answers came within 10 working days." in text
    assert "1 answer came late." in text and "0 are late now." in text


def test_of_what_is_not_shown_only_the_reasons_are_counted(door, use, world):
    number = moderated(door, world)
    answer(world, number)
    actions.refuse(number=number, reason=Reason.PERSON, by=world.lead, now=world.now)
    fill(now=world.now)

    assert "It is about one person or one case: 1" in plain(door.get("/questions/"))
    for address in (PAGE, "/questions/", f"/questions/{number}/"):
        text = plain(door.get(address))
        assert WORDS not in text and "Less than a second" not in text
    own = plain(door.get(f"/questions/{number}/"))
    assert "We do not show this question. Why: It is about one person or one case." in own


def test_what_changed_because_of_a_question_is_one_link_away(door, use, world):
    number = moderated(door, world)
    from dueregard.identify.register import actions as register
    from dueregard.identify.register.actions import Description

    register.describe(ref=use, by=world.lead, now=world.now, described=Description(
        name="Live facial recognition", purpose="Another purpose"))
    world.publish(use)

    answer(world, number, version=2, changed_to=2)

    assert f'href="{PAGE}v/2/"' in door.get(f"/questions/{number}/").content.decode()


def test_a_number_is_looked_up_without_an_account(door, use, world):
    number = ask(door, world)

    found = door.get("/questions/", {"number": f" {number.lower()} "})

    assert found["Location"] == f"/questions/{number}/"
    assert "That is not the number of a question" in plain(door.get("/questions/?number=12"))
    assert door.get("/questions/BCD-2345/").status_code == 404
    assert door.get("/questions/x/").status_code == 404


def test_about_a_page_that_was_taken_down_or_never_was_nothing_is_asked(door, use, world):
    publication.withdraw(ref=use, reason="It was wrong", by=world.lead, now=world.now)
    fill(now=world.now)

    assert door.get(ASK).status_code == 410
    assert door.post(ASK, {"words": WORDS}).status_code == 410
    assert door.get("/uses/nothing/ask/").status_code == 404
    assert door.get("/questions/?about=nothing").status_code == 404


def test_an_older_page_leads_to_no_form(door, use, world):
    from dueregard.identify.register import actions as register
    from dueregard.identify.register.actions import Description

    register.describe(ref=use, by=world.lead, now=world.now, described=Description(
        name="Live facial recognition", purpose="Another purpose"))
    world.publish(use)

    assert ASK not in door.get(f"{PAGE}v/1/").content.decode()
    assert ASK in door.get(PAGE).content.decode()


def test_no_page_sets_a_cookie_or_runs_a_program_and_no_form_is_kept_by_a_cache(door, use, world):
    number = moderated(door, world)
    pages = [door.get(each) for each in (ASK, "/questions/", f"/questions/{number}/", PAGE)]
    pages += [send(door, world, step=""), send(door, world)]

    for response in pages:
        assert not response.cookies
        assert "<script" not in response.content.decode()
        assert "style=" not in response.content.decode()
    assert door.get(ASK)["Cache-Control"] == "no-store"
    assert pages[4]["Cache-Control"] == "no-store"


def test_what_somebody_writes_is_not_taken_for_a_part_of_the_page(door, use, world):
    sent = "Is <script>alert(1)</script> safe?"
    shown = send(door, world, sent, step="")
    number = moderated(door, world, sent)

    for response in (shown, door.get(PAGE), door.get(f"/questions/{number}/")):
        assert "<script>" not in response.content.decode()


def test_many_questions_on_one_page_stay_light(door, use, world):
    import gzip

    from dueregard.report.public_register.models import PublicQuestion

    PublicQuestion.objects.bulk_create([
        PublicQuestion(
            number=f"BCD-{n}", slug="live-facial-recognition", version=1, state="shown",
            words=f"{n} " + WORDS * 20, asked_on=world.now.date(), due_on=world.now.date(),
            changed_at=world.now,
        ) for n in range(300)
    ])

    page = door.get(PAGE)

    assert "Read all 300 questions about this page" in plain(page)
    assert len(gzip.compress(page.content)) < 40_000
    assert plain(door.get("/questions/?about=live-facial-recognition")).count(WORDS) >= 300


def test_our_own_words_are_easy_to_read(door, use, world):
    number = ask(door, world)
    pages = [door.get(ASK), send(door, world, step=""), door.get(f"/questions/{number}/?sent=1"),
             door.get("/questions/")]
    texts = [
        re.sub(r"<[^>]+>", "", each) for response in pages
        for each in re.findall(r"<(?:p|li|h1)\b[^>]*>(.*?)</(?:p|li|h1)>",
                               response.content.decode(), flags=re.S)
    ]

    assert reading([*texts, *REASON_NAMES.values()]).grade <= EASY_GRADE
