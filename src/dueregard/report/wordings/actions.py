"""What can be done to texts for the public: write them, bring in somebody's record, add it."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from dueregard.answers import DueRegardError, Missing, Refused, require
from dueregard.identify.register import actions as register_actions
from dueregard.identify.register import queries as register
from dueregard.identify.register.actions import Description
from dueregard.identify.register.rules import Status
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.lenses import standards
from dueregard.people.rules import may
from dueregard.report.wordings import rules
from dueregard.report.wordings.labels import plain
from dueregard.report.wordings.models import BroughtRecord, Wording
from dueregard.report.wordings.queries import record_of
from dueregard.report.wordings.rules import LONGEST_NAME, Understood
from dueregard.report.wordings.sheets import pairs

_MANY = " and "
_OF_NO_RECORD = dict.fromkeys(
    ("source_label", "source_number", "source_version", "source_name"), ""
)


def write(*, ref: str, key: str, texts: Iterable[str], by: Actor, now: datetime) -> str:
    """The owner or the ethics lead writes what the public reads under one heading.

    Blank texts are taken out. It is public only once it is published. Refused without the right,
    and for a heading that there is none of.
    """
    with act("wordings:text:write", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "wordings.write", use.concern))
        if key not in standards.shipped().fields:
            raise DueRegardError(f"Nothing was saved: no standard asks for '{key}'.")
        mine = Wording.objects.filter(use_id=use.id, key=key)
        # The places stay: the second model's version is not the first one's.
        wanted = {place: each.strip() for place, each in enumerate(texts) if each.strip()}
        there = dict(mine.order_by("place").values_list("place", "text"))
        mine.exclude(place__in=list(wanted)).delete()
        for place, text in wanted.items():
            # A text that came with a record keeps where it came from, until it is changed.
            if there.get(place) != text:
                Wording.objects.update_or_create(
                    use_id=use.id, key=key, place=place,
                    defaults={"text": text, "by_name": by.name, "at": now, **_OF_NO_RECORD},
                )
        deed.result = ref
        deed.note(key=key, before=list(there.values()), after=list(wanted.values()))
    return ref


def bring_in(*, content: bytes, name: str, by: Actor, now: datetime) -> str:
    """The ethics lead or an administrator brings in a record that follows a standard.

    It waits until somebody has looked at what goes where. Refused without the right, and in
    words where the file is no such record.
    """
    with act("wordings:record:bring-in", by=by, now=now) as deed:
        require(may(by, "register.import"))
        names = rules.Names(standards.shipped().fields)
        record = rules.understand(pairs(content, known=names.known), names=names)
        require(rules.looks_like_a_record(record))
        made = BroughtRecord.objects.create(
            name=name[:200], sha256=hashlib.sha256(content).hexdigest(), version=record.version,
            found=[asdict(each) for each in record.found], by_name=by.name, at=now,
        )
        deed.result = deed.about = f"record-{made.pk}"
        deed.note(file=name, sha256=made.sha256, known=len(record.known()),
                  extra=len(record.extra()), version=record.version)
    return deed.result


def add(
    *, reference: str, name: str, status: Status, by: Actor, now: datetime
) -> str:
    """A record that was brought in becomes a use in the register, with every text that it had.

    It stands where the record says, as the record's word. Refused without the right, when it was
    added before, and under a name that is taken.
    """
    with act("wordings:record:add", by=by, now=now, about=reference) as deed:
        require(may(by, "register.import"))
        row = _waiting(reference)
        taken = {plain(each): ref for each, ref in register.names().items()}
        require(rules.may_name(name, registered=taken))
        record = record_of(row.found, version=row.version)
        ref = _register(record, name=name.strip(), status=status, by=by, now=now)
        use = register.sheet(ref)
        for each in record.found:
            Wording.objects.create(
                use_id=use.id, key=each.key, place=each.place, text=each.text,
                source_label=each.label, source_number=each.number, source_name=row.name,
                source_version=record.version, by_name=by.name, at=now,
            )
        row.state, row.ref = BroughtRecord.State.ADDED, ref
        row.save(update_fields=["state", "ref"])
        deed.result = ref
        deed.note(use=ref, texts=len(record.known()), extra=len(record.extra()))
    return deed.result


def _waiting(reference: str) -> BroughtRecord:
    try:
        row = BroughtRecord.objects.select_for_update().get(
            pk=int(reference.removeprefix("record-")))
    except (ValueError, BroughtRecord.DoesNotExist) as error:
        raise Missing(f"There is no {reference}.") from error
    if row.state == BroughtRecord.State.ADDED:
        raise Refused(f"This record was added already: {row.ref}.", "record-added")
    return row


def _register(
    record: Understood, *, name: str, status: Status, by: Actor, now: datetime
) -> str:
    suppliers = list(dict.fromkeys(
        each.text for each in record.known() if each.key == "owner.supplier_name"))
    phase = record.first("meta.phase")
    return register_actions.add(
        described=Description(
            name=name, what_it_does=record.first("tier1.description"),
            technology=rules.technology_of(record),
            department=record.first("owner.team")[:LONGEST_NAME],
            supplier=_MANY.join(suppliers)[:LONGEST_NAME],
        ),
        status=status, imported=True, permission="register.import", by=by, now=now,
        status_reason=f"Its record said “{phase[:200]}”." if phase else "Its record gave no phase.",
    )
