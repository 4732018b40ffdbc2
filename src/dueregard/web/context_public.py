"""What every public page is given besides its own content."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from dueregard import __version__
from dueregard.web import public_keeping


def public(request: HttpRequest) -> dict[str, Any]:
    """The force's name and the ledger's head, as they were last sent to the public door."""
    menu = (
        ("public-register", _("What we use")), ("public-papers", _("Papers")),
        ("about", _("About this list")),
    )
    sign = public_keeping.signboard(request)
    return {
        "signboard": sign,
        "frame": {
            "force_name": sign.force_name, "example": sign.example,
            "contact_email": sign.contact_email, "ledger_head": sign.ledger_head,
        } if sign else {},
        "version": __version__,
        "navigation": [
            {"url": reverse(name), "text": text, "current": request.path == reverse(name)}
            for name, text in menu
        ],
    }
