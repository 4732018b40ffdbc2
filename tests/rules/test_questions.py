"""What is taken out of a question, when an answer is due, and what may become of it: tables."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.report.public_register.asked import rules as asked
from dueregard.report.questions import rules, working_days
from dueregard.report.questions.rules import Reason, State
from dueregard.report.questions.stripping import MARKER, Taken, only_taken_out, strip

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(("words", "left"), [
    ("Write to jo.bloggs+x@mail.example.co.uk.", "Write to [e-mail address taken out]"),
    ("I am jo at mail dot com", "I am [e-mail address taken out]"),
    ("See @jo_bloggs", "See [account name taken out]"),
    ("Ring 07700 900123", "Ring [telephone number taken out]"),
    ("Ring 07700-900-123 now", "Ring [telephone number taken out] now"),
    ("Ring +44 (0)113 496 0000", "Ring [telephone number taken out]"),
    ("Ring (0113) 496 0000", "Ring [telephone number taken out]"),
    ("mail,07700900123", "mail,[telephone number taken out]"),
    ("my phone is 496 0000", "my phone is [telephone number taken out]"),
    ("I live in LS1 4AP", "I live in [postcode taken out]"),
    ("I live in sw1a1aa!", "I live in [postcode taken out]!"),
    ("at 12 High Street", "at [address taken out]"),
    ("My car AB12 CDE", "My car [number plate taken out]"),
    ("My car ab12cde", "My car [number plate taken out]"),
    ("My old car A123 BCD", "My old car [number plate taken out]"),
    ("In Belfast AIZ 1234", "In Belfast [number plate taken out]"),
    ("I was born on 3 May 2015", "I was born on [date of birth taken out]"),
    ("DOB: 03/05/85", "DOB: [date of birth taken out]"),
    ("on 03/05/1985", "on [date of birth taken out]"),
    ("My name is Jo Bloggs and I ask", "My name is [name taken out] and I ask"),
    ("my name is jo bloggs and i ask", "my name is [name taken out] and i ask"),
    ("Mr Jones did it", "Mr [name taken out] did it"),
    ("mrs o'neill did it", "mrs [name taken out] did it"),
    ("Dr. Anne-Marie Smith said", "Dr. [name taken out] said"),
    ("PC Smith 1234 said", "PC [name taken out] said"),
    ("PC 1234 said", "PC [name taken out] said"),
    ("You stopped my son Jack", "You stopped my son [name taken out]"),
    ("Why?\nRegards,\nJo Bloggs", "Why?\nRegards,\n[name taken out]"),
    ("crime reference 13/12345/26", "crime reference [reference number taken out]"),
    ("crime ref number is 12345", "crime ref number is [reference number taken out]"),
    ("My crime number: LS1234567", "My crime number: [reference number taken out]"),
    ("about 13DA/12345/26", "about [reference number taken out]"),
    ("NI QQ 12 34 56 C", "NI [reference number taken out]"),
    ("card 4000 1234 5678 9010", "card [long number taken out]"),
])
def test_what_points_at_a_person_is_taken_out(words, left):
    assert strip(words).text == left


@pytest.mark.parametrize("words", [
    "Why do you use 1,000,000 faces?", "Is it true that 1 in 200 is wrong?",
    "Call 101 or 999", "In 2024 and 2025", "What happened on 3 May 2026 at 10:30?",
    "What happened on 03/05/2026?", "from 03/05/2026 to 04/05/2026", "On 2026-05-03 10:30 you came",
    "Does the M25 have cameras?", "I miss the bus", "Is it in case 2?", "by 20 the latest",
    "Does LFR 2024 use AI?", "I am British Asian. Does it work for me?",
    "Why is the van in King Street?", "At 5 pm it went", "I got it at 12 for my son",
])
def test_what_points_at_nobody_stays(words):
    assert strip(words).text == words


def _split(digits, gaps):
    return "".join(digit + gap for digit, gap in zip(digits, [*gaps, ""], strict=True))


_GAPS = st.sampled_from(["", "", "", " ", "-", " - ", ".", ") "])
_AROUND = st.sampled_from(["", "Call me on ", "It is ", "(", "tel:", "me,", "\n", "a "])
_PHONES = st.builds(
    lambda start, rest, gaps: _split(start + rest, gaps),
    st.sampled_from(["01", "02", "03", "07", "08"]), st.from_regex(r"[0-9]{9}", fullmatch=True),
    st.lists(_GAPS, min_size=10, max_size=10),
)
_POSTCODES = st.builds(
    lambda out, gap, end: out + gap + end,
    st.from_regex(r"[A-Z]{1,2}[0-9][A-Z0-9]?", fullmatch=True), st.sampled_from(["", " ", "  "]),
    st.from_regex(r"[0-9][ABD-HJLNP-UW-Z]{2}", fullmatch=True),
)
_EMAILS = st.emails()


@given(before=_AROUND, phone=_PHONES, after=st.sampled_from(["", ".", " please", "\n"]))
def test_no_telephone_number_survives_however_it_is_split(before, phone, after):
    left = MARKER.sub("", strip(before + phone + after).text)

    assert sum(each.isdigit() for each in left) < 5


@given(before=_AROUND, code=_POSTCODES, lower=st.booleans())
def test_no_postcode_survives(before, code, lower):
    left = strip(before + (code.lower() if lower else code)).text

    assert code.lower().replace(" ", "") not in left.lower().replace(" ", "")


@given(before=st.sampled_from(["", "mail ", "(", "\n"]), email=_EMAILS)
def test_no_e_mail_address_survives(before, email):
    left = strip(f"{before}{email} thanks").text

    assert "@" not in left


@given(st.text(max_size=300))
def test_stripping_twice_is_stripping_once(words):
    once = strip(words).text

    assert strip(once).text == once


@given(st.lists(st.sampled_from(
    ["a@b.co", "07700 900123", "LS1 4AP", "my name is", "Jo", "Mr", "ref", "12", "\n", "born on",
     "3/5/85", "regards", "AB12 CDE", "@", "at", "dot", "com", "0", "+44"]
), max_size=30).map(" ".join))
def test_stripping_twice_is_stripping_once_of_words_that_look_like_something(words):
    once = strip(words).text

    assert strip(once).text == once
    assert "@b" not in once


def test_letters_that_only_look_otherwise_are_read_as_what_they_are():
    assert strip("Ring ０７７００ ９００１２３").text == "Ring [telephone number taken out]"
    assert strip("Ring 07700\u200b900123").text == "Ring [telephone number taken out]"


def test_what_was_taken_out_is_counted():
    found = strip("Mr Jones, 07700 900123 and 07700 900124")

    assert dict(found.taken) == {Taken.TELEPHONE: 2, Taken.NAME: 1}
    assert asked.taken_in_words(found) == "2 telephone numbers and 1 name"


@pytest.mark.parametrize(("after", "yes"), [
    ("You saw Jo and me at the shop", True),
    ("You saw [taken out] and me at the shop", True),
    ("You saw [name taken out] and me [taken out]", True),
    ("[taken out]", True),
    ("You saw me at the shop", False),
    ("You saw [taken out] at the school", False),
    ("You saw Jo and me at the shop. Thank you [taken out]", False),
    ("and me [taken out] You saw Jo", False),
    ("You saw Jo and me at the shop, well done", False),
    ("You saw Jo and me at the", False),
])
def test_a_moderator_takes_out_and_changes_nothing(after, yes):
    assert only_taken_out(before="You saw Jo and me at the shop", after=after) is yes


@pytest.mark.parametrize(("year", "days"), [
    (2022, "3/1 15/4 18/4 2/5 2/6 3/6 29/8 19/9 26/12 27/12"),
    (2023, "2/1 7/4 10/4 1/5 8/5 29/5 28/8 25/12 26/12"),
    (2024, "1/1 29/3 1/4 6/5 27/5 26/8 25/12 26/12"),
    (2025, "1/1 18/4 21/4 5/5 26/5 25/8 25/12 26/12"),
    (2026, "1/1 3/4 6/4 4/5 25/5 31/8 25/12 28/12"),
    (2027, "1/1 26/3 29/3 3/5 31/5 30/8 27/12 28/12"),
])
def test_the_bank_holidays_are_those_that_the_government_lists(year, days):
    found = sorted(working_days.bank_holidays(year))

    assert " ".join(f"{each.day}/{each.month}" for each in found) == days


@pytest.mark.parametrize(("asked_on", "due_on"), [
    (date(2026, 11, 2), date(2026, 11, 30)),
    # A Saturday: the Monday is day one.
    (date(2026, 11, 7), date(2026, 12, 4)),
    # Christmas Day, the day instead of Boxing Day, and New Year's Day.
    (date(2026, 12, 7), date(2027, 1, 7)),
    # Good Friday and Easter Monday.
    (date(2026, 3, 20), date(2026, 4, 21)),
])
def test_an_answer_is_due_after_twenty_working_days(asked_on, due_on):
    assert rules.due_on(asked_on) == due_on
    assert rules.days_left(asked_on, due_on) == 0
    assert rules.days_left(asked_on, due_on + timedelta(days=7)) < 0


@given(st.dates(date(2024, 1, 1), date(2032, 1, 1)), st.integers(0, 60))
def test_late_is_the_same_however_it_is_asked(asked_on, days):
    today = asked_on + timedelta(days=days)

    late = rules.due_on(asked_on) < today
    assert (asked_on <= rules.last_late(today)) is late
    # On a weekend after the last day no working day has passed since: late all the same.
    assert late or rules.days_left(asked_on, today) >= 0


@pytest.mark.parametrize(("state", "before", "after", "code"), [
    (State.WAITING, "Ask Jo", "Ask Jo", None),
    (State.WAITING, "Ask Jo", "Ask [taken out]", None),
    (State.WAITING, "Ask Jo", "Ask nobody", "changed"),
    (State.WAITING, "Ask Jo", " ", "empty"),
    (State.REFUSED, "Ask Jo", "Ask Jo", None),
    (State.REFUSED, "", "Ask Jo", "forgotten"),
    (State.SHOWN, "Ask Jo", "Ask Jo", "shown-already"),
    (State.SHOWN, "Ask Jo", "Ask [taken out]", None),
])
def test_when_a_question_may_be_shown(state, before, after, code):
    answer = rules.may_show(state=state, before=before, after=after)

    assert getattr(answer, "code", None) == code


@pytest.mark.parametrize(("state", "reason", "same", "repeats", "code"), [
    (State.WAITING, Reason.ABUSIVE, "", None, None),
    (State.SHOWN, Reason.PERSON, "", None, None),
    (State.REFUSED, Reason.ABUSIVE, "", None, "refused-already"),
    (State.WAITING, None, "", None, "reason-missing"),
    (State.WAITING, Reason.REPEAT, "", None, "repeats-missing"),
    (State.WAITING, Reason.REPEAT, "BCD-2345", None, "repeats-unknown"),
    (State.WAITING, Reason.REPEAT, "BCD-2345", State.WAITING, "repeats-unknown"),
    (State.WAITING, Reason.REPEAT, "BCD-2345", State.SHOWN, None),
])
def test_when_a_question_may_be_kept_off_the_page(state, reason, same, repeats, code):
    answer = rules.may_refuse(state=state, reason=reason, same=same, repeats=repeats)

    assert getattr(answer, "code", None) == code


@pytest.mark.parametrize(("change", "code"), [
    ({}, None), ({"state": State.WAITING}, "not-shown"), ({"state": State.REFUSED}, "not-shown"),
    ({"words": " "}, "words-missing"), ({"post": ""}, "post-missing"),
    ({"version": 3}, "version-missing"), ({"changed_to": 2}, None),
    ({"changed_to": 1}, "changed-to"), ({"changed_to": 3}, "changed-to"),
])
def test_what_an_answer_needs(change, code):
    given_ = {"state": State.SHOWN, "words": "No.", "post": "Head", "version": 1,
              "asked_about": 1, "changed_to": None, "versions": (2, 1)}

    assert getattr(rules.may_answer(**given_ | change), "code", None) == code


@pytest.mark.parametrize(("seconds", "code"), [
    (0, "token-young"), (4, "token-young"), (5, None), (3600, None),
    (4 * 3600, None), (4 * 3600 + 1, "token-old"),
])
def test_a_form_is_open_for_as_long_as_a_person_takes(seconds, code):
    token = asked.open_token(slug="vans", version=1, now=NOW)

    answer = asked.may_keep(token=token, slug="vans", now=NOW + timedelta(seconds=seconds))

    assert getattr(answer, "code", None) == code


def test_a_form_of_another_page_is_not_taken():
    token = asked.open_token(slug="vans", version=1, now=NOW)
    later = NOW + timedelta(minutes=1)

    assert asked.may_keep(token=token, slug="drones", now=later).code == "token-strange"
    assert asked.may_keep(token=None, slug="vans", now=later).code == "token-strange"
    assert asked.token_from_plain(token.to_plain()) == token
    assert asked.token_from_plain(["vans", 1, "not-a-number", 0]) is None
    assert rules.is_number(token.number)


@pytest.mark.parametrize(("words", "trap", "code"), [
    ("Why do you use it?", "", None), ("Why do you use it?", "x", "trap"),
    ("  ", "", "words-missing"), ("Why?", "", "words-short"),
    ("a" * 2000, "", None), ("a" * 2001, "", "words-long"),
    ("Is http://a.example right?", "", None),
    ("Is http://a.example or www.b.example right?", "", "links"),
])
def test_what_may_be_sent(words, trap, code):
    assert getattr(asked.may_ask(words, trap=trap), "code", None) == code


@pytest.mark.parametrize(("today", "hour", "code"), [
    (0, 0, None), (199, 5, None), (200, 0, "full"), (0, 6, "hour"),
])
def test_there_is_room_for_so_many(today, hour, code):
    assert getattr(asked.room(today=today, this_hour=hour), "code", None) == code
