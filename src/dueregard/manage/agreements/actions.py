"""What can be done about an agreement: begin, write, sign, bring into force, renew, end."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dueregard.answers import DueRegardError, Missing, Refused, require
from dueregard.identify.register import actions as register_actions
from dueregard.identify.register import queries as register
from dueregard.identify.register.actions import Description
from dueregard.identify.register.queries import UseSheet
from dueregard.identify.register.rules import Status
from dueregard.ledger.actions import act
from dueregard.ledger.rules import CLOCK, Actor
from dueregard.manage.agreements import bringing_in, direct_access, queries, rules
from dueregard.manage.agreements.bringing_in import Row
from dueregard.manage.agreements.models import (
    Agreement,
    AgreementNotice,
    AgreementVersion,
    DirectAccessCheck,
)
from dueregard.manage.agreements.rules import Nudge, State
from dueregard.manage.partners import queries as partners
from dueregard.people import queries as people
from dueregard.people.rules import may
from dueregard.sharing import catalogue, reading, rows
from dueregard.sharing.plain import to_plain
from dueregard.sharing.terms import Party, Terms

WRITE, SETTLE = "agreements.write", "agreements.settle"


def begin(
    *, ref: str, preset: str, partner_ids: Sequence[int], by: Actor, now: datetime
) -> str:
    """Somebody begins the agreement of a use, from a preset or blank, with its parties."""
    with act("agreements:agreement:begin", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, WRITE, use.concern))
        already = Agreement.objects.filter(use_id=use.id).exists()
        require(rules.may_begin(technology=use.technology, already=already))
        terms = replace(_preset(preset, ref=ref, title=use.name), parties=_parties(partner_ids))
        row = Agreement.objects.create(
            use_id=use.id, preset=preset, begun_by=by.name, begun_at=now
        )
        _keep(row, terms, by=by, now=now)
        deed.result = ref
        deed.note(name=use.name, preset=preset, partners=list(partner_ids))
    return deed.result


def begin_new(
    *, described: Description, preset: str, partner_ids: Sequence[int], by: Actor, now: datetime
) -> str:
    """Somebody adds a use that shares data, and begins its agreement in one go."""
    with act("agreements:agreement:begin-new", by=by, now=now) as deed:
        ref = register_actions.add(
            described=replace(described, technology=rules.TECHNOLOGY), by=by, now=now,
            owner_id=by.id,
        )
        deed.result = deed.about = begin(
            ref=ref, preset=preset, partner_ids=partner_ids, by=by, now=now
        )
        deed.note(name=described.name)
    return deed.result


def bring_in(
    *, ref: str, row: Mapping[str, object], file_name: str, by: Actor, now: datetime
) -> str:
    """Somebody brings in an old agreement from a row of a list. What the row does not say is blank.

    A party that bears the name of a partner is that partner; any other stays a name, and a gap.
    """
    with act("agreements:agreement:bring-in", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, WRITE, use.concern))
        already = Agreement.objects.filter(use_id=use.id).exists()
        require(rules.may_begin(technology=use.technology, already=already))
        taken = rows.from_row(row)
        terms = replace(taken.terms, parties=(_ourselves(), *_matched(taken.terms.parties)))
        made = Agreement.objects.create(
            use_id=use.id, brought_from=file_name[:200], unread=list(taken.unread),
            begun_by=by.name, begun_at=now,
        )
        _keep(made, terms, by=by, now=now)
        deed.result = ref
        deed.note(name=use.name, file=file_name, unread=list(taken.unread))
    return deed.result


def bring_in_list(
    *, path: Path, name: str, by: Actor, now: datetime
) -> tuple[str, tuple[str, ...]]:
    """Somebody brings in the list in which the force kept its agreements until now.

    Each row is the agreement of the use of that name, or of one that is added as live. Gives what
    was made, and a sentence for each row that was left out. `path` is not kept.
    """
    with act("agreements:list:bring-in", by=by, now=now) as deed:
        require(may(by, WRITE))
        found = bringing_in.read(path, name=name)
        aside, made, there = list(found.aside), [], register.names()
        for row in found.rows:
            ref = there.get(row.title) or _as_use(row, by=by, now=now)
            try:
                made.append(bring_in(ref=ref, row=row.cells, file_name=name, by=by, now=now))
            except Refused as refusal:
                aside.append(f"Row {row.number}, {row.title}: {refusal.reason}")
        deed.result = " ".join(made)
        deed.note(file=name, added=len(made), aside=aside)
    return deed.result, tuple(aside)


def write(
    *, ref: str, values: Mapping[str, Any], by: Actor, now: datetime, because: str = ""
) -> str:
    """Somebody changes the draft. Where one is in force already the next version is begun.

    `values` are plain fields of the terms; None takes one out. A change of what was agreed takes
    every signature away. Refused without the right, and in words where a value cannot be.
    """
    with act("agreements:terms:write", by=by, now=now, about=ref) as deed:
        row, use = _agreement(ref)
        require(may(by, WRITE, use.concern))
        require(rules.may_write(ended=row.ended_on is not None))
        before = to_plain(_to_change(row))
        after = {key: each for key, each in (before | dict(values)).items() if each is not None}
        if rules.takes_signatures_away(before, after):
            after["signatories"] = [
                {key: value for key, value in each.items() if key != "signed"}
                for each in after.get("signatories", ())
            ]
        _keep(row, reading.terms(after, name="This"), by=by, now=now, because=because)
        deed.result = ref
        deed.note(name=use.name, because=because, changed=sorted(
            key for key in {*before, *after} if before.get(key) != after.get(key)
        ))
    return deed.result


def name_deputy(*, ref: str, person_id: int | None, by: Actor, now: datetime) -> str:
    """Somebody says who stands in for the lead, so that notices reach them too."""
    with act("agreements:deputy:name", by=by, now=now, about=ref) as deed:
        row, use = _agreement(ref)
        require(may(by, WRITE, use.concern))
        row.deputy_id = person_id
        row.save(update_fields=["deputy"])
        name = people.actor(person_id).name if person_id is not None else ""
        write(ref=ref, values={"deputy": name or None}, by=by, now=now)
        deed.result = ref
        deed.note(name=use.name, deputy=name)
    return deed.result


def sign(
    *, ref: str, party: str, name: str, post: str, signed: date | None, by: Actor, now: datetime
) -> str:
    """Somebody records who signs for a party and, once they have, on which day."""
    with act("agreements:terms:sign", by=by, now=now, about=ref) as deed:
        row, use = _agreement(ref)
        require(may(by, WRITE, use.concern))
        terms = _to_change(row)
        if party not in {each.ref for each in terms.parties}:
            raise DueRegardError("Choose for which party they sign.")
        if not name.strip() or not post.strip():
            raise DueRegardError("Give the name and the post of who signs.")
        if signed is not None and signed > now.date():
            raise DueRegardError("The day of the signature cannot be after today.")
        others = [to_plain(each) for each in terms.signatories if each.party != party]
        mine = {"party": party, "name": name.strip(), "post": post.strip()}
        if signed is not None:
            mine["signed"] = signed.isoformat()
        write(ref=ref, values={"signatories": [*others, mine]}, by=by, now=now)
        deed.result = ref
        deed.note(name=use.name, party=party, signed=str(signed or ""))
    return deed.result


def drop_draft(*, ref: str, by: Actor, now: datetime) -> str:
    """Somebody drops the draft of a next version; what is in force stays as it is."""
    with act("agreements:terms:drop", by=by, now=now, about=ref) as deed:
        row, use = _agreement(ref)
        require(may(by, WRITE, use.concern))
        draft = _version(row, State.DRAFT)
        if draft is None or _version(row, State.IN_FORCE) is None:
            raise DueRegardError("There is no draft beside a version in force to drop.")
        draft.state, draft.until = State.DROPPED, now
        draft.save(update_fields=["state", "until"])
        deed.result = ref
        deed.note(name=use.name, version=draft.number)
    return deed.result


def assess_direct_access(
    *, ref: str, partner_id: int, answers: Mapping[str, Mapping[str, str]], by: Actor,
    now: datetime,
) -> str:
    """Somebody answers what is asked before a partner may look for itself.

    `answers` gives for each question `found` (yes, no, dont-know) and `words`.
    """
    with act("agreements:direct-access:assess", by=by, now=now, about=ref) as deed:
        row, use = _agreement(ref)
        require(may(by, WRITE, use.concern))
        found = {key: each.get("found", "") for key, each in answers.items()}
        require(direct_access.may_answer(found))
        if partner_id not in partners.names():
            raise DueRegardError("Choose the partner that would look for itself.")
        DirectAccessCheck.objects.create(
            agreement=row, partner_id=partner_id, by_name=by.name, at=now,
            answers={key: dict(each) for key, each in answers.items()},
        )
        against = direct_access.in_the_way(found)
        deed.result = ref
        deed.note(name=partners.names()[partner_id], in_the_way=[each.id for each in against])
    return deed.result


def bring_into_force(*, ref: str, by: Actor, now: datetime) -> str:
    """Somebody brings the draft into force. Refused while a gap, a signature or the decision lacks.

    It is never changed from here on. The version before is replaced.
    """
    with act("agreements:terms:bring-into-force", by=by, now=now, about=ref) as deed:
        row, use = _agreement(ref)
        require(may(by, SETTLE, use.concern))
        draft = _version(row, State.DRAFT)
        require(rules.may_come_into_force(
            terms=queries.terms_of(draft) if draft else None,
            gaps=queries.gaps(ref, on=now.date()) if draft else (), status=use.status,
            ended=row.ended_on is not None,
        ))
        assert draft is not None  # the rule above refuses without one
        _replace(row, draft, now=now)
        deed.result = f"{ref} v{draft.number}"
        deed.note(name=use.name, version=draft.number, policy_sha256=draft.policy_sha256)
    return deed.result


def begin_next(*, ref: str, because: str, by: Actor, now: datetime) -> str:
    """A next version of what is in force is begun, signed by nobody. Called by a review."""
    with act("agreements:terms:begin-next", by=by, now=now, about=ref) as deed:
        row, use = _agreement(ref)
        require(may(by, SETTLE, use.concern))
        require(rules.may_write(ended=row.ended_on is not None))
        made = _keep(row, _to_change(row), by=by, now=now, because=because.strip())
        deed.result = f"{ref} v{made.number}"
        deed.note(name=use.name, version=made.number, because=made.because)
    return deed.result


def renew(*, ref: str, review_due: date, by: Actor, now: datetime) -> str:
    """What is in force goes on to a later review. Called by a review that says renew.

    Nothing that was agreed changes but the day, so the signatures stand.
    """
    with act("agreements:terms:renew", by=by, now=now, about=ref) as deed:
        row, use = _agreement(ref)
        require(may(by, SETTLE, use.concern))
        held = _version(row, State.IN_FORCE)
        if held is None or row.ended_on is not None:
            raise DueRegardError("No version is in force, so there is nothing to renew.")
        if _version(row, State.DRAFT) is not None:
            raise DueRegardError("A next version is being written. Bring it into force or drop it.")
        terms = queries.terms_of(held)
        ends = terms.expires
        if not now.date() < review_due or (ends is not None and review_due > ends):
            raise DueRegardError("The next review must be after today, and before it ends.")
        made = _made(row, replace(
            terms, review_due=review_due, version=held.number + 1, supersedes=held.policy_sha256,
        ), by=by, now=now, because="Looked at again, and renewed")
        _replace(row, made, now=now)
        deed.result = f"{ref} v{made.number}"
        deed.note(name=use.name, version=made.number, review_due=str(review_due))
    return deed.result


def end(*, ref: str, because: str, by: Actor, now: datetime) -> str:
    """Somebody ends an agreement: nothing may be shared under it from now on."""
    with act("agreements:agreement:end", by=by, now=now, about=ref) as deed:
        row, use = _agreement(ref)
        require(may(by, SETTLE, use.concern))
        require(rules.may_end(ended=row.ended_on is not None, because=because))
        _end(row, because=because, by=by, now=now)
        deed.result = ref
        deed.note(name=use.name, reason=row.ended_because)
    return deed.result


def remove(*, now: datetime) -> tuple[str, ...]:
    """The clock takes every agreement off the list whose review is over 90 days late; says which.

    Nothing may be shared under any of them since 60 days.
    """
    removed = []
    for ref, review_due in queries.long_overdue(now.date()):
        with act("agreements:agreement:remove", by=CLOCK, now=now, about=ref) as deed:
            row, use = _agreement(ref)
            require(rules.may_remove(
                review_due=review_due, ended=row.ended_on is not None, today=now.date()
            ))
            _end(row, by=CLOCK, now=now, because=(
                "Nobody looked at it again within 90 days of the day on which that was due."
            ))
            deed.result = ref
            deed.note(name=use.name, review_due=str(review_due))
        removed.append(ref)
    return tuple(removed)


def noticed(*, ref: str, review_due: date, kind: Nudge, now: datetime) -> str:
    """The clock writes down that those who answer for an agreement were told of its review."""
    with act("agreements:review:tell", by=CLOCK, now=now, about=ref) as deed:
        row, use = _agreement(ref)
        AgreementNotice.objects.get_or_create(
            agreement=row, review_due=review_due, kind=kind, defaults={"at": now}
        )
        deed.result = ref
        deed.note(name=use.name, kind=kind.value, review_due=str(review_due))
    return deed.result


def _agreement(ref: str) -> tuple[Agreement, UseSheet]:
    use = register.sheet(ref)
    row = Agreement.objects.select_for_update(of=("self",)).filter(use_id=use.id).first()
    if row is None:
        raise Missing(f"{ref} has no agreement yet. Begin one.")
    return row, use


def _version(row: Agreement, state: State) -> AgreementVersion | None:
    return AgreementVersion.objects.filter(agreement=row, state=state).first()


def _to_change(row: Agreement) -> Terms:
    """The draft, or what the next version begins with: what is in force, signed by nobody."""
    draft = _version(row, State.DRAFT)
    if draft is not None:
        return queries.terms_of(draft)
    held = _version(row, State.IN_FORCE)
    if held is None:
        raise Missing("This agreement has no version.")
    terms = queries.terms_of(held)
    return replace(terms, version=_next(row), supersedes=held.policy_sha256, signatories=tuple(
        replace(each, signed=None) for each in terms.signatories
    ))


def _keep(
    row: Agreement, terms: Terms, *, by: Actor, now: datetime, because: str = ""
) -> AgreementVersion:
    """Keep these terms as the draft, the one there is or a new one."""
    draft = _version(row, State.DRAFT)
    if draft is None:
        return _made(row, replace(terms, version=_next(row)), by=by, now=now, because=because)
    _fill(draft, replace(terms, version=draft.number))
    draft.because = because or draft.because
    draft.by_name, draft.written_at = by.name, now
    draft.save()
    return draft


def _made(
    row: Agreement, terms: Terms, *, by: Actor, now: datetime, because: str
) -> AgreementVersion:
    made = AgreementVersion(
        agreement=row, number=terms.version, because=because, by_name=by.name, written_at=now
    )
    _fill(made, terms)
    made.save()
    return made


def _fill(version: AgreementVersion, terms: Terms) -> None:
    version.terms = to_plain(terms)
    version.public_facts = rules.public_facts(terms, names=catalogue.load().people)
    version.policy_sha256 = terms.policy_sha256


def _replace(row: Agreement, made: AgreementVersion, *, now: datetime) -> None:
    held = _version(row, State.IN_FORCE)
    if held is not None:
        held.state, held.until = State.REPLACED, now
        held.save(update_fields=["state", "until"])
    made.state, made.since = State.IN_FORCE, now
    made.save(update_fields=["state", "since"])


def _end(row: Agreement, *, because: str, by: Actor, now: datetime) -> None:
    row.ended_on, row.ended_because, row.ended_by = now.date(), because.strip(), by.name
    row.save(update_fields=["ended_on", "ended_because", "ended_by"])
    # What was in force was in force until now; who asks under which terms then still finds it.
    AgreementVersion.objects.filter(agreement=row, state=State.IN_FORCE).update(
        state=State.REPLACED, until=now
    )


def _next(row: Agreement) -> int:
    last = AgreementVersion.objects.filter(agreement=row).order_by("-number").first()
    return last.number + 1 if last else 1


def _preset(preset: str, *, ref: str, title: str) -> Terms:
    if not preset:
        return Terms(ref=ref, title=title)
    return catalogue.begin(preset, ref=ref, title=title)


def _as_use(row: Row, *, by: Actor, now: datetime) -> str:
    """A use for an agreement that is in a list and not in the register: it is going on."""
    return register_actions.add(
        described=Description(name=row.title, purpose=row.purpose, technology=rules.TECHNOLOGY),
        status=Status.LIVE, imported=True, permission=WRITE, by=by, now=now,
    )


def _ourselves() -> Party:
    force = people.force()
    return rules.party_ourselves(force.name if force else "")


def _parties(partner_ids: Sequence[int]) -> tuple[Party, ...]:
    return (_ourselves(), *(
        party for party in queries.as_parties() if rules.partner_of(party.ref) in set(partner_ids)
    ))


def _matched(parties: Sequence[Party]) -> tuple[Party, ...]:
    """Each party of a list as the partner of that name, where there is one; ourselves left out."""
    ours = _ourselves().name.casefold()
    known = {each.name.casefold(): each for each in queries.as_parties()}
    return tuple(
        known.get(each.name.casefold(), each) for each in parties
        if each.name.casefold() != ours
    )


