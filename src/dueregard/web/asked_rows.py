"""What a request asks for, in words: the same rows for the force and for whoever asks."""

from django.utils.translation import gettext as _

from dueregard.manage.sharing import rules
from dueregard.sharing import catalogue
from dueregard.sharing.asked import Request
from dueregard.sharing.saying import marking_name
from dueregard.sharing.terms import Terms

Row = dict[str, object]


def asked_rows(asked: Request, terms: Terms, *, recipient: str) -> list[Row]:
    """What, about whom, for what, why, for whom: nothing that points at a person."""
    names = catalogue.load()
    purposes = {each.key: each.name or each.key for each in terms.purposes}
    further = "" if asked.passed_to is None else (
        ", ".join(asked.passed_to) if asked.passed_to else _("Nobody"))
    return [
        {"key": _("What"), "value": rules.items_of(terms, asked.items or ())},
        {"key": _("About"), "value": ", ".join(names.people.get(each, each)
                                               for each in asked.people or ())},
        {"key": _("For what"), "value": purposes.get(asked.purpose, asked.purpose)},
        {"key": _("Why now"), "value": asked.reason},
        {"key": _("Case"), "value": asked.case_ref},
        {"key": _("Who receives it"), "value": ", ".join(each for each in (
            recipient, names.named["role"].get(asked.role, asked.role)) if each)},
        {"key": _("Marking"), "value": marking_name(asked.marking) if asked.marking else ""},
        {"key": _("Passed on to"), "value": further},
    ]
