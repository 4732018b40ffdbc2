"""What can be done with packs: bring one in from a file, or go back to the one before."""

from dataclasses import asdict
from datetime import datetime

from dueregard.answers import DueRegardError, require
from dueregard.identify.packs import queries, rules
from dueregard.identify.packs.models import PackRelease
from dueregard.identify.packs.rules import REREAD
from dueregard.instruments import INSTRUMENTS
from dueregard.jobs import actions as jobs
from dueregard.jobs.actions import Enqueue
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.lenses import bringing_in
from dueregard.lenses.shapes import Pack
from dueregard.people.rules import may


def bring_in(
    *, content: bytes, by: Actor, now: datetime, note: str = "", enqueue: Enqueue | None = None
) -> str:
    """The ethics lead or an administrator brings in a newer pack, or one for a new technology.

    It is in force at once, and the uses that it concerns are read again: by the job that is the
    result, or, without a queue, by the caller. Refused without the right, and with a sentence for
    each fault of the file.
    """
    with act("identify:packs:bring-in", by=by, now=now) as deed:
        require(may(by, "packs.bring-in"))
        text = bringing_in.text_of(content)
        fitting = bringing_in.fit(
            text=text, in_force=queries.texts(), before=queries.bank(), used=queries.ids_used()
        )
        pack = fitting.pack
        _check(pack, now=now)
        PackRelease.objects.create(
            pack_id=pack.id, version=pack.version, digest=pack.digest, text=text,
            ids=[asdict(each) for each in fitting.ids], note=note.strip(), by_name=by.name, at=now,
        )
        deed.about = f"pack-{pack.id}"
        deed.result = _ask_again(pack.id, pack.name, by=by, now=now, enqueue=enqueue)
        deed.note(
            pack=pack.id, name=pack.name, version=pack.version, digest=pack.digest,
            note=note.strip(),
        )
    return deed.result


def withdraw(
    *, pack_id: str, reason: str, by: Actor, now: datetime, enqueue: Enqueue | None = None
) -> str:
    """Somebody with the same right takes the pack in force back, and says why.

    The one before it holds again: an older file, or what the software ships. The uses are read
    again as when one is brought in. Refused where no pack from a file is in force.
    """
    with act("identify:packs:withdraw", by=by, now=now, about=f"pack-{pack_id}") as deed:
        require(may(by, "packs.bring-in"))
        chosen = queries.release_in_force(pack_id)
        require(rules.may_withdraw(is_in_force=chosen is not None, reason=reason))
        release = PackRelease.objects.get(pk=chosen or 0)
        release.withdrawn_at, release.withdrawn_by = now, by.name
        release.withdrawn_because = reason.strip()
        release.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
        before = queries.bank().packs.get(pack_id)
        name = before.name if before else pack_id
        deed.result = _ask_again(pack_id, name, by=by, now=now, enqueue=enqueue)
        deed.note(
            pack=pack_id, name=name, version=release.version, reason=reason.strip(),
            now_in_force=before.version if before else "",
        )
    return deed.result


def ask_to_reread(*, pack_id: str, by: Actor, now: datetime, enqueue: Enqueue) -> str:
    """Somebody with the same right has the uses of a pack read again. Result: the job.

    For when the software came with newer packs, or an earlier reading was cut short.
    """
    with act("identify:packs:ask-to-reread", by=by, now=now, about=f"pack-{pack_id}") as deed:
        require(may(by, "packs.bring-in"))
        pack = queries.sheet(pack_id).pack
        deed.result = _ask_again(pack_id, pack.name, by=by, now=now, enqueue=enqueue)
        deed.note(pack=pack_id, name=pack.name, version=pack.version)
    return deed.result


def _check(pack: Pack, *, now: datetime) -> None:
    """What only the running software knows of a pack: today's date, and what can be measured."""
    faults = [
        f"The review by {each.by} is dated {each.on.isoformat()}, which is still to come. Check "
        "the date." for each in pack.reviews if each.on > now.date()
    ] + [
        f"{each.id}: there is no instrument “{each.instrument}”. There are "
        f"{', '.join(INSTRUMENTS)}."
        for each in pack.points if each.instrument and each.instrument not in INSTRUMENTS
    ]
    if faults:
        raise DueRegardError("\n".join(faults))


def _ask_again(
    pack_id: str, name: str, *, by: Actor, now: datetime, enqueue: Enqueue | None
) -> str:
    if enqueue is None:
        return f"pack-{pack_id}"
    return jobs.ask(
        kind=REREAD, title=f"Read the uses again: {name}", asked={"pack": pack_id},
        about=f"pack-{pack_id}", by=by, now=now, enqueue=enqueue,
    )
