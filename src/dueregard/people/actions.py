"""What can be done about people: found the installation, invite, appoint, suspend."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session

from dueregard.answers import Answer, DueRegardError, No, Refused, Yes, require
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.lenses.shapes import Nation
from dueregard.people.models import Appointment, Force, Person
from dueregard.people.rules import Role, may

LONGEST_NAME = 120
FOUNDER_ROLES = (Role.ETHICS_LEAD, Role.ADMINISTRATOR)


def found(
    *, force_name: str, name: str, email: str, password: str, now: datetime,
    contact_email: str = "", nation: Nation = Nation.ENGLAND, example: bool = False,
) -> str:
    """The first person starts an empty installation. Refused when it has been started before.

    They become ethics lead and administrator, and can appoint the others.
    """
    by = Actor(id=None, name=name, roles=frozenset({"founder"}))
    with act("people:force:found", by=by, now=now) as deed:
        if Force.objects.exists():
            require(No("This installation already has a first account.", "already-founded"))
        force = Force.objects.create(
            name=force_name.strip(), contact_email=contact_email, nation=nation,
            example=example, founded_at=now,
        )
        person = Person.objects.create(
            email=BaseUserManager.normalize_email(email.strip()).lower(), name=name.strip(),
            password=make_password(password), joined_at=now,
        )
        for role in FOUNDER_ROLES:
            Appointment.objects.create(person=person, role=role, since=now)
        deed.result = f"person-{person.pk}"
        deed.note(force=force.name, nation=nation, roles=[role.value for role in FOUNDER_ROLES])
    return deed.result


def invite(
    *, name: str, email: str, roles: Iterable[Role], by: Actor, now: datetime,
    password: str | None = None,
) -> str:
    """An administrator adds a person with their roles. Refused without the right.

    Without a password they set their own from the reset link that the page sends them.
    """
    address = BaseUserManager.normalize_email(email.strip()).lower()
    with act("people:person:invite", by=by, now=now) as deed:
        require(may(by, "people.appoint"))
        if Person.objects.filter(email=address).exists():
            raise DueRegardError(
                f"There is already an account for {address}. Change its roles instead."
            )
        person = Person.objects.create(
            email=address, name=name.strip(), password=make_password(password), joined_at=now
        )
        chosen = sorted(set(roles))
        for role in chosen:
            Appointment.objects.create(person=person, role=role, since=now)
        deed.result = deed.about = f"person-{person.pk}"
        deed.note(roles=chosen)
    return deed.result


def appoint(*, person_id: int, roles: Iterable[Role], by: Actor, now: datetime) -> str:
    """An administrator sets a person's roles. Refused where nobody could appoint after."""
    wanted = set(roles)
    with act("people:person:appoint", by=by, now=now, about=f"person-{person_id}") as deed:
        require(may(by, "people.appoint"))
        if Role.ADMINISTRATOR not in wanted and Appointment.objects.filter(
            person_id=person_id, role=Role.ADMINISTRATOR
        ).exists():
            _somebody_must_remain(person_id)
        held = _set_roles(person_id, wanted, now=now)
        deed.result = deed.about
        deed.note(roles=sorted(wanted), before=held)
    return deed.result


def suspend(*, person_id: int, reason: str, by: Actor, now: datetime) -> str:
    """An administrator stops a person from signing in. What they did stays.

    Refused without the right, and where nobody could appoint after.
    """
    with act("people:person:suspend", by=by, now=now, about=f"person-{person_id}") as deed:
        require(may(by, "people.appoint"))
        _somebody_must_remain(person_id)
        Person.objects.filter(pk=person_id).update(is_active=False)
        deed.result = deed.about
        deed.note(reason=reason, sessions=_sign_out(person_id))
    return deed.result


def arrive(
    *, person_id: int | None, name: str, email: str, roles: Iterable[Role], now: datetime,
    take_over: Answer,
) -> int:
    """Somebody signs in by the force's own sign-in: their groups say what they are appointed to.

    Without a group that holds a role they are refused, and what they held and had open is ended.
    `person_id` is whom they came as before; `take_over` is asked when their address is taken.
    """
    address = BaseUserManager.normalize_email(email.strip()).lower()
    wanted = set(roles)
    by = Actor(id=person_id, name=name.strip() or address, roles=frozenset({"single-sign-on"}))
    if not wanted and person_id is not None:
        _leave_the_groups(person_id, by=by, now=now)
    with act("people:person:arrive", by=by, now=now) as deed:
        if not wanted:
            require(No(
                "None of your groups may use this workbench. If that is wrong, ask whoever "
                "looks after accounts in your force.", "no-group",
            ))
        if person_id is not None:
            person = Person.objects.get(pk=person_id)
        else:
            there = Person.objects.filter(email=address).first()
            if there is not None:
                require(take_over)
            person = there or Person(email=address, joined_at=now)
        require(_not_suspended(person))
        person.name = (name.strip() or person.name or address)[:LONGEST_NAME]
        if not Person.objects.filter(email=address).exclude(pk=person.pk).exists():
            person.email = address
        if not person.password or person.has_usable_password():
            # From now on the force's sign-in alone opens this account.
            person.password = make_password(None)
        person.save()
        held = _set_roles(person.pk, wanted, now=now)
        deed.result = deed.about = f"person-{person.pk}"
        deed.note(roles=sorted(wanted), before=held)
    return person.pk


def _leave_the_groups(person_id: int, *, by: Actor, now: datetime) -> None:
    """Their groups hold nothing any more: roles and open sessions end."""
    with act("people:person:lose", by=by, now=now, about=f"person-{person_id}") as deed:
        deed.note(before=_set_roles(person_id, set(), now=now), sessions=_sign_out(person_id))
        deed.result = deed.about


def _set_roles(person_id: int, wanted: set[Role], *, now: datetime) -> list[str]:
    held = set(Appointment.objects.filter(person_id=person_id).values_list("role", flat=True))
    Appointment.objects.filter(person_id=person_id).exclude(role__in=wanted).delete()
    for role in sorted(wanted - held):
        Appointment.objects.create(person_id=person_id, role=role, since=now)
    return sorted(held)


def _sign_out(person_id: int) -> int:
    """End every session that a person has open; how many there were."""
    theirs = [
        each.pk for each in Session.objects.iterator()
        if each.get_decoded().get(SESSION_KEY) == str(person_id)
    ]
    Session.objects.filter(pk__in=theirs).delete()
    return len(theirs)


def _not_suspended(person: Person) -> Answer:
    if person.is_active:
        return Yes()
    return No("An administrator has stopped this account. Ask them why.", "suspended")


def restore(*, person_id: int, reason: str, by: Actor, now: datetime) -> str:
    """An administrator lets a person sign in again, with the roles they had."""
    with act("people:person:restore", by=by, now=now, about=f"person-{person_id}") as deed:
        require(may(by, "people.appoint"))
        Person.objects.filter(pk=person_id).update(is_active=True)
        deed.result = deed.about
        deed.note(reason=reason)
    return deed.result


def _somebody_must_remain(person_id: int) -> None:
    others = Appointment.objects.filter(role=Role.ADMINISTRATOR, person__is_active=True)
    if not others.exclude(person_id=person_id).exists():
        raise Refused(
            "This is the only administrator. Appoint another first, or nobody could.",
            "last-administrator",
        )


def turn_away(*, path: str, answer: No, by: Actor, now: datetime) -> None:
    """Somebody asked for a page that is not for them: always refused, and always on the ledger."""
    with act("people:page:see", by=by, now=now, about=path[:80]):
        require(answer)
