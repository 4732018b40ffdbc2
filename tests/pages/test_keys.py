"""The pages of keys: made and shown once, revoked with a reason, and for whom."""

import re

import pytest
from tests import builders_keys as keys
from tests import builders_sharing as sharing

from dueregard.ledger import queries as ledger
from dueregard.manage.keys import queries
from dueregard.manage.keys.models import PartnerKey
from dueregard.people.rules import Role

pytestmark = pytest.mark.usefixtures("at_the_same_time")


def read(response):
    return response.content.decode()


def test_a_key_is_shown_once_kept_as_a_digest_and_revoked_with_a_reason(world, sign_in):
    ref = sharing.in_force(world)
    partner_id = next(iter(queries.who_may_have_one(ref, now=world.now)))
    client = sign_in(Role.SHARING_OFFICER)
    sent = {"partner_id": partner_id, "label": "Case system", "expires_on": "1/5/2027"}

    made = client.post(f"/uses/{ref}/agreement/keys/make/", sent | {"once": "a"})
    shown = re.search(r"drk_[0-9a-f]{12}_[\w-]{43}", read(made))[0]
    again = read(client.post(f"/uses/{ref}/agreement/keys/make/", sent | {"once": "a"},
                             follow=True))

    assert made["Cache-Control"] == "no-store"
    assert shown not in again
    assert "was made and shown already" in again
    assert "Good until 1 May 2027" in again
    assert "Never used." in again
    row = PartnerKey.objects.get()
    kept = {str(getattr(row, each.attname)) for each in row._meta.concrete_fields}
    assert not any(shown.rsplit("_", 1)[1] in each for each in kept)
    newest = ledger.history(newest=1)[0]
    assert (newest.verb, newest.about) == ("keys:key:make", ref)
    assert shown[17:] not in str(newest.facts)

    text = read(client.post(f"/sharing/keys/{row.pk}/revoke/", {"words": "It was lost"},
                            follow=True))
    assert "revoked it on 2 November 2026 at 09:00: It was lost." in text
    assert not queries.entered(shown, now=world.now).answer


@pytest.mark.parametrize(("change", "words"), [
    ({"partner_id": ""}, "Choose a partner"), ({"label": ""}, "Say which system"),
    ({"expires_on": "soon"}, "Enter a date"), ({"expires_on": "2/11/2026"}, "must be after today"),
])
def test_what_a_key_lacks_is_said(world, sign_in, change, words):
    ref = sharing.in_force(world)
    partner_id = next(iter(queries.who_may_have_one(ref, now=world.now)))

    text = read(sign_in(Role.SHARING_OFFICER).post(f"/uses/{ref}/agreement/keys/make/", {
        "partner_id": partner_id, "label": "Case system", "expires_on": "1/5/2027",
    } | change))

    assert words in text
    assert queries.keys_of(ref, now=world.now) == ()


def test_a_draft_has_no_keys_and_an_officer_sees_them_and_makes_none(world, sign_in):
    ref = sharing.in_force(world)
    keys.key(world, ref)
    text = read(sign_in(Role.OFFICER).get(f"/uses/{ref}/agreement/keys/"))

    assert "Fenmarch Council: Case system" in text
    assert "Make a key" not in text
    assert "Revoke" not in text
    assert sign_in(Role.OFFICER).get(f"/uses/{ref}/agreement/keys/make/").status_code == 403
    draft = sharing.draft(world, sharing.use(world, "Another"), partner_ids=[])
    assert "a key would open nothing" in read(
        sign_in(Role.SHARING_OFFICER).get(f"/uses/{draft}/agreement/keys/"))
