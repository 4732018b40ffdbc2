"""An agreement as Cedar text with its schema: the same clauses for whoever enforces them elsewhere.

Without this file a partner would have to take our word for what an agreement allows. Each clause
is a `forbid` of its own, so that every one that does not hold is named. No clause asks for an
attribute without first asking whether it is there: Cedar skips a policy that goes wrong.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from dueregard.sharing import clauses
from dueregard.sharing.asked import Facts, Request
from dueregard.sharing.clauses import NAMES
from dueregard.sharing.terms import CHILD, STAFF, Marking, Terms

ALONE, BY_TWO = "share", "share-by-two"
POLICIES, SCHEMA = "agreement.cedar", "schema.cedarschema"
_NEVER = "false"
_SCHEMA = """\
// The schema of every agreement that Due Regard exports. Everything but the day may be left out,
// and what is left out never counts for a request. Give this schema, parsed, with each question:
// a question that does not fit it is then no decision, which is a no.
entity Party;
entity Agreement;

// "share" is one person deciding alone; "share-by-two" is two people deciding.
action "share", "share-by-two" appliesTo {
  principal: [Party],
  resource: [Agreement],
  context: {
    today: datetime,            // the day in the United Kingdom
    purpose?: String,
    role?: String,              // of the recipient
    items?: Set<String>,
    people?: Set<String>,       // the kinds of people whom it is about
    marking?: String,           // of the material itself
    passed_to?: Set<String>,    // empty where it goes no further
    origin_consents?: Bool,
    automated?: Bool,           // whether a machine alone would decide about somebody
    gateway?: String,           // the law relied on, where the asker names one
    case_ref?: String,
    reason?: String,
    withdrawn?: Bool,           // whether the agreement was ended early or replaced
    vetted_until?: datetime,
    suspended?: Bool,
    cleared_to?: String,        // the marking up to which the partner was vetted
    trained_until?: datetime,
    collected_for_law?: Bool,   // whether the data were collected for law enforcement
    case_required?: Bool,       // left out: required
    reason_required?: Bool,     // left out: required
  },
};
"""


def export(terms: Terms) -> dict[str, str]:
    """The files of an agreement, by name: its policies, and the schema they are read with."""
    return {POLICIES: policies(terms), SCHEMA: schema()}


def schema() -> str:
    """The schema of a question, in Cedar's own form. It is the same for every agreement."""
    return _SCHEMA


def policies(terms: Terms) -> str:
    """The clauses of an agreement as Cedar policies, each with the id it has in a decision."""
    about = " ".join(f"{terms.ref} {terms.title}".split()) or "An agreement without a name"
    head = (
        f"// {about}. Version {terms.version}.\n"
        f"// SHA-256 of the terms: {terms.policy_sha256}\n"
        "// Everything is refused unless the permit holds and no forbid does. The ids of the\n"
        "// forbids that hold are the clauses that stand in the way. A risk to life is not in\n"
        "// this text: there people decide at once, and it is told and looked at afterwards.\n"
    )
    resource = f"resource == Agreement::{_text(terms.ref)}"
    one = f'action == Action::"{ALONE}"'
    both = f'action in [Action::"{ALONE}", Action::"{BY_TWO}"]'
    parts = [head, f'@id("agreement")\npermit (principal, {both}, {resource});\n']
    for clause, condition in _conditions(terms):
        two = clause in _TWO
        scope = f"principal, {one if two else both}, {resource}"
        said = f"{NAMES[clause]}.{' Otherwise two people decide.' if two else ''}"
        parts.append(f'// {said}\n@id("{clause}")\nforbid ({scope})\n{condition};\n')
    return "\n".join(parts)


def question(
    terms: Terms, request: Request, facts: Facts, *, today: date, action: str = ALONE
) -> dict[str, Any]:
    """A request as Cedar asks it. What is blank is left out of the context."""
    return {
        "principal": {"type": "Party", "id": request.partner},
        "action": {"type": "Action", "id": action},
        "resource": {"type": "Agreement", "id": terms.ref},
        "context": json.dumps(_context(request, facts, today)),
    }


def _context(request: Request, facts: Facts, today: date) -> Mapping[str, Any]:
    context: dict[str, Any] = {"today": today}
    for asked in (request, facts):
        for name in asked.__slots__:
            value = getattr(asked, name)
            blank = value is None or (isinstance(value, str) and not value.strip())
            if name not in ("partner", "break_glass") and not blank:
                context[name] = value
    return {
        name: {"__extn": {"fn": "datetime", "arg": value.isoformat()}}
        if isinstance(value, date) else value for name, value in context.items()
    }


_TWO = frozenset(each.id for each in clauses.TWO_PEOPLE)


def _conditions(terms: Terms) -> Iterator[tuple[str, str]]:
    """Each clause with its condition. A clause that could never fail is left out."""
    ready = terms.ready
    yield clauses.IN_FORCE, _unless(
        f"context.today >= {_day(ready.starts)} && context.today <= {_day(ready.expires)}"
        " && context has withdrawn && !context.withdrawn"
        if ready.starts and ready.expires else _NEVER)
    yield clauses.SIGNED, _unless(
        f"context.today >= {_day(ready.signed)}" if ready.signed else _NEVER)
    yield clauses.REVIEW, _unless(
        f"context.today <= {_day(ready.stops)}" if ready.stops else _NEVER)
    parties = ", ".join(f"Party::{_text(each)}" for each in sorted(ready.parties))
    yield clauses.PARTY, _unless(f"[{parties}].contains(principal)" if parties else _NEVER)
    yield clauses.VETTED, _until("vetted_until")
    yield clauses.SUSPENDED, _unless("context has suspended && !context.suspended")
    yield clauses.PURPOSE, _among("purpose", ready.purposes)
    yield from _of_purpose(terms)
    yield clauses.ROLE, _among("role", ready.roles)
    yield clauses.TRAINED, _until("trained_until")
    yield clauses.ITEMS, _all_among("items", ready.items)
    yield from _of_items(terms)
    yield clauses.PEOPLE, _all_among("people", ready.people)
    yield from _of_handling(terms)
    yield from _of_two(terms)


def _of_purpose(terms: Terms) -> Iterator[tuple[str, str]]:
    """The law for a purpose, and use for another purpose than law enforcement."""
    ready = terms.ready
    if not ready.purposes:
        return
    allowed = [
        f"(context.purpose == {_text(purpose)} && (if context has gateway then "
        f"{_set(ready.gateways[purpose])}.contains(context.gateway) else true))"
        for purpose in sorted(ready.purposes) if ready.gateways[purpose]
    ]
    known = f"context has purpose && {_set(ready.purposes)}.contains(context.purpose)"
    yield clauses.GATEWAY, f"when {{ {known} }}\n" + _unless("\n    || ".join(allowed) or _NEVER)
    other = [each for each in ready.purposes if ready.law[each] is not True]
    if other and not ready.reuse:
        known = f"context has purpose && {_set(other)}.contains(context.purpose)"
        yield clauses.REUSE, f"when {{ {known} }}\n" + _unless(
            "context has collected_for_law && !context.collected_for_law")


def _of_items(terms: Terms) -> Iterator[tuple[str, str]]:
    outside = [
        f"(context.purpose == {_text(purpose)} && context.items.containsAny({_set(items)}))"
        for purpose, items in sorted(terms.ready.not_for.items()) if items
    ]
    if outside:
        yield clauses.ITEMS_PURPOSE, (
            "when {\n  context has purpose && context has items && (\n    "
            + "\n    || ".join(outside) + "\n  )\n}")


def _of_handling(terms: Terms) -> Iterator[tuple[str, str]]:
    ready = terms.ready
    within = "\n    || ".join(
        f'(context.cleared_to == "{cleared}" && '
        f"{_set(each for each in Marking if each.rank <= cleared.rank)}.contains(context.marking))"
        for cleared in Marking
    )
    yield clauses.MARKING, _unless(
        f"context has marking && context has cleared_to && (\n    {within}\n  )")
    further = (
        "(context.passed_to.isEmpty() || (context has origin_consents && context.origin_consents))"
        if ready.onward else "context.passed_to.isEmpty()")
    yield clauses.ONWARD, _unless(f"context has passed_to && {further}")
    yield clauses.HUMAN, _unless(
        "context has automated" if ready.unattended else
        "context has automated && !context.automated")
    for clause, required, given in (
        (clauses.CASE, "case_required", "case_ref"),
        (clauses.REASON, "reason_required", "reason"),
    ):
        yield clause, _unless(
            f"(context has {required} && !context.{required})\n"
            f'    || (context has {given} && context.{given} != "")')


def _of_two(terms: Terms) -> Iterator[tuple[str, str]]:
    above = [each for each in Marking if each.rank > terms.ready.rank]
    if above:
        yield clauses.TWO_MARKING, _when(
            f"context has marking && {_set(above)}.contains(context.marking)")
    for clause, person in ((clauses.TWO_CHILD, CHILD), (clauses.TWO_STAFF, STAFF)):
        yield clause, _when(f"context has people && context.people.contains({_text(person)})")


def _unless(condition: str) -> str:
    return f"unless {{\n  {condition}\n}}"


def _when(condition: str) -> str:
    return f"when {{\n  {condition}\n}}"


def _until(name: str) -> str:
    return _unless(f"context has {name} && context.today <= context.{name}")


def _among(name: str, allowed: Iterable[str]) -> str:
    kept = sorted(allowed)
    return _unless(
        f"context has {name} && {_set(kept)}.contains(context.{name})" if kept else _NEVER)


def _all_among(name: str, allowed: Iterable[str]) -> str:
    kept = sorted(allowed)
    return _unless(
        f"context has {name} && !context.{name}.isEmpty()\n"
        f"    && {_set(kept)}.containsAll(context.{name})" if kept else _NEVER)


def _set(items: Iterable[str]) -> str:
    return f"[{', '.join(_text(each) for each in sorted(items))}]"


def _day(day: date | None) -> str:
    return f'datetime("{day.isoformat()}")' if day else _NEVER


def _text(words: str) -> str:
    r"""Words as Cedar writes them.

    >>> print(_text('a "b"'), _text("line\nend"))
    "a \"b\"" "line\u{a}end"
    """
    plain = words.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(
        each if each.isprintable() else f"\\u{{{ord(each):x}}}" for each in plain) + '"'
