"""What can be done about a rule of law: say whether it is met, by whom, and what shows it."""

from datetime import datetime

from dueregard.answers import Missing, require
from dueregard.identify.evidence import queries as evidence
from dueregard.identify.law import queries, rules
from dueregard.identify.law.models import RuleSaying
from dueregard.identify.law.rules import Shown
from dueregard.identify.register import queries as register
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.lenses import bank as banks
from dueregard.people.rules import may


def say(*, ref: str, rule: str, shown: Shown, by: Actor, now: datetime) -> str:
    """The owner, the ethics lead or the data protection officer says how a rule stands.

    Refused to others; refused for a rule that is not in force or does not apply; and "met" is
    refused without a named person and a document. What was said before is kept.
    """
    with act("identify:law:say", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "law.rule", use.concern))
        words = banks.load().rule(rule)
        if words is None:
            raise Missing("There is no such rule.")
        if shown.evidence_id is not None:
            _check_evidence(ref, shown.evidence_id)
        lines = queries.sheet(ref, on=now.date()).lines
        status = next((each.status for each in lines if each.rule.id == rule), None)
        require(rules.may_say(shown, status=status, today=now.date()))
        row = RuleSaying.objects.create(
            use_id=use.id, rule=rule, rev=words.rev, rule_title=words.title,
            rule_check=words.check, rule_citation=words.citation, said=shown.said,
            named=shown.named.strip(), post=shown.post.strip(),
            document_title=shown.title.strip(), document_reference=shown.reference.strip(),
            evidence_id=shown.evidence_id, dated_on=shown.dated_on, note=shown.note.strip(),
            by_name=by.name, at=now,
        )
        deed.result = f"saying-{row.pk}"
        deed.note(
            rule=rule, rev=words.rev, title=words.title, said=shown.said.value, named=row.named,
            post=row.post, document=row.document_title, reference=row.document_reference,
            evidence=shown.evidence_id, dated_on=row.dated_on.isoformat() if row.dated_on else None,
        )
    return deed.result


def _check_evidence(ref: str, evidence_id: int) -> None:
    if evidence_id not in {each.id for each in evidence.of_use(ref)}:
        raise Missing("There is no such evidence of this use, or newer has taken its place.")
