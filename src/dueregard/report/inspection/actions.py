"""What can be done in an inspection: lodge the list, choose the seed, ask for the archive."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Max

from dueregard.answers import Missing, require
from dueregard.identify.register import queries as register
from dueregard.jobs import actions as jobs
from dueregard.jobs.actions import Enqueue
from dueregard.ledger import queries as ledger
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.people.rules import may
from dueregard.report.inspection import holdings, rules
from dueregard.report.inspection.models import Archive, Draw, Lodging
from dueregard.report.inspection.rules import Listed

ARCHIVE = "inspection-archive"


def lodge(*, inspection: str, by: Actor, now: datetime) -> str:
    """List every record by its digest, with the ledger's head: one act, before any seed is known.

    Refused without the right, without a name, on an empty register, and once an inspector has
    chosen a seed for the same inspection.
    """
    with act("inspection:list:lodge", by=by, now=now) as deed:
        require(may(by, "inspection.lodge"))
        name = rules.seed_of(inspection)[: rules.LONGEST_NAME]
        require(rules.may_lodge(
            inspection=name, records=register.count(), seeded=_seeded(name)
        ))
        shape = holdings.shape()
        listed = tuple(
            Listed(ref=each.ref, status=each.status, digest=each.digest)
            for each in holdings.held(shape=shape)
        )
        head, text = ledger.head(), rules.write_list(listed)
        row = Lodging.objects.create(
            inspection=name, text=text, root=rules.digest_of(text.encode()), shape=shape,
            count=len(listed), ledger_seq=head.seq, ledger_head=head.hash, by_name=by.name, at=now,
        )
        deed.result = f"lodging-{row.pk}"
        deed.note(inspection=name, root=row.root, records=row.count, entries=head.seq,
                  head=head.hash)
    return deed.result


def draw(
    *, lodging_id: int, seed: str, size: int, strata: Mapping[str, int] | None = None,
    by: Actor, now: datetime,
) -> str:
    """An inspector chooses a seed; it and the lodged list say which records are drawn.

    Refused to whoever holds another role here, with words that were used before, from a list that
    a later one replaced, and for more records than there are.
    """
    with act("inspection:sample:draw", by=by, now=now) as deed:
        require(may(by, "inspection.draw"))
        lodging = Lodging.objects.filter(pk=lodging_id).first()
        if lodging is None:
            raise Missing("There is no such list.")
        words, chosen = rules.seed_of(seed), dict(sorted((strata or {}).items()))
        require(rules.may_choose_seed(
            seed=words, roles=by.roles, newest=lodging.pk == _newest(lodging.inspection),
            used=Draw.objects.filter(seed=words).exists(),
        ))
        listed = rules.read_list(lodging.text)
        require(rules.may_ask_for(listed, size=size, strata=chosen))
        drawn = rules.draw(listed, seed=words, root=lodging.root, size=size, strata=chosen)
        row = Draw.objects.create(
            lodging=lodging, seed=words, size=size, strata=chosen, by_name=by.name, at=now,
            sampled=[
                {"ref": each.ref, "status": each.status, "digest": each.digest, "key": each.key}
                for each in drawn
            ],
        )
        deed.result = f"draw-{row.pk}"
        deed.note(lodging=lodging.pk, root=lodging.root, seed=words, size=size, strata=chosen,
                  records=[each.ref for each in drawn])
    return deed.result


def ask_for_archive(*, draw_id: int, by: Actor, now: datetime, enqueue: Enqueue) -> str:
    """Ask for the archive of a sample to be made. Result: the job."""
    with act("inspection:archive:ask", by=by, now=now) as deed:
        require(may(by, "inspection.archive"))
        if not Draw.objects.filter(pk=draw_id).exists():
            raise Missing("There is no such sample.")
        deed.result = jobs.ask(
            kind=ARCHIVE, title=f"Make the archive of sample {draw_id}", asked={"draw": draw_id},
            about="", by=by, now=now, enqueue=enqueue,
        )
        deed.note(draw=draw_id)
    return deed.result


def keep_archive(
    *, draw_id: int, digest: str, size: int, entries: int, head: str, by: Actor, now: datetime
) -> str:
    """Note that an archive was made: its digest, so that anybody can tell the same file."""
    with act("inspection:archive:make", by=by, now=now) as deed:
        require(may(by, "inspection.archive"))
        row = Archive.objects.create(
            draw_id=draw_id, digest=digest, size=size, ledger_seq=entries, ledger_head=head,
            by_name=by.name, at=now,
        )
        deed.result = f"draw-{draw_id}"
        deed.note(archive=row.pk, draw=draw_id, digest=digest, entries=entries, head=head)
    return deed.result


def _seeded(inspection: str) -> bool:
    """Whether a seed was chosen for an inspection of this name, however it is written."""
    key = rules.inspection_key(inspection)
    names = Draw.objects.values_list("lodging__inspection", flat=True).distinct()
    return any(rules.inspection_key(each) == key for each in names)


def _newest(inspection: str) -> int | None:
    """The list that was lodged last for an inspection of this name."""
    key = rules.inspection_key(inspection)
    rows = Lodging.objects.values("inspection").annotate(newest=Max("pk"))
    return max(
        (each["newest"] for each in rows if rules.inspection_key(each["inspection"]) == key),
        default=None,
    )
