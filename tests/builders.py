"""Worlds for tests, built by calling actions: no test starts where no user could get to."""

from datetime import datetime, timedelta

from dueregard.identify.register import actions as register
from dueregard.identify.register.actions import Description
from dueregard.identify.register.rules import Affected
from dueregard.ledger.rules import Actor
from dueregard.people import actions as people
from dueregard.people import queries
from dueregard.people.rules import Role

PASSWORD = "three words together"


class World:
    """An installation with people in it. `later()` moves its clock on."""

    def __init__(self, *, now: datetime) -> None:
        self.now = now
        self._people: dict[Role, int] = {}
        people.found(
            force_name="Test Constabulary", name="Ada Lead", email="ada@example.test",
            password=PASSWORD, now=now,
        )
        founder = next(each for each in queries.roster())
        self.founder_id = founder.id
        self._people[Role.ETHICS_LEAD] = self._people[Role.ADMINISTRATOR] = founder.id

    @property
    def lead(self) -> Actor:
        """The ethics lead, who is also the administrator."""
        return queries.actor(self.founder_id)

    def person(self, role: Role) -> Actor:
        """The one person who holds only this role; invited when first asked for."""
        if role not in self._people:
            self._people[role] = self.join(role).id
        return queries.actor(self._people[role])

    def join(self, *roles: Role) -> Actor:
        """A new person with these roles."""
        number = len(queries.roster())
        made = people.invite(
            name=f"Person {number} {' '.join(roles)}", email=f"person{number}@example.test",
            roles=roles, by=self.lead, now=self.now, password=PASSWORD,
        )
        return queries.actor(int(made.removeprefix("person-")))

    def later(self, **by: float) -> datetime:
        """Move the clock on and say what time it is."""
        self.now += timedelta(**by)
        return self.now

    def use(self, *, name: str = "Live facial recognition", owner: Actor | None = None,
            technology: str = "live-facial-recognition", **described: object) -> str:
        """A use of technology in the register, owned by `owner` or the project lead."""
        owner = owner or self.person(Role.PROJECT_LEAD)
        values = {
            "affected": "Everyone who walks past the van", "affected_count": Affected.EVERYONE,
            "purpose": "Find people wanted by the courts", "supplier": "Facewise Ltd",
        } | described
        return register.add(
            described=Description(name=name, technology=technology, **values),
            by=self.lead, now=self.now, owner_id=owner.id,
        )
