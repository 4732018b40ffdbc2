"""Keys of partners' systems for tests, made by calling actions."""

import secrets
from datetime import date, timedelta

from tests import builders_sharing as sharing

from dueregard.manage.agreements import actions as agreements
from dueregard.manage.agreements import queries as agreed
from dueregard.manage.keys import actions, queries
from dueregard.manage.keys.rules import Parts, composed
from dueregard.people.rules import Role


def key(world, ref: str, *, label: str = "Case system", expires_on: date | None = None,
        partner_id: int | None = None) -> str:
    """The key itself, as a partner holds it; for the only partner unless one is named."""
    parts = Parts(secrets.token_hex(6), secrets.token_urlsafe(32))
    partner_id = partner_id or next(iter(queries.who_may_have_one(ref, now=world.now)))
    actions.make(
        ref=ref, partner_id=partner_id, label=label, key=parts, now=world.now,
        expires_on=expires_on or (world.now + timedelta(days=90)).date(),
        by=world.person(Role.SHARING_OFFICER),
    )
    return composed(parts)


def another_agreement(world, partner_id: int, *, name: str = "Stalking clinic") -> str:
    """A second agreement in force with the same partner."""
    ref = sharing.draft(world, sharing.use(world, name), partner_ids=[partner_id])
    by, day = world.person(Role.SHARING_OFFICER), world.now.date()
    agreements.name_deputy(ref=ref, person_id=world.founder_id, by=by, now=world.now)
    agreements.write(ref=ref, by=by, now=world.now, values=sharing.WORDS | {
        "starts": day.isoformat(), "review_due": (day + timedelta(days=300)).isoformat(),
        "expires": (day + timedelta(days=900)).isoformat(),
    })
    for party in agreed.agreement(ref, now=world.now).terms.parties:
        agreements.sign(ref=ref, party=party.ref, name="A Person", post="Director",
                        signed=day, by=by, now=world.now)
    agreements.bring_into_force(ref=ref, by=world.person(Role.DATA_PROTECTION_OFFICER),
                                now=world.now)
    return ref
