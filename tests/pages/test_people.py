"""The people pages: the first day, who works here, and a second factor for everybody."""

import re

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.contrib.auth import get_user_model

from dueregard.people import queries
from dueregard.people.rules import Role
from dueregard.web.environment import begin_key

ACTIVATE = "/accounts/2fa/totp/activate/"
INVITED = {"name": "Bo Newly", "email": "bo@example.test", "password": "three words together"}
FIRST = {
    "force_name": "Test Force", "name": "Ada", "email": "ada@example.test",
    "password": "three words together", "nation": "wales", "once": "first",
}


def text(response):
    return response.content.decode()


def begin(client, **changes):
    key = begin_key(settings.ENV.home)
    return client.post("/begin/", FIRST | {"key": key} | changes)


@pytest.mark.django_db(databases=["default", "public"])
def test_the_first_day_asks_which_nation_s_law_to_show(client):
    begin(client)

    assert queries.force().nation == "wales"


@pytest.mark.django_db(databases=["default", "public"])
def test_a_first_day_without_a_nation_says_what_to_choose(client):
    page = text(begin(client, nation=""))

    assert "Choose where you police" in page
    assert queries.force() is None


def test_only_an_administrator_sees_who_works_here(world, sign_in):
    response = sign_in(Role.OFFICER).get("/people/")

    assert response.status_code == 403
    assert "This is for an administrator" in text(response)


def test_an_invitation_says_beside_each_field_what_is_missing(world, sign_in):
    page = text(sign_in(Role.ADMINISTRATOR).post("/people/invite/", {"once": "a"}))

    for words in ("Enter their name", "Enter their e-mail address", "Choose at least one role"):
        assert words in page


def test_pressing_twice_invites_once(world, sign_in):
    client = sign_in(Role.ADMINISTRATOR)
    said = INVITED | {"roles": ["officer"], "once": "twice"}

    client.post("/people/invite/", said)
    client.post("/people/invite/", said)

    assert sum(each.email == INVITED["email"] for each in queries.roster()) == 1


def test_a_person_who_was_invited_sets_up_a_second_factor(world, sign_in, client):
    sign_in(Role.ADMINISTRATOR).post(
        "/people/invite/", INVITED | {"roles": ["officer"], "once": "b"}
    )
    client.logout()
    client.post("/accounts/login/", {"login": INVITED["email"], "password": INVITED["password"]})
    client.get("/accounts/email/")  # from here on the library holds the address as not verified
    client.post("/accounts/reauthenticate/", {"password": INVITED["password"]})

    form = text(client.get(ACTIVATE))
    secret = re.search(r"\b[A-Z2-7]{32}\b", form).group()
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    client.post(ACTIVATE, {"code": code})

    assert "On: a code is asked for each time you sign in." in text(client.get("/accounts/2fa/"))


def test_a_page_warns_before_the_session_ends_and_each_page_starts_it_anew(world, sign_in):
    client = sign_in(Role.OFFICER)

    first = client.get("/")
    second = client.get("/")

    assert f'data-session-seconds="{settings.SESSION_COOKIE_AGE}"' in text(first)
    assert settings.SESSION_COOKIE_NAME in second.cookies


def test_the_accessibility_page_says_what_no_person_has_tested(world, client):
    page = text(client.get("/accessibility/"))

    assert "No person who uses a screen reader" in page
    assert 'href="/accessibility/"' in page


def test_a_person_is_stopped_from_signing_in_at_their_next_click_and_let_in_again(
    world, client, sign_in, at_the_same_time
):
    officer = world.person(Role.OFFICER)
    theirs = type(client)()
    theirs.force_login(
        get_user_model().objects.get(pk=officer.id),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    lead = sign_in(Role.ADMINISTRATOR)
    address = f"/people/{officer.id}/sign-in/"
    before = theirs.get("/").status_code

    without_reason = lead.post(address, {"reason": "", "once": "a"})
    lead.post(address, {"reason": "Left the force", "once": "b"})
    stopped = theirs.get("/").status_code
    lead.post(address, {"reason": "Came back", "once": "c"})

    assert before == 200
    assert "Say why" in text(without_reason)
    assert stopped == 302
    assert queries.actor(officer.id).roles == {Role.OFFICER}


def test_the_only_administrator_is_not_locked_out(world, sign_in, at_the_same_time):
    lead = sign_in(Role.ADMINISTRATOR)

    page = lead.post(f"/people/{world.founder_id}/sign-in/", {"reason": "x", "once": "a"})

    assert "only administrator" in text(page)
