"""Carries what was just published to the public door, without waiting for the hourly tick."""

from typing import Any

from django.contrib import messages
from django.db import Error, transaction
from django.utils.translation import gettext as _

from dueregard.report.public_register.actions import fill


def send(request: Any) -> None:
    """Fill the public door now; the hourly tick does it again where this could not."""
    try:
        with transaction.atomic(using="public"):
            fill(now=request.now)
    except Error:
        messages.warning(request, _(
            "The public pages could not be reached. They are filled again within the hour."
        ))
