"""Clauses on a page: roles and kinds of people by their names, where files have keys."""

import re
from collections.abc import Mapping

from django import template

from dueregard.sharing import catalogue, clauses
from dueregard.sharing.saying import Reason

register = template.Library()
# The clauses whose words list keys of `content/agreements.toml`.
_WITH_KEYS = (clauses.ROLE, clauses.PEOPLE)
_LIST = re.compile(r"(?<=: )[^.]+|(?<=\()[^)]+")
_KEY = re.compile(r"[a-z]+(?:-[a-z]+)*")


@register.filter
def clause_said(reason: Reason | Mapping[str, str]) -> str:
    """Why a clause does not hold, for somebody who knows no keys."""
    return _named(reason, "sentence")


@register.filter
def clause_yes(reason: Reason | Mapping[str, str]) -> str:
    """What would make it a yes, in the same way."""
    return _named(reason, "yes_if")


def _named(reason: Reason | Mapping[str, str], part: str) -> str:
    if isinstance(reason, Reason):
        text, clause = str(getattr(reason, part)), reason.clause
    else:
        text, clause = reason[part], reason["clause"]
    if clause not in _WITH_KEYS:
        return text
    known = catalogue.load()
    names = known.named["role"] if clause == clauses.ROLE else known.people
    # Names have commas of their own, and so the list gets semicolons.
    return _LIST.sub(lambda found: _KEY.sub(
        lambda key: names.get(key[0], key[0]), found[0].replace(", ", "; ")), text)
