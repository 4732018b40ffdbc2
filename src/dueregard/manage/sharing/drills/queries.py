"""What may be asked of drills, and what the log and the tree say of one disclosure."""

from dataclasses import dataclass
from datetime import datetime

from dueregard.answers import Missing
from dueregard.ledger import rules as ledger
from dueregard.ledger import tree
from dueregard.ledger.heads import queries as heads
from dueregard.ledger.processing import queries as processing
from dueregard.ledger.processing.queries import Logged
from dueregard.ledger.processing.rules import Asked, Operation
from dueregard.ledger.rules import Actor
from dueregard.manage.sharing.disclosures import queries as disclosures
from dueregard.manage.sharing.disclosures.queries import DisclosureLine
from dueregard.manage.sharing.drills.rules import CLOCK, Question, Shown
from dueregard.manage.sharing.models import SharingDrill


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillLine:
    """One drill. `seconds` is how long it took, or how long it runs."""

    id: int
    seed: str
    drawn: tuple[int, ...]
    shown: dict[int, tuple[Shown, ...]]
    begun_at: datetime
    ended_at: datetime | None
    passed: bool | None
    words: str
    by_name: str

    def seconds(self, now: datetime) -> int:
        """How many seconds it took, or has run."""
        return int(((self.ended_at or now) - self.begun_at).total_seconds())

    @property
    def due(self) -> datetime:
        """When the clock has run out."""
        return self.begun_at + CLOCK


def drills() -> tuple[DrillLine, ...]:
    """Every drill, the newest first."""
    return tuple(_line(each) for each in SharingDrill.objects.order_by("-begun_at", "-pk"))


def drill(drill_id: int) -> DrillLine:
    """One drill; Missing when there is none."""
    row = SharingDrill.objects.filter(pk=drill_id).first()
    if row is None:
        raise Missing("There is no such drill.")
    return _line(row)


def newest_passed() -> datetime | None:
    """When a drill was last passed; None when none was."""
    row = SharingDrill.objects.filter(passed=True).order_by("-ended_at").first()
    return row.ended_at if row else None


def shown_of(row: SharingDrill) -> dict[int, tuple[Shown, ...]]:
    """What was shown of each that was drawn."""
    return {
        number: tuple(Shown(question=Question(each["question"]), said=each["said"],
                            proved=each["proved"]) for each in row.shown.get(str(number), ()))
        for number in row.drawn
    }


def prove(
    disclosure_id: int, *, opening: int, by: Actor, now: datetime
) -> tuple[Shown, ...]:
    """What the log says of one disclosure, held against the record and the tree.

    Who, what, why and to whom are proved where the log says them and the record says the same;
    the tree where the entry's commitment is included under a signed head.
    """
    kept = disclosures.disclosure(disclosure_id)
    entry = _logged(kept, opening=opening, by=by, now=now)
    did = entry.did if entry else None
    if entry is None or did is None:
        lost = "The log has no such line, or its words were erased."
        return (*(Shown(question=each, said=lost, proved=False)
                  for each in Question if each is not Question.TREE), _in_tree(kept.entry))
    return (
        Shown(question=Question.WHO, said=entry.name,
              proved=entry.name == kept.by_name and entry.person == kept.by_id),
        Shown(question=Question.WHAT,
              said=f"{did.data_class}: {', '.join(did.columns) or 'no columns'}",
              proved=bool(did.data_class) and list(did.columns) == list(kept.columns)[:200]
              and did.query_sha256 == kept.sha256 and did.rows == kept.rows),
        Shown(question=Question.WHY, said=f"{did.reason} ({did.agreement or 'no agreement'}, "
              f"version {did.agreement_version or '-'}, case {did.case_ref})",
              proved=bool(did.reason) and did.policy_sha256 == kept.policy_sha256),
        Shown(question=Question.TO_WHOM, said=did.recipient, proved=bool(did.recipient)
              and did.recipient[:200] == kept.recipient),
        _in_tree(kept.entry),
    )


def _logged(
    kept: DisclosureLine, *, opening: int, by: Actor, now: datetime
) -> Logged | None:
    page = processing.log(opening, Asked(op=Operation.DISCLOSURE), by=by, now=now,
                          before=kept.entry + 1)
    return next((each for each in page.lines if each.seq == kept.entry), None)


def _in_tree(seq: int) -> Shown:
    try:
        proof = heads.inclusion(seq)
    except Missing as missing:
        return Shown(question=Question.TREE, said=str(missing), proved=False)
    root = bytes.fromhex(proof.head.root)
    fits = tree.included(
        leaf=ledger.leaf(at=proof.at, commitment=proof.commitment), index=seq - 1,
        size=proof.head.size, proof=proof.path, root=root,
    )
    return Shown(question=Question.TREE, proved=fits, said=(
        f"Entry {seq} of {proof.head.size}, root {proof.head.root[:16]}…"
        if fits else f"Entry {seq} does not fit the root that was signed."
    ))


def _line(row: SharingDrill) -> DrillLine:
    return DrillLine(
        id=row.pk, seed=row.seed, drawn=tuple(row.drawn), shown=shown_of(row),
        begun_at=row.begun_at, ended_at=row.ended_at, passed=row.passed, words=row.words,
        by_name=row.by_name,
    )
