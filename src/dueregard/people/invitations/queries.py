"""What may be asked about invitations: whose a key is, and whether it still opens."""

from dataclasses import dataclass
from datetime import datetime

from dueregard.answers import Answer, Missing
from dueregard.people.invitations import rules
from dueregard.people.invitations.models import Invitation


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Whom a link is for, and whether it opens."""

    person_id: int
    name: str
    email: str
    answer: Answer


def by_key(key: str, *, now: datetime) -> Invited:
    """Whose link this is; Missing when nobody was sent such a key."""
    row = Invitation.objects.select_related("person").filter(digest=rules.digest(key)).first()
    if row is None:
        raise Missing("This link opens nothing. Copy the whole of it from the mail.")
    return Invited(
        person_id=row.person_id, name=row.person.name, email=row.person.email,
        answer=rules.may_use(
            expires_at=row.expires_at, used_at=row.used_at, active=row.person.is_active, now=now,
            replaced=Invitation.objects.filter(person_id=row.person_id, pk__gt=row.pk).exists(),
        ),
    )
