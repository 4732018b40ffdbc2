"""What can be done with returns: make, type and explain, sign; load those of others, and groups."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from dueregard.answers import DueRegardError, Missing, No, Refused, require
from dueregard.findings.returns import checking
from dueregard.findings.returns.definitions import definitions
from dueregard.findings.returns.likeness import groups_from_table
from dueregard.findings.returns.reading import from_plain, read
from dueregard.findings.returns.shapes import Figure, Force, Return, short_name
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.people import queries as people
from dueregard.people.rules import may
from dueregard.report.returns import counting, queries, rules
from dueregard.report.returns.models import LikeForce, LoadedReturn, OwnReturn
from dueregard.report.returns.rules import Loaded, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Like:
    """What the force is like, so that it is held against forces like it, and if it is named."""

    population: int | None = None
    rural_share: float | None = None
    group: str = ""
    show_name: bool = False


def make(
    *, first_day: date, last_day: date, like: Like, by: Actor, now: datetime, because: str = ""
) -> str:
    """Somebody makes our return for a period: counted from the record as it stands now.

    Refused without the right, before the period is over, and while one waits to be signed. What
    is signed already is corrected by a new version, with the reason.
    """
    with act("returns:return:make", by=by, now=now) as deed:
        require(may(by, "returns.make"))
        mine = OwnReturn.objects.select_for_update().filter(
            first_day=first_day, last_day=last_day
        )
        newest = mine.order_by("-revision").first()
        state = State(newest.state) if newest else None
        require(rules.may_make(
            first_day=first_day, last_day=last_day, today=now.date(), because=because,
            open_draft=state is State.DRAFT, signed=state is State.SIGNED,
        ))
        made = Return(
            force=_this_force(like), first_day=first_day, last_day=last_day, made_on=now.date(),
            definitions=definitions().version, revision=1 + (newest.revision if newest else 0),
            because=because.strip() if newest else "",
        )
        before = from_plain(newest.content) if newest else None
        made, counted = _count(made, before=before, typed=newest.counted if newest else ())
        row = OwnReturn.objects.create(
            first_day=first_day, last_day=last_day, revision=made.revision, because=made.because,
            content=made.to_plain(), counted=counted, made_by=by.name, made_at=now,
        )
        deed.about = deed.result = f"return-{row.pk}"
        deed.note(first_day=str(first_day), last_day=str(last_day), revision=made.revision)
    return deed.result


def count_again(*, return_id: int, by: Actor, now: datetime) -> str:
    """Somebody brings the figures of a return up to date; what was typed and explained stays."""
    with act("returns:return:count-again", by=by, now=now, about=f"return-{return_id}") as deed:
        require(may(by, "returns.make"))
        row = _mine(return_id)
        require(rules.may_change(State(row.state)))
        before = from_plain(row.content)
        made, row.counted = _count(
            replace(before, made_on=now.date(), figures={}), before=before, typed=row.counted
        )
        row.content, row.made_at = made.to_plain(), now
        row.save(update_fields=["content", "counted", "made_at"])
        deed.result = deed.about
    return deed.result


def say(
    *, return_id: int, key: str, note: str, by: Actor, now: datetime, count: int | None = None
) -> str:
    """Somebody explains a figure, or types one that the record cannot tell.

    A figure that the record tells is not typed over. Refused once it is signed.
    """
    with act("returns:return:say", by=by, now=now, about=f"return-{return_id}") as deed:
        require(may(by, "returns.make"))
        row = _mine(return_id)
        require(rules.may_change(State(row.state)))
        made, known = from_plain(row.content), definitions()
        item = known.item(key)
        if item is None:
            raise Missing("The return has no such figure.")
        counted = made.figures.get(key, Figure()) if key in row.counted else Figure(count=count)
        if key not in row.counted and count is not None and not note.strip():
            raise DueRegardError("Say where the figure comes from. It stands beside it.")
        figures = dict(made.figures) | {
            key: replace(counted, note=note.strip()[:1000])
        }
        before, made = made, replace(made, figures=_in_order(figures))
        for fault in checking.faults(made, known):
            if fault not in checking.faults(before, known):
                raise DueRegardError(fault)
        row.content = made.to_plain()
        row.save(update_fields=["content"])
        deed.result = deed.about
        deed.note(key=key, count=count if key not in row.counted else None, note=note.strip())
    return deed.result


def sign(
    *, return_id: int, post: str, by: Actor, now: datetime, blanks_seen: bool = False
) -> str:
    """A post puts its name to a return: it is frozen with its digest, and can be sent.

    Refused without the right, with figures that do not fit, while something needs explaining,
    and until it is said that the blanks were seen.
    """
    with act("returns:return:sign", by=by, now=now, about=f"return-{return_id}") as deed:
        require(may(by, "returns.sign"))
        row = _mine(return_id)
        made, known = from_plain(row.content), definitions()
        require(rules.may_sign(
            state=State(row.state), post=post, faults=checking.faults(made, known),
            asks=checking.asks(made, known, last=queries.before(made)),
            blanks=len(checking.blanks(made, known)), blanks_seen=blanks_seen,
        ))
        made = replace(made, signed_post=post.strip(), signed_on=now.date())
        OwnReturn.objects.filter(
            first_day=row.first_day, last_day=row.last_day, state=State.SIGNED
        ).update(state=State.CORRECTED)
        row.content, row.digest, row.state = made.to_plain(), made.digest, State.SIGNED
        row.signed_by, row.signed_post, row.signed_at = by.name, post.strip(), now
        row.save()
        deed.result = deed.about
        deed.note(post=post.strip(), digest=row.digest, revision=row.revision)
    return deed.result


def load(
    *, files: Iterable[tuple[str, bytes]], by: Actor, now: datetime, named: bool = False,
    period: tuple[date, date] | None = None,
) -> str:
    """Somebody loads returns of other forces: all of the files, or none, with every fault said.

    The same return again changes nothing; a corrected one takes the place of the one before, and
    both stay. `named` says that these forces agreed that their names are seen here. Result: how
    many were new, corrected and known.
    """
    with act("returns:returns:load", by=by, now=now) as deed:
        require(may(by, "returns.load"))
        found = _read_all(files, period=period)
        outcome = dict.fromkeys(Loaded, 0)
        for name, each in found:
            outcome[_keep(each, file=name, named=named, by=by, now=now)] += 1
        deed.result = rules.loaded_in_words(outcome)
        deed.note(returns=[
            {"force": each.force.id, "digest": each.digest, "revision": each.revision}
            for _, each in found
        ])
    return deed.result


def load_groups(*, file: str, content: bytes, by: Actor, now: datetime) -> str:
    """Somebody loads which force is in which group of similar forces, in place of the last file."""
    with act("returns:groups:load", by=by, now=now) as deed:
        require(may(by, "returns.load"))
        groups = groups_from_table(content, file=file)
        require(rules.may_group(tuple(groups)))
        LikeForce.objects.all().delete()
        LikeForce.objects.bulk_create(
            LikeForce(force_key=force, group=group) for force, group in groups.items()
        )
        deed.result = f"{len(groups)} forces in {len(set(groups.values()))} groups"
        deed.note(file=file, forces=len(groups))
    return deed.result


def _this_force(like: Like) -> Force:
    force = people.force()
    name = force.name if force else ""
    return Force(
        id=short_name(name), name=name, show_name=like.show_name, population=like.population,
        rural_share=like.rural_share, group=like.group.strip(),
    )


def _count(
    made: Return, *, before: Return | None, typed: Iterable[str]
) -> tuple[Return, list[str]]:
    """The figures that the record tells now; those typed before, and every note, stay."""
    told = counting.counted(
        first_day=made.first_day, last_day=made.last_day, today=made.made_on
    )
    earlier, was_counted = (before.figures if before else {}), frozenset(typed)
    figures: dict[str, Figure] = {}
    for key in definitions().keys():  # noqa: SIM118 # not a mapping
        last = earlier.get(key, Figure())
        if key in told:
            figures[key] = Figure(count=told[key].figure, note=last.note)
        else:
            by_hand = last.count if key not in was_counted else None
            figures[key] = Figure(count=by_hand, note=last.note)
    return replace(made, figures=figures), sorted(told)


def _in_order(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    return {
        key: figures[key] for key in definitions().keys() if key in figures  # noqa: SIM118
    }


def _mine(return_id: int) -> OwnReturn:
    row = OwnReturn.objects.select_for_update().filter(pk=return_id).first()
    if row is None:
        raise Missing("There is no such return.")
    return row


def _read_all(
    files: Iterable[tuple[str, bytes]], *, period: tuple[date, date] | None
) -> list[tuple[str, Return]]:
    own = _this_force(Like()).id
    found: list[tuple[str, Return]] = []
    wrong: list[str] = []
    for name, content in files:
        try:
            found += [(name, each) for each in read(content, file=name, period=period)]
        except DueRegardError as error:
            wrong.append(str(error))
    wrong += [
        f"{name}: this is the return of your own force. Make and sign it here instead."
        for name, each in found if each.force.id == own
    ]
    if wrong:
        raise DueRegardError("\n".join((*wrong, "Nothing was loaded.")))
    if not found:
        raise DueRegardError("Choose the files that hold the returns.")
    return found


def _keep(each: Return, *, file: str, named: bool, by: Actor, now: datetime) -> Loaded:
    its = LoadedReturn.objects.select_for_update().filter(
        force_key=each.force.id, first_day=each.first_day, last_day=each.last_day
    )
    standing = its.filter(stands=True).first()
    outcome = rules.what_comes_of(
        standing_digest=standing.digest if standing else None, digest=each.digest,
        earlier_digests=frozenset(its.values_list("digest", flat=True)),
        standing_revision=standing.revision if standing else 0, revision=each.revision,
    )
    if isinstance(outcome, No):
        raise Refused(f"{file}: {outcome.reason}", outcome.code)
    if outcome is Loaded.SAME:
        return outcome
    its.filter(stands=True).update(stands=False)
    row = LoadedReturn.objects.create(
        force_key=each.force.id, force_name=each.force.name, first_day=each.first_day,
        show_name=named or each.force.show_name, last_day=each.last_day, revision=each.revision,
        content=each.to_plain(), digest=each.digest, file_name=file[:200], loaded_by=by.name,
        loaded_at=now,
    )
    if standing is not None:
        LoadedReturn.objects.filter(pk=standing.pk).update(replaced_by=row)
    return outcome
