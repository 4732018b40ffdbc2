"""Writing the log of processing, and opening it: each is a line of the same ledger."""

from collections.abc import Sequence
from datetime import datetime

from dueregard.answers import Answer, DueRegardError, require
from dueregard.ledger.actions import Deed, act, act_many
from dueregard.ledger.models import ProcessingTerms
from dueregard.ledger.processing import queries, rules
from dueregard.ledger.processing.rules import Processing, Terms
from dueregard.ledger.rules import Actor


def record(entry: Processing, *, by: Actor, now: datetime) -> int:
    """Log one operation on personal data; gives the number of its entry.

    Whatever opens, changes, combines, gives out or erases personal data calls this itself, in the
    transaction that does it (inside `ledger.act(...)`, or a `transaction.atomic()`), and before
    the data leave: where the log cannot be written, nothing is shown. `by` is who did it; for a
    partner without an account an Actor with no id and the name of its key. `now` is the server's
    clock. A request that the policy turned down is logged too: `outcome=Outcome.REFUSED`,
    `rows=0` and the clauses that were not met in `failed`. Never hand in the data themselves.

        processing.record(
            Processing(
                op=Operation.DISCLOSURE, system="Custody", data_class="Custody record",
                columns=("arrested_on", "offence"), rows=3, subject="subject-5f2e",
                recipient="Test Council, children's services", reason="Child protection enquiry",
                case_ref="INC-2026-118", agreement="agreement-4", agreement_version=2,
                policy_sha256=decision.policy_sha256, query_sha256=digest,
            ),
            by=actor, now=now,
        )

    Raises DueRegardError with every reason where something is missing.
    """
    return record_many((entry,), by=by, now=now)[0]


def record_many(entries: Sequence[Processing], *, by: Actor, now: datetime) -> range:
    """Log many operations of one person at one moment, all of them or none; gives their numbers.

    As `record`, but one write for all of them: what looks up a hundred records calls this once.
    """
    terms = queries.terms()
    for place, entry in enumerate(entries, start=1):
        found = rules.problems(entry, terms=terms)
        if found:
            which = f" Number {place} of {len(entries)}:" if len(entries) > 1 else ""
            raise DueRegardError(
                f"This cannot be logged, so nothing was done.{which} {' '.join(found)}"
            )
    return act_many(
        [Deed(verb=rules.verb(each.op), about=each.agreement, facts=rules.facts(each))
         for each in entries],
        by=by, now=now,
    )


def settle_terms(terms: Terms, *, allowed: Answer, by: Actor, now: datetime) -> str:
    """Say whether a reason and a reference must be given. `allowed`: what people.rules.may said."""
    with act(rules.SETTLED, by=by, now=now) as deed:
        require(allowed)
        ProcessingTerms.objects.update_or_create(
            pk=1, defaults={"reason": terms.reason, "case_ref": terms.case_ref}
        )
        deed.result = "processing-terms"
        deed.note(reason=terms.reason, case_ref=terms.case_ref)
    return deed.result


def open_log(*, purpose: str, why: str, allowed: Answer, by: Actor, now: datetime) -> str:
    """Open the log for one of the purposes in the law; `opening-N`, which queries ask for.

    Refused to whoever may not (`allowed`), without a purpose or without a sentence on what for;
    the refusal is on the ledger as the opening is.
    """
    with act(rules.OPENED, by=by, now=now) as deed:
        require(rules.may_open(allowed, purpose=purpose, why=why))
        deed.note(purpose=purpose, why=why.strip())
        deed.result = f"opening-{queries.next_number()}"
    return deed.result


def note_export(
    *, opening: int, entries: int, sha256: str, allowed: Answer, by: Actor, now: datetime
) -> str:
    """Note that a copy of the log goes out: under which opening, how many entries, its digest."""
    with act(rules.EXPORTED, by=by, now=now, about=f"entry-{opening}") as deed:
        require(allowed)
        require(queries.may_read(opening, by=by, now=now))
        deed.note(entries=entries, sha256=sha256)
        deed.result = f"entry-{opening}"
    return deed.result
