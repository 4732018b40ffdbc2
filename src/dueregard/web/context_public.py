"""What every public page is given besides its own content."""

from typing import Any

from django.http import HttpRequest

from dueregard import __version__
from dueregard.report.public_register import queries as public_register


def public(request: HttpRequest) -> dict[str, Any]:
    """The force's name and the ledger's head, as they were last sent to the public door."""
    return {"signboard": public_register.signboard(), "version": __version__}
