"""The force's own sign-in: groups appoint, a lost group ends access, a bad token lets nobody in."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.management import call_command
from tests.sign_in_server import CLIENT, SignInServer

from dueregard.answers import DueRegardError
from dueregard.ledger import queries as ledger
from dueregard.people import actions, queries
from dueregard.people.rules import Role
from dueregard.web import environment

GROUPS = {"DR ethics": ["ethics-lead"], "DR analysts": ["analyst"], "Everyone": []}
BACK = "/accounts/oidc/force/login/callback/"
LEAVE = "/accounts/oidc/force/login/"


@pytest.fixture
def server(settings, world):
    made = SignInServer()
    settings.ENV = settings.ENV.model_copy(update={"oidc_server": made.address})
    settings.GROUPS = GROUPS
    settings.SINGLE_SIGN_ON = "your Test account"
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [{
        "provider_id": "force", "name": "Test", "client_id": CLIENT, "secret": "hush",
        "settings": {"server_url": made.address, "oauth_pkce_enabled": True},
    }]}}
    call_command("createcachetable", verbosity=0)
    cache.clear()
    yield made
    made.close()


def leave(client) -> dict:
    """Go to the sign-in; what it was asked."""
    gone = client.get(LEAVE)
    assert gone.status_code == 302, gone.content.decode()
    return {name: each[0] for name, each in parse_qs(urlsplit(gone["Location"]).query).items()}


def sign_in(client, server, **said):
    """Go there and come back with what the sign-in says."""
    asked = leave(client)
    server.person(said.pop("nonce", asked["nonce"]), **said)
    return client.get(BACK, {"code": "c", "state": asked["state"]})


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def pat():
    return next((each for each in queries.roster() if each.email == "pat@example.test"), None)


def test_the_sign_in_page_offers_it_first(client, server):
    page = client.get("/accounts/login/").content.decode()

    assert "Sign in with your Test account" in page
    assert LEAVE in page


def test_a_new_person_is_appointed_by_their_groups_and_it_is_on_the_ledger(client, server):
    response = sign_in(client, server, groups=["DR analysts", "Not ours"])

    assert response.status_code == 302
    assert response["Location"] == "/"
    assert signed_in(client)
    assert pat().roles == (Role.ANALYST,)
    assert ledger.history(newest=1)[0].verb == "people:person:arrive"
    assert "Hello, Pat Officer" in client.get("/").content.decode()


def test_our_question_carries_a_secret_that_never_leaves_us(client, server):
    sign_in(client, server, groups=["DR analysts"])

    assert server.asked[-1]["client_secret"] == "hush"
    assert len(server.asked[-1]["code_verifier"]) >= 43


def test_a_change_of_groups_changes_the_roles_at_the_next_sign_in(client, server):
    sign_in(client, server, groups=["DR analysts"])

    sign_in(client, server, groups=["DR ethics"])

    assert pat().roles == (Role.ETHICS_LEAD,)
    assert sum(each.email == "pat@example.test" for each in queries.roster()) == 1


def test_whoever_lost_their_groups_is_turned_away_and_everything_they_had_open_ends(
    client, server
):
    elsewhere = type(client)()
    sign_in(elsewhere, server, groups=["DR analysts"])

    response = sign_in(client, server, groups=["Everyone"])

    assert response.status_code == 403
    assert "None of your groups may use this workbench" in response.content.decode()
    assert pat().roles == ()
    assert not signed_in(client)
    assert elsewhere.get("/").status_code == 302


def test_the_groups_are_asked_for_again_after_some_hours_however_busy_somebody_is(
    client, server, world, at_the_same_time
):
    sign_in(client, server, groups=["DR analysts"])
    for _ in range(9):
        world.later(hours=1)
        assert client.get("/").status_code == 200

    world.later(hours=1)

    assert client.get("/").status_code == 302


def test_a_page_warns_that_staying_cannot_put_off_the_end_of_a_sign_in(
    client, server, world, at_the_same_time
):
    sign_in(client, server, groups=["DR analysts"])
    early = client.get("/").content.decode()
    for _ in range(3):
        world.later(hours=3)
        late = client.get("/").content.decode()

    assert "Stay signed in" in early
    assert 'data-session-seconds="3600"' in late
    assert "Save what you have on this page now." in late
    assert "Stay signed in" not in late


def test_whoever_an_administrator_stopped_does_not_come_back_by_a_group(
    client, server, world, at_the_same_time
):
    sign_in(client, server, groups=["DR analysts"])
    actions.suspend(person_id=pat().id, reason="Under investigation", by=world.lead, now=world.now)

    response = sign_in(client, server, groups=["DR analysts"])

    assert response.status_code == 403
    assert not signed_in(client)


@pytest.mark.parametrize(("why", "said"), [
    ("for somebody else than us", {"aud": "another-application"}),
    ("from another sign-in", {"iss": "https://elsewhere.test"}),
    ("too old", {"exp": int(time.time()) - 10}),
    ("without an end", {"exp": None}),
    ("about nobody", {"sub": ""}),
])
def test_a_token_is_refused_that_is(client, server, why, said):
    response = sign_in(client, server, groups=["DR ethics"], **said)

    assert response.status_code in {401, 403}, why
    assert not signed_in(client)
    assert pat() is None


@pytest.mark.parametrize("nonce", ["of-another-question", None])
def test_a_token_that_answers_another_question_is_refused(client, server, nonce):
    response = sign_in(client, server, groups=["DR ethics"], nonce=nonce)

    assert response.status_code == 403
    assert "Begin again" in response.content.decode()
    assert pat() is None


def test_a_token_signed_by_another_key_is_refused(client, server):
    server.sign_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    response = sign_in(client, server, groups=["DR ethics"])

    assert response.status_code == 401
    assert pat() is None


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_that_no_key_pair_signed_is_refused(client, server, algorithm):
    server.algorithm = algorithm

    response = sign_in(client, server, groups=["DR ethics"])

    assert response.status_code == 401
    assert pat() is None


def test_a_token_used_twice_is_refused_the_second_time(client, server):
    first = sign_in(client, server, groups=["DR analysts"], jti="once")
    client.logout()

    second = sign_in(client, server, groups=["DR analysts"], jti="once")

    assert first.status_code == 302
    assert second.status_code == 401
    assert not signed_in(client)


def test_what_is_said_about_somebody_else_is_refused(client, server):
    asked = leave(client)
    server.person(asked["nonce"], groups=["DR ethics"])
    server.about = {"sub": "another", "groups": ["DR ethics"]}

    response = client.get(BACK, {"code": "c", "state": asked["state"]})

    assert response.status_code == 401
    assert pat() is None


def test_an_answer_to_no_question_of_this_browser_is_refused(client, server):
    asked = leave(client)
    server.person(asked["nonce"], groups=["DR ethics"])
    stranger = type(client)()

    response = stranger.get(BACK, {"code": "c", "state": asked["state"]})

    assert response.status_code == 401
    assert not signed_in(stranger)


def test_nobody_becomes_another_person_by_choosing_their_address(client, server, world):
    response = sign_in(client, server, groups=["DR analysts"], email="ADA@example.test")

    assert response.status_code == 403
    assert "does not vouch for the address" in response.content.decode()
    assert Role.ADMINISTRATOR in world.lead.roles


def test_a_new_starter_with_a_leaver_s_address_does_not_become_the_leaver(client, server):
    sign_in(client, server, groups=["DR ethics"])
    client.logout()

    response = sign_in(
        client, server, sub="person-2", groups=["DR analysts"], email_verified=True,
    )

    assert response.status_code == 403
    assert "somebody else" in response.content.decode()
    assert pat().roles == (Role.ETHICS_LEAD,)


def test_whoever_is_renamed_there_is_renamed_here(client, server):
    sign_in(client, server, groups=["DR analysts"])

    sign_in(client, server, groups=["DR analysts"], name="P" * 200, email="pat.new@example.test")

    [person] = [each for each in queries.roster() if each.name.startswith("PPP")]
    assert person.email == "pat.new@example.test"
    assert len(person.name) == 120


@pytest.mark.parametrize("email", [None, "not an address"])
def test_without_an_address_nobody_is_let_in_and_it_is_said_why(client, server, email):
    response = sign_in(client, server, groups=["DR ethics"], email=email)

    assert response.status_code == 403
    assert "did not say your e-mail address" in response.content.decode()


def test_an_account_is_joined_when_the_address_is_vouched_for_and_its_password_ends(
    client, server, world
):
    officer = world.person(Role.OFFICER)
    address = get_user_model().objects.get(pk=officer.id).email

    sign_in(client, server, groups=["DR analysts"], email=address, email_verified=True)

    person = get_user_model().objects.get(pk=officer.id)
    assert signed_in(client)
    assert queries.actor(officer.id).roles == {Role.ANALYST}
    assert not person.has_usable_password()


def test_a_password_set_later_does_not_open_an_account_of_the_sign_in(client, server):
    sign_in(client, server, groups=["DR analysts"])
    client.logout()
    person = get_user_model().objects.get(email="pat@example.test")
    person.set_password("three words together")
    person.save()

    response = client.post("/accounts/login/", {
        "login": "pat@example.test", "password": "three words together",
    })

    assert "opened by your force" in response.content.decode()
    assert not signed_in(client)


def test_nobody_joins_or_parts_accounts_for_themselves(client, server):
    sign_in(client, server, groups=["DR analysts"])

    assert client.get("/accounts/3rdparty/").status_code == 404
    assert client.get("/accounts/social/connections/").status_code == 404


def test_whoever_stops_at_the_sign_in_is_told_that_nothing_was_done(client, server):
    asked = leave(client)

    page = client.get(BACK, {"error": "access_denied", "state": asked["state"]}, follow=True)

    assert "Nothing was done" in page.content.decode()


def test_a_sign_in_that_does_not_answer_is_said_in_words(client, server):
    server.close()

    page = client.get(LEAVE)

    assert "nobody was let in" in page.content.decode()


def test_where_no_sign_in_is_set_up_its_address_is_not_there(client, world):
    assert client.get(LEAVE).status_code == 404


def test_a_group_with_a_role_that_does_not_exist_stops_the_start_with_a_sentence(tmp_path):
    file = tmp_path / "groups.toml"
    file.write_text('[groups]\n"DR" = ["superuser"]\n')
    environ = environment.Environment(
        home=tmp_path, oidc_server="https://x.test", oidc_groups_file=file,
    )

    with pytest.raises(DueRegardError, match="superuser") as problem:
        environment.groups(environ)

    assert "ethics-lead" in str(problem.value)


def test_a_password_alone_opens_nothing_where_a_second_step_is_asked_for(
    client, settings, world
):
    settings.ENV = settings.ENV.model_copy(update={"second_factor": True})
    client.post("/accounts/login/", {
        "login": "ada@example.test", "password": "three words together",
    })

    response = client.get("/uses/")

    assert response.status_code == 302
    assert response["Location"] == "/accounts/2fa/totp/activate/"
