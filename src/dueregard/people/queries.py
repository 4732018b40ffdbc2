"""What may be asked about people: who acts, who holds a role, which force this is."""

from dataclasses import dataclass

from dueregard.ledger.rules import Actor
from dueregard.lenses.shapes import Nation
from dueregard.people.models import Force, Person
from dueregard.people.rules import ROLE_NAMES, Role, may


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceFacts:
    """The organisation, as pages name it."""

    name: str
    contact_email: str
    nation: Nation
    example: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """A person in a list."""

    id: int
    name: str
    email: str
    roles: tuple[Role, ...]
    active: bool

    @property
    def role_names(self) -> str:
        """Their roles in words."""
        return ", ".join(ROLE_NAMES[role] for role in self.roles)


def force() -> ForceFacts | None:
    """The organisation whose installation this is; None before the first day."""
    row = Force.objects.first()
    if row is None:
        return None
    return ForceFacts(
        name=row.name, contact_email=row.contact_email, nation=Nation(row.nation),
        example=row.example,
    )


def actor(person_id: int, *, form: str | None = None) -> Actor:
    """The person as one who acts, with the roles they hold now."""
    held = list(Person.objects.filter(pk=person_id).values_list(
        "name", "is_active", "appointments__role"))
    if not held:
        raise Person.DoesNotExist(f"There is no person {person_id}.")
    return Actor(
        id=person_id, name=held[0][0], form=form,
        roles=frozenset(role for _name, active, role in held if active and role is not None),
    )


def roster() -> tuple[Colleague, ...]:
    """Everyone, by name."""
    people = Person.objects.order_by("name").prefetch_related("appointments")
    return tuple(_colleague(each) for each in people)


def colleague(person_id: int | None) -> Colleague | None:
    """One person; None where there is nobody of that number."""
    if person_id is None:
        return None
    found = Person.objects.filter(pk=person_id).prefetch_related("appointments").first()
    return _colleague(found) if found is not None else None


def holding(role: Role) -> tuple[Colleague, ...]:
    """The people who hold a role and can sign in, by name."""
    people = Person.objects.filter(appointments__role=role, is_active=True)
    return tuple(
        _colleague(each) for each in people.order_by("name").prefetch_related("appointments")
    )


def able_to(permission: str) -> tuple[Colleague, ...]:
    """The people who can sign in and whose role lets them do this to some row, by name."""
    return tuple(
        each for each in roster() if each.active
        and may(Actor(id=each.id, name=each.name, roles=frozenset(each.roles)), permission)
    )


def _colleague(person: Person) -> Colleague:
    held = sorted(Role(each.role) for each in person.appointments.all())
    return Colleague(
        id=person.pk, name=person.name, email=person.email, roles=tuple(held),
        active=person.is_active,
    )
