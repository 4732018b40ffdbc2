"""What can be done to a use: add it, describe it, give it an owner, state its facts, move it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from dueregard.answers import DueRegardError, Missing, require
from dueregard.identify.packs import queries as packs
from dueregard.identify.register import queries, rules
from dueregard.identify.register.models import Fact, Use
from dueregard.identify.register.rules import Affected, Status
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.lenses.conditions import TECHNOLOGY
from dueregard.lenses.facts import problem
from dueregard.lenses.screening import openly, screen
from dueregard.people.rules import Concern, may

# What a use is described as, that an assessment or a decision rests on.
REVIEW_RESTS_ON = frozenset(
    {"affected", "affected_count", "purpose", "what_it_does", "technology", "supplier"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a person says a use is. Who is affected comes first."""

    affected: str = ""
    affected_count: Affected = Affected.UNKNOWN
    name: str
    purpose: str = ""
    what_it_does: str = ""
    technology: str = ""
    owner_named: str = ""
    department: str = ""
    supplier: str = ""
    contract: str = ""
    started_on: date | None = None


def add(
    *, described: Description, by: Actor, now: datetime, owner_id: int | None = None,
    status: Status = Status.IDEA, status_reason: str = "", imported: bool = False,
    permission: str = "register.add",
) -> str:
    """Somebody adds a use to the register and gets its reference. Refused without the right.

    A new use is an idea; one brought in from the force's own list stands where the list says.
    """
    with act("register:use:add", by=by, now=now) as deed:
        require(may(by, permission))
        name = described.name.strip()
        if not name:
            raise DueRegardError("Give the use a name that people inside the force know it by.")
        number = (Use.objects.aggregate(Max("number"))["number__max"] or 0) + 1
        use = Use(
            number=number, owner_id=owner_id, status=status, status_reason=status_reason,
            imported=imported, added_at=now, changed_at=now,
        )
        _describe(use, described)
        _screen(use, {})
        use.save()
        deed.result = deed.about = rules.ref(number)
        deed.note(name=name, status=status, tier=use.tier)
    return deed.result


def describe(*, ref: str, described: Description, by: Actor, now: datetime) -> str:
    """The owner or the ethics lead rewrites what a use is. Refused to others."""
    with act("register:use:describe", by=by, now=now, about=ref) as deed:
        use = _use(ref)
        require(may(by, "register.change", _concern(use)))
        changed = _describe(use, described)
        use.changed_at = now
        if set(changed) & REVIEW_RESTS_ON:
            use.facts_changed_at = now
        _screen(use, _facts(use))
        use.save()
        deed.result = ref
        deed.note(changed=changed)
    return ref


def assign(*, ref: str, owner_id: int | None, by: Actor, now: datetime) -> str:
    """The ethics lead gives a use an owner. Refused to others."""
    with act("register:use:assign", by=by, now=now, about=ref) as deed:
        use = _use(ref)
        require(may(by, "register.assign"))
        before, use.owner_id = use.owner_id, owner_id
        deed.note(before=before, after=owner_id, owner=use.owner.name if use.owner else "")
        use.changed_at = now
        use.save(update_fields=["owner", "changed_at"])
        deed.result = ref
    return ref


def state_facts(*, ref: str, facts: Mapping[str, str], by: Actor, now: datetime) -> str:
    """The owner states facts about a use; a blank one is kept as 'not known'.

    How deep to look is worked out again from all the facts. Refused to others, and for a
    fact that nobody asked about.
    """
    with act("register:use:state-facts", by=by, now=now, about=ref) as deed:
        use = _use(ref)
        require(may(by, "register.change", _concern(use)))
        before = _facts(use)
        _check_facts({**before, **facts, TECHNOLOGY: use.technology}, facts)
        changed = {
            key: {"before": before.get(key, ""), "after": value.strip()}
            for key, value in facts.items() if before.get(key, "") != value.strip()
        }
        for key, value in facts.items():
            Fact.objects.update_or_create(
                use=use, key=key,
                defaults={"value": value.strip(), "at": now, "by_name": by.name},
            )
        tier_before = use.tier
        use.changed_at = now
        if changed:
            use.facts_changed_at = now
        _screen(use, {**before, **{key: value.strip() for key, value in facts.items()}})
        use.save()
        deed.result = ref
        deed.note(changed=changed, tier={"before": tier_before, "after": use.tier})
    return ref


def move(*, ref: str, to: Status, reason: str, by: Actor, now: datetime) -> str:
    """The owner or the ethics lead moves a use by hand. Refused where a decision is needed."""
    with act("register:use:move", by=by, now=now, about=ref) as deed:
        use = _use(ref)
        require(may(by, "register.move", _concern(use)))
        _move(use, to=to, reason=reason, decided=False, now=now)
        deed.result = ref
        deed.note(to=to, reason=reason)
    return ref


def move_as_decided(
    *, ref: str, to: Status, reason: str, review_on: date | None, by: Actor, now: datetime
) -> str:
    """A recorded decision moves a use and sets its next review. Called by the decision."""
    with act("register:use:move", by=by, now=now, about=ref) as deed:
        use = _use(ref)
        require(may(by, "committee.decide", _concern(use)))
        if Status(use.status) != to:
            _move(use, to=to, reason=reason, decided=True, now=now)
        use.review_on = review_on
        use.save(update_fields=["review_on"])
        deed.result = ref
        deed.note(to=to, reason=reason, decided=True, review_on=str(review_on or ""))
    return ref


def bring_back(*, ref: str, reason: str, by: Actor, now: datetime) -> str:
    """A use is to be looked at again. Called when it is reopened.

    What is in use stays in use, with its review due today; anything else is assessed again.
    """
    with act("register:use:bring-back", by=by, now=now, about=ref) as deed:
        use = _use(ref)
        require(may(by, "reviews.reopen", _concern(use)))
        if Status(use.status) in rules.IN_USE:
            deed.note(review_on={"before": str(use.review_on or ""), "after": str(now.date())})
            use.review_on, use.changed_at = now.date(), now
            use.save(update_fields=["review_on", "changed_at"])
        else:
            _move(use, to=Status.ASSESSMENT, reason=reason, decided=False, now=now)
        deed.result = ref
        deed.note(status=use.status, reason=reason)
    return ref


def give_address(*, ref: str, slug: str, by: Actor, now: datetime) -> str:
    """The first publication fixes a use's public address for good. Called by publication."""
    with act("register:use:give-address", by=by, now=now, about=ref) as deed:
        use = _use(ref)
        require(may(by, "publication.publish", _concern(use)))
        if use.slug is None:
            use.slug = slug
            use.save(update_fields=["slug"])
        deed.result = use.slug
        deed.note(slug=use.slug)
    return deed.result


def _use(ref: str) -> Use:
    try:
        # The row is locked where the database can, so that two changes cannot cross.
        return Use.objects.select_for_update().get(number=int(ref.removeprefix("use-")))
    except (Use.DoesNotExist, ValueError) as error:
        raise Missing(f"There is no {ref} in the register.") from error


def _concern(use: Use) -> Concern:
    return Concern(owners=frozenset({use.owner_id} if use.owner_id else ()))


def _facts(use: Use) -> dict[str, str]:
    return dict(Fact.objects.filter(use=use).values_list("key", "value"))


def _check_facts(whole: Mapping[str, str], facts: Mapping[str, str]) -> None:
    asked = {each.key: each for each in packs.bank().facts_for(whole)}
    for key, value in facts.items():
        if key not in asked:
            raise DueRegardError(f"Nothing was saved: '{key}' is not asked about this use.")
        wrong = problem(fact=asked[key], value=value)
        if wrong is not None:
            raise DueRegardError(f"Nothing was saved. {asked[key].label}: {wrong}")


def _describe(use: Use, described: Description) -> list[str]:
    changed = []
    values: dict[str, Any] = {
        "affected": described.affected, "affected_count": described.affected_count,
        "name": described.name, "purpose": described.purpose,
        "what_it_does": described.what_it_does, "technology": described.technology,
        "owner_named": described.owner_named, "department": described.department,
        "supplier": described.supplier, "contract": described.contract,
        "started_on": described.started_on,
    }
    for name, value in values.items():
        value = value.strip() if isinstance(value, str) else value
        if getattr(use, name) != value:
            changed.append(name)
            setattr(use, name, value)
    return changed


def _screen(use: Use, facts: Mapping[str, str]) -> None:
    screening = screen(facts={**facts, **queries.in_columns(use)}, bank=packs.bank())
    use.tier, use.tier_because = screening.tier, openly(screening)
    use.tier_reasons = rules.tier_reasons(screening)


def _move(use: Use, *, to: Status, reason: str, decided: bool, now: datetime) -> None:
    require(rules.may_move(
        before=Status(use.status), after=to, decided=decided, reason=reason
    ))
    use.status, use.status_reason, use.changed_at = to, reason.strip(), now
    if to in rules.IN_USE and use.started_on is None:
        use.started_on = now.date()
    use.ended_on = now.date() if to == Status.STOPPED else None
    use.save()
