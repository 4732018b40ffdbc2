"""Every address declares who may see it, and turns away those it is not for."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from tests.partners.conftest import TAKEN, settings_of_the_door

from dueregard.documents.audience import Audience
from dueregard.people.rules import PERMISSIONS


def _pages(resolver, prefix=""):
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _pages(each, prefix + str(each.pattern))
        elif isinstance(each, URLPattern):
            yield prefix + str(each.pattern), each.callback


def _ours(urlconf):
    return [
        (address, view) for address, view in _pages(get_resolver(urlconf))
        if not view.__module__.startswith("allauth.")
    ]


WORKBENCH = _ours("dueregard.web.urls_workbench")
PUBLIC = _ours("dueregard.web.urls_public")
PARTNERS = _ours("dueregard.web.urls_partners")


def _name(part: object) -> str:
    return str(part) if isinstance(part, str) else part.__name__


@pytest.mark.parametrize(("address", "view"), WORKBENCH + PUBLIC + PARTNERS, ids=_name)
def test_every_page_declares_an_audience(address, view):
    assert isinstance(view.audience, Audience)
    assert view.permission is None or view.permission in PERMISSIONS


@pytest.mark.parametrize(("address", "view"), PUBLIC, ids=_name)
def test_every_page_of_the_public_door_is_for_everyone(address, view):
    assert view.audience == Audience.PUBLIC


@pytest.mark.parametrize(("address", "view"), PARTNERS, ids=_name)
def test_the_partners_door_has_nothing_for_the_force_and_opens_by_key_alone(
    client, settings, db, address, view
):
    read = settings_of_the_door()
    for each in TAKEN:
        setattr(settings, each, read[each])
    assert view.audience in (Audience.PUBLIC, Audience.PARTNER)

    statuses = [getattr(client, how)(_address(address)).status_code for how in ("get", "post")]

    if view.audience == Audience.PUBLIC:
        assert set(statuses) == {200}
    elif address.startswith("api/"):
        assert set(statuses) <= {401, 405}
    else:
        assert statuses == [302, 401]


def _address(pattern: str) -> str:
    import re

    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda m: "1" if m[1] == "int" else "x", pattern)


@pytest.mark.parametrize(
    "address", [a for a, view in WORKBENCH if view.audience != Audience.PUBLIC]
)
def test_somebody_who_has_not_signed_in_is_sent_to_sign_in(world, client, address):
    response = client.get(_address(address))

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_a_person_without_the_right_is_refused_with_the_reason_and_it_is_on_the_ledger(
    world, client
):
    from django.contrib.auth import get_user_model

    from dueregard.ledger import queries as ledger
    from dueregard.people.rules import Role

    officer = world.person(Role.OFFICER)
    client.force_login(
        get_user_model().objects.get(pk=officer.id),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )

    response = client.get("/people/")

    newest = ledger.history(newest=1)[0]
    assert response.status_code == 403
    assert "This is for an administrator" in response.content.decode()
    assert newest.refused
    assert newest.about == "/people/"
