"""What stands in the ledger of partners and agreements, told in sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dueregard.manage.keys.rules import PROBLEM_NAMES
from dueregard.manage.partners.rules import RESULT_NAMES
from dueregard.manage.value_cases.rules import FOUND_NAMES, VERDICT_NAMES

Facts = Mapping[str, Any]

SENTENCES = {
    "partners:partner:enter": gettext_noop("entered a partner"),
    "partners:partner:change": gettext_noop("changed what is known of a partner"),
    "partners:step:record": gettext_noop("recorded a step of vetting a partner"),
    "partners:contact:try": gettext_noop("tried whether a partner's contact answers"),
    "partners:sign-off:recommend": gettext_noop("signed a partner off, as the first of two"),
    "partners:sign-off:sign": gettext_noop("signed a partner off, as the second of two"),
    "partners:sign-off:send-back": gettext_noop("sent the sign-off of a partner back"),
    "partners:partner:suspend": gettext_noop("suspended a partner"),
    "partners:suspension:ask-to-lift": gettext_noop(
        "asked for the suspension of a partner to be lifted"
    ),
    "partners:suspension:lift": gettext_noop("lifted the suspension of a partner"),
    "partners:suspension:turn-down": gettext_noop("kept the suspension of a partner"),
    "partners:breach:note": gettext_noop("noted that data went astray at a partner"),
    "partners:partner:end": gettext_noop("ended a partnership"),
    "agreements:agreement:begin": gettext_noop("began an agreement"),
    "agreements:agreement:begin-new": gettext_noop("added a sharing, with its agreement"),
    "agreements:agreement:bring-in": gettext_noop("brought in an old agreement"),
    "agreements:list:bring-in": gettext_noop("brought in a list of agreements"),
    "agreements:terms:write": gettext_noop("changed the draft of an agreement"),
    "agreements:terms:sign": gettext_noop("recorded a signature of an agreement"),
    "agreements:terms:drop": gettext_noop("dropped the draft of an agreement"),
    "agreements:terms:bring-into-force": gettext_noop("brought an agreement into force"),
    "agreements:terms:renew": gettext_noop("renewed an agreement"),
    "agreements:deputy:name": gettext_noop("said who stands in for the lead of an agreement"),
    "agreements:direct-access:assess": gettext_noop("assessed direct access of a partner"),
    "agreements:agreement:end": gettext_noop("ended an agreement"),
    "agreements:agreement:remove": gettext_noop("took an agreement off the list"),
    "agreements:review:tell": gettext_noop("told of the review of an agreement"),
    "keys:key:make": gettext_noop("made a key for a partner's system"),
    "keys:key:revoke": gettext_noop("revoked the key of a partner's system"),
    "keys:problem:report": gettext_noop("reported a problem at the partners' door"),
    "keys:problem:settle": gettext_noop("answered a problem that a partner reported"),
    "keys:call:make": gettext_noop("asked something at the partners' door"),
    "agreements:terms:begin-next": gettext_noop("began the next version of an agreement"),
    "value-cases:case:say": gettext_noop("said what sharing is to bring about"),
    "value-cases:row:add": gettext_noop("put a number to sharing, or to not sharing"),
    "value-cases:row:drop": gettext_noop("took a number out of a value case"),
    "value-cases:agreement:review": gettext_noop("looked at an agreement again"),
    "value-cases:sharing:decide-not": gettext_noop("decided not to share"),
    "value-cases:sharing:look-at-refusal": gettext_noop("looked at a decision not to share"),
    "value-cases:sharing:say-what-came": gettext_noop("said what came of not sharing"),
    "value-cases:story:tell": gettext_noop("told of a time when sharing did good"),
}


def _tried(facts: Facts) -> str:
    if not facts["answered"]:
        return _("%(name)s, nobody answered") % facts
    return _("%(name)s, answered after %(minutes)d minutes") % facts


WHAT: dict[str, Callable[[Facts], str]] = {
    "partners:step:record": lambda facts: (
        f"{facts['name']}, {facts['title'].lower()} ({RESULT_NAMES[facts['result']].lower()})"
    ),
    "partners:contact:try": _tried,
    "keys:problem:report": lambda facts: PROBLEM_NAMES[facts["kind"]].lower(),
    "keys:problem:settle": lambda facts: (
        f"{facts['partner']}, {PROBLEM_NAMES[facts['kind']].lower()}"
    ),
    "keys:key:make": lambda facts: f"{facts['partner']}, {facts['label']}",
    "keys:key:revoke": lambda facts: f"{facts['partner']}, {facts['label']}",
    "value-cases:row:add": lambda facts: f"{facts['text']} ({facts['range']})",
    "value-cases:row:drop": lambda facts: facts["text"],
    "value-cases:agreement:review": lambda facts: (
        f"{facts['name']} ({VERDICT_NAMES[facts['verdict']].lower()})"
    ),
    "value-cases:sharing:decide-not": lambda facts: facts["what"],
    "value-cases:sharing:look-at-refusal": lambda facts: (
        f"{facts['what']} ({FOUND_NAMES[facts['found']].lower()})"
    ),
    "value-cases:sharing:say-what-came": lambda facts: facts["what"],
    "value-cases:story:tell": lambda facts: facts["title"],
}
