"""What stands in the ledger of requests, disclosures, the map and the drill, in sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from dueregard.manage.sharing.rules import STATE_NAMES, State

Facts = Mapping[str, Any]

SENTENCES = {
    "sharing:request:ask": gettext_noop("asked for something to be shared"),
    "sharing:request:change": gettext_noop("changed a request to share"),
    "sharing:request:submit": gettext_noop("sent a request to share"),
    "sharing:request:want-more": gettext_noop("asked for more before a request is answered"),
    "sharing:request:assess": gettext_noop("assessed a request to share"),
    "sharing:request:opine": gettext_noop("decided on a request to share"),
    "sharing:request:override": gettext_noop("put a request into another band of urgency"),
    "sharing:request:look": gettext_noop("looked at what was shared in a hurry"),
    "sharing:request:add": gettext_noop("added who took what was shared in a hurry, or of whom"),
    "sharing:request:close": gettext_noop("closed a request to share"),
    "sharing:request:hurry": gettext_noop("took in a request that could not wait"),
    "sharing:request:move": gettext_noop("moved a request to share on"),
    "sharing:urgent:share": gettext_noop("used the urgent path to share"),
    "sharing:urgent:second": gettext_noop("decided as the second of two on what could not wait"),
    "sharing:life:share": gettext_noop("shared because a life was at risk"),
    "sharing:life:tell": gettext_noop("told somebody at once of a risk to life"),
    "sharing:disclosure:give": gettext_noop("gave something out to a partner"),
    "sharing:disclosure:collect": gettext_noop("took the cut file, which is gone here now"),
    "sharing:disclosure:acknowledge": gettext_noop("recorded the receipt of a recipient"),
    "sharing:disclosure:correct": gettext_noop("corrected something that was given out"),
    "sharing:disclosure:recall": gettext_noop("recalled something that was given out"),
    "sharing:partner:recall": gettext_noop("recalled everything that a partner was sent"),
    "sharing:notice:tell": gettext_noop("recorded that a correction or recall arrived"),
    "sharing:notice:answer": gettext_noop("recorded what a recipient did with what it was sent"),
    "sharing:system:put": gettext_noop("put a source system on the map"),
    "sharing:system:end": gettext_noop("took a source system off the map"),
    "sharing:drill:begin": gettext_noop("began the yearly drill of disclosures"),
    "sharing:drill:show": gettext_noop("proved a disclosure in the yearly drill"),
    "sharing:drill:end": gettext_noop("ended the yearly drill of disclosures"),
}


def _opined(facts: Facts) -> str:
    """What was decided; of two, what the first said is in no line."""
    if "state" not in facts:
        return _("the first of two")
    return STATE_NAMES[State(facts["state"])].lower()


def _drilled(facts: Facts) -> str:
    return _("passed") if facts["passed"] else _("not passed")


WHAT: dict[str, Callable[[Facts], str]] = {
    "sharing:request:opine": _opined,
    "sharing:request:move": lambda facts: STATE_NAMES[State(facts["to"])].lower(),
    "sharing:partner:recall": lambda facts: ngettext(
        "%d disclosure", "%d disclosures", facts["recalled"]) % facts["recalled"],
    "sharing:drill:end": _drilled,
}
