"""What can be done with an invitation: send it, use it once."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from dueregard.answers import DueRegardError, require
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.people.invitations import queries, rules
from dueregard.people.invitations.models import Invitation
from dueregard.people.rules import may


def send(*, person_id: int, key: str, by: Actor, now: datetime) -> str:
    """An administrator sends a link to a person who was added. Earlier links open nothing then."""
    about = f"person-{person_id}"
    with act("people:invitation:send", by=by, now=now, about=about) as deed:
        require(may(by, "people.appoint"))
        Invitation.objects.create(
            person_id=person_id, digest=rules.digest(key), sent_at=now, sent_by=by.name,
            expires_at=now + rules.GOOD_FOR,
        )
        deed.result = about
    return deed.result


def use(*, key: str, password: str, now: datetime) -> str:
    """Whoever holds the link sets the password of the account that it is for, once."""
    invited = queries.by_key(key, now=now)
    by, about = Actor(id=invited.person_id, name=invited.name), f"person-{invited.person_id}"
    with act("people:invitation:use", by=by, now=now, about=about) as deed:
        require(queries.by_key(key, now=now).answer)
        taken = Invitation.objects.filter(digest=rules.digest(key), used_at=None)
        if not taken.update(used_at=now):
            raise DueRegardError("This link was used already. Sign in with your password.")
        get_user_model().objects.filter(pk=invited.person_id).update(
            password=make_password(password)
        )
        deed.result = about
    return deed.result
