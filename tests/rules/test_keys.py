"""Keys of partners' systems: how long one may be good, and whether it opens anything."""

from datetime import UTC, date, datetime

import pytest

from dueregard.manage.keys import rules
from dueregard.manage.keys.rules import Parts

TODAY = date(2026, 11, 2)
GOOD = {
    "right": True, "revoked_at": None, "expires_on": TODAY, "today": TODAY, "suspended": False,
    "partner_ended": False, "withdrawn": False, "agreement_expires": TODAY,
}


def test_a_key_opens_while_everything_that_it_hangs_on_is_known_to_stand():
    assert rules.may_enter(**GOOD)


@pytest.mark.parametrize(("change", "code"), [
    ({"right": False}, "key-wrong"),
    ({"revoked_at": datetime(2026, 11, 1, tzinfo=UTC)}, "key-revoked"),
    ({"expires_on": date(2026, 11, 1)}, "key-expired"),
    ({"today": None}, "key-expired"),
    ({"partner_ended": True}, "partner-ended"),
    ({"suspended": True}, "partner-suspended"),
    ({"suspended": None}, "partner-suspended"),
    ({"withdrawn": True}, "agreement-not-in-force"),
    ({"withdrawn": None}, "agreement-not-in-force"),
    ({"agreement_expires": date(2026, 11, 1)}, "agreement-expired"),
    ({"agreement_expires": None}, "agreement-expired"),
])
def test_whatever_has_ended_or_is_not_known_shuts_it_out(change, code):
    assert rules.may_enter(**GOOD | change).code == code


ASKED = {
    "label": "Case system", "expires_on": date(2027, 5, 1), "today": TODAY, "party": True,
    "in_force": True, "agreement_expires": date(2028, 11, 2),
}


@pytest.mark.parametrize(("change", "code"), [
    ({"in_force": False}, "not-in-force"), ({"party": False}, "not-a-party"),
    ({"label": " "}, "label-missing"), ({"expires_on": None}, "expires-missing"),
    ({"expires_on": TODAY}, "expires-past"), ({"expires_on": date(2027, 11, 4)}, "expires-late"),
    ({"agreement_expires": date(2027, 4, 30)}, "expires-after-agreement"),
])
def test_a_key_is_made_for_a_party_for_a_year_at_most(change, code):
    assert rules.may_make(**ASKED)
    assert rules.may_make(**ASKED | {"expires_on": date(2027, 11, 3)})
    assert rules.may_make(**ASKED | change).code == code


def test_a_key_is_taken_apart_as_it_was_put_together_and_nothing_else_is_one():
    made = Parts("0123456789ab", "A-b_" * 10 + "xyz")

    assert rules.parts(rules.composed(made)) == made
    for other in ("", "drk_", f"{rules.composed(made)} ", rules.composed(made).upper(),
                  rules.composed(made)[:-1], f"{rules.composed(made)}\n"):
        assert rules.parts(other) is None


def test_the_secret_matches_its_own_digest_alone():
    kept = rules.digest("a secret")

    assert "a secret" not in kept
    assert rules.matches("a secret", kept)
    assert not rules.matches("another", kept)
