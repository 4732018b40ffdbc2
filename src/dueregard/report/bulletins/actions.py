"""What can be done to a paper for the public: propose, publish, drop, withdraw."""

from dataclasses import replace
from datetime import datetime

from dueregard.answers import require
from dueregard.documents.charts import draw
from dueregard.documents.document import Document
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.people.rules import may
from dueregard.report.bulletins import kinds, queries, rules
from dueregard.report.bulletins.models import Bulletin
from dueregard.report.publication import rules as versions
from dueregard.report.publication.rules import State


def propose(*, kind: str, edition: str = "", by: Actor, now: datetime) -> str:
    """Somebody puts a version of a paper forward, frozen as it stands.

    Refused without the right, while another version waits, and when nothing has changed.
    """
    allowed = may(by, "bulletins.propose")
    slug = rules.slug_of(slug=kinds.kind(kind).slug, edition=edition)
    # Drawing takes seconds, and the ledger has one writer: it is done before the ledger is held.
    paper = queries.made(kind, edition, now=now)
    drawn = draw(paper) if allowed else paper
    with act("bulletins:version:propose", by=by, now=now) as deed:
        require(allowed)
        mine = Bulletin.objects.select_for_update().filter(slug=slug)
        require(versions.may_propose(
            proposed=mine.filter(state=State.PROPOSED).exists(), changed=_changed(slug, paper)
        ))
        version = 1 + mine.filter(state__in=queries.ON_THE_SHELF).count()
        drawn = replace(
            drawn, facts={**drawn.facts, "address": slug, "version": str(version)}
        )
        row = Bulletin.objects.create(
            kind=kind, edition=edition, slug=slug, version=version, document=drawn.to_plain(),
            digest=drawn.digest, proposed_by=by.name, proposer_id=by.id, proposed_at=now,
        )
        deed.result = str(row)
        deed.note(slug=slug, version=version, digest=row.digest, name=drawn.title)
    return deed.result


def publish(*, slug: str, by: Actor, now: datetime) -> str:
    """A second person puts the proposed version before the public; the last one is superseded.

    Refused to the proposer, without the right, and when nothing is proposed.
    """
    with act("bulletins:version:publish", by=by, now=now) as deed:
        require(may(by, "bulletins.publish"))
        row = _proposal(slug)
        require(versions.may_publish(
            state=State(row.state) if row else None,
            proposer_id=row.proposer_id if row else None, person_id=by.id,
        ))
        assert row is not None  # the rule above refuses without one
        Bulletin.objects.filter(slug=slug, state=State.PUBLISHED).update(state=State.SUPERSEDED)
        row.state, row.published_by, row.published_at = State.PUBLISHED, by.name, now
        row.save(update_fields=["state", "published_by", "published_at"])
        deed.result = str(row)
        deed.note(slug=slug, version=row.version, digest=row.digest, name=row.document["title"])
    return deed.result


def drop(*, slug: str, by: Actor, now: datetime) -> str:
    """Somebody takes a proposal back before it is published. Refused without the right."""
    with act("bulletins:version:drop", by=by, now=now) as deed:
        require(may(by, "bulletins.propose"))
        row = _proposal(slug)
        require(versions.may_drop(state=State(row.state) if row else None))
        assert row is not None  # the rule above refuses without one
        row.state = State.DROPPED
        row.save(update_fields=["state"])
        deed.result = str(row)
        deed.note(slug=slug, version=row.version, digest=row.digest, name=row.document["title"])
    return deed.result


def withdraw(*, slug: str, reason: str, by: Actor, now: datetime) -> str:
    """The ethics lead takes a paper away from the public; a dated note with the reason stays.

    Every version goes, because what was wrong with the newest may stand in those before it.
    Refused without the right, without a reason, and when nothing is published.
    """
    with act("bulletins:paper:withdraw", by=by, now=now) as deed:
        require(may(by, "bulletins.withdraw"))
        mine = Bulletin.objects.select_for_update().filter(slug=slug)
        newest = mine.filter(state=State.PUBLISHED).first()
        require(rules.may_withdraw(state=State(newest.state) if newest else None))
        require(versions.reason_given(reason))
        assert newest is not None  # the rule above refuses without one
        mine.filter(state__in=(State.PUBLISHED, State.SUPERSEDED)).update(
            state=State.WITHDRAWN, withdrawn_at=now, withdrawn_because=reason.strip()
        )
        deed.result = str(newest)
        deed.note(slug=slug, reason=reason.strip(), name=newest.document["title"])
    return deed.result


def _changed(slug: str, paper: Document) -> bool:
    row = Bulletin.objects.filter(slug=slug, state=State.PUBLISHED).first()
    if row is None:
        return True
    return bool(versions.moved(published=queries.document(row.pk), current=paper))


def _proposal(slug: str) -> Bulletin | None:
    return Bulletin.objects.select_for_update().filter(slug=slug, state=State.PROPOSED).first()
