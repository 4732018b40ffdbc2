"""What somebody who leaves leaves behind: their uses, what they had to meet, roles nobody holds.

Without it a use would belong to a person who is gone, and its conditions would lapse unseen.
"""

from dataclasses import dataclass

from dueregard.identify.register import queries as register
from dueregard.identify.register.queries import UseLine
from dueregard.manage.conditions import queries as conditions
from dueregard.manage.conditions.queries import ConditionLine
from dueregard.people import queries as people
from dueregard.people.rules import ROLE_NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftBehind:
    """What needs another pair of hands."""

    uses: tuple[UseLine, ...]
    conditions: tuple[ConditionLine, ...]
    roles: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """True when nothing needs to be handed over."""
        return not (self.uses or self.conditions or self.roles)


def left_behind(person_id: int) -> LeftBehind:
    """What one person owns, and the roles that nobody else who can sign in holds."""
    first = register.listing(owner_id=person_id)
    uses = list(first.lines)
    for page in range(2, first.pages + 1):
        uses += register.listing(owner_id=person_id, page=page).lines
    person = people.colleague(person_id)
    roles = [
        ROLE_NAMES[role] for role in (person.roles if person else ())
        if all(each.id == person_id for each in people.holding(role))
    ]
    return LeftBehind(
        uses=tuple(uses), conditions=conditions.of_person(person_id), roles=tuple(roles)
    )
