"""The people who sign in, what they are appointed to, and the organisation that runs this."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from dueregard.documents.audience import Audience
from dueregard.lenses.shapes import Nation
from dueregard.people.digests.models import Digest
from dueregard.people.invitations.models import Invitation
from dueregard.people.remarks.models import Remark
from dueregard.people.rules import NATION_NAMES, ROLE_NAMES

__all__ = ["Appointment", "Digest", "Force", "Invitation", "Person", "Remark"]


class Force(models.Model):
    """The organisation whose installation this is. One row, made on the first day."""

    name = models.CharField(max_length=120)
    contact_email = models.EmailField(blank=True)
    nation = models.CharField(
        max_length=20, default=Nation.ENGLAND,
        choices=[(each.value, name) for each, name in NATION_NAMES.items()],
    )
    example = models.BooleanField(default=False)
    founded_at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "name": Audience.PUBLIC, "contact_email": Audience.PUBLIC,
        "nation": Audience.PUBLIC,
        "example": Audience.PUBLIC, "founded_at": Audience.FORCE,
    }

    def __str__(self) -> str:
        return self.name


class Person(AbstractBaseUser):
    """Somebody who can sign in. Made by an administrator; never deleted, only suspended."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = BaseUserManager()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "email": Audience.FORCE, "name": Audience.FORCE,
        "is_active": Audience.FORCE, "joined_at": Audience.FORCE, "last_login": Audience.NAMED,
        "password": Audience.NAMED,
    }

    def __str__(self) -> str:
        return self.name


class Appointment(models.Model):
    """One role that a person holds. Made and ended by an administrator."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="appointments")
    role = models.CharField(max_length=40, choices=[(r.value, n) for r, n in ROLE_NAMES.items()])
    since = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "person": Audience.FORCE, "role": Audience.FORCE,
        "since": Audience.FORCE,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "role"), name="one_appointment_a_role"),
        )

    def __str__(self) -> str:
        return f"{self.person} as {self.get_role_display()}"
