"""What can be done to a public record: propose, publish, drop, withdraw; the clock's notices."""

from dataclasses import replace
from datetime import date, datetime

from django.utils.text import slugify

from dueregard.answers import require
from dueregard.documents.charts import draw
from dueregard.documents.document import Document
from dueregard.identify.register import actions as register_actions
from dueregard.identify.register import queries as register
from dueregard.identify.register.queries import UseSheet
from dueregard.ledger.actions import act
from dueregard.ledger.rules import CLOCK, Actor
from dueregard.manage.agreements import queries as agreements
from dueregard.manage.committee import queries as committee
from dueregard.manage.conditions import queries as conditions
from dueregard.manage.happenings import queries as happenings
from dueregard.manage.reviews import queries as reviews
from dueregard.people.rules import may
from dueregard.report.publication import gathering, queries, rules
from dueregard.report.publication.models import Publication, StatusNotice
from dueregard.report.publication.rules import State
from dueregard.report.withholding import queries as withholding
from dueregard.report.withholding import rules as withheld


def propose(*, ref: str, by: Actor, now: datetime) -> str:
    """Somebody puts a version of the public record forward, frozen as it stands.

    Refused without the right, while another version waits, and when nothing has changed.
    """
    use = register.sheet(ref)
    allowed = may(by, "publication.propose", use.concern)
    paper = rules.public_view(gathering.material(ref), made_at=now.isoformat())
    # Drawing takes seconds, and the ledger has one writer: it is done before the ledger is held.
    drawn = draw(paper) if allowed else paper
    with act("publication:version:propose", by=by, now=now, about=ref) as deed:
        require(allowed)
        mine = Publication.objects.select_for_update().filter(use_id=use.id)
        proposed = mine.filter(state=State.PROPOSED).exists()
        require(rules.may_propose(proposed=proposed, changed=_changed(ref, paper)))
        slug = use.slug or _free_slug(use)
        version = 1 + mine.filter(state__in=queries.ON_THE_SHELF).count()
        drawn = replace(
            drawn, facts={**drawn.facts, "address": slug, "version": str(version)}
        )
        row = Publication.objects.create(
            use_id=use.id, slug=slug, version=version, document=drawn.to_plain(),
            digest=drawn.digest, status=use.status, proposed_by=by.name, proposer_id=by.id,
            proposed_at=now,
        )
        deed.result = str(row)
        deed.note(slug=slug, version=version, digest=row.digest)
    return deed.result


def publish(*, ref: str, by: Actor, now: datetime) -> str:
    """A second person puts the proposed version before the public; the last one is superseded.

    Refused to the proposer, to the use's owner, and when nothing is proposed. The first
    publication fixes the public address for good.
    """
    with act("publication:version:publish", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "publication.publish", use.concern))
        row = _proposal(use)
        require(rules.may_publish(
            state=State(row.state) if row else None,
            proposer_id=row.proposer_id if row else None, person_id=by.id,
        ))
        assert row is not None  # the rule above refuses without one
        register_actions.give_address(ref=ref, slug=row.slug, by=by, now=now)
        Publication.objects.filter(use_id=use.id, state=State.PUBLISHED).update(
            state=State.SUPERSEDED
        )
        row.state, row.published_by, row.published_at = State.PUBLISHED, by.name, now
        row.save(update_fields=["state", "published_by", "published_at"])
        deed.result = str(row)
        deed.note(slug=row.slug, version=row.version, digest=row.digest)
    return deed.result


def drop(*, ref: str, by: Actor, now: datetime) -> str:
    """Somebody takes a proposal back before it is published. Refused without the right."""
    with act("publication:version:drop", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "publication.propose", use.concern))
        row = _proposal(use)
        require(rules.may_drop(state=State(row.state) if row else None))
        assert row is not None  # the rule above refuses without one
        row.state = State.DROPPED
        row.save(update_fields=["state"])
        deed.result = str(row)
        deed.note(slug=row.slug, version=row.version, digest=row.digest)
    return deed.result


def withdraw(*, ref: str, reason: str, by: Actor, now: datetime) -> str:
    """The ethics lead takes a record away from the public; a dated note with the reason stays.

    Every version goes, because what was wrong with the newest may stand in those before it.
    Refused without the right, without a reason, and when nothing is published.
    """
    with act("publication:record:withdraw", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "publication.withdraw", use.concern))
        mine = Publication.objects.select_for_update().filter(use_id=use.id)
        newest = mine.filter(state=State.PUBLISHED).first()
        require(rules.may_withdraw(state=State(newest.state) if newest else None))
        require(rules.reason_given(reason))
        mine.filter(state__in=(State.PUBLISHED, State.SUPERSEDED)).update(
            state=State.WITHDRAWN, withdrawn_at=now, withdrawn_because=reason.strip()
        )
        deed.result = str(newest)
        deed.note(slug=newest.slug if newest else "", reason=reason.strip())
    return deed.result


def post_notices(*, now: datetime) -> tuple[str, ...]:
    """The clock says beside a published record what lapsed: a condition, a review, a pilot.

    Each is posted once for each version. Nothing else is published without a second person.
    Says which uses got one.
    """
    posted = []
    for line in conditions.lapsed():
        text = rules.lapsed_notice(condition=line.text, due_on=_day(line.due_on))
        if _post(ref=line.ref, key=f"condition:{line.id}", text=text, now=now):
            posted.append(line.ref)
    for ref, due in queries.overdue_reviews(now.date()):
        text = rules.overdue_notice(review_on=_day(due))
        if _post(ref=ref, key=f"review:{due.isoformat()}", text=text, now=now):
            posted.append(ref)
    for happened in happenings.late_ones(now=now):
        text = rules.happened_notice(what=happened.kind_name, on=_day(happened.happened_on))
        if _post(ref=happened.ref, key=f"happening:{happened.id}", text=text, now=now):
            posted.append(happened.ref)
    for ref, ends in reviews.pilots_over(now=now):
        text = rules.pilot_notice(ends_on=_day(ends))
        if _post(ref=ref, key=f"pilot:{ends.isoformat()}", text=text, now=now):
            posted.append(ref)
    for held in withholding.overdue(now.date()):
        review_on = held.kept.review_on
        text = withheld.overdue_notice(name=held.kept.name, review_on=_day(review_on))
        key = f"withheld:{held.id}:{review_on.isoformat()}"
        if _post(ref=held.ref, key=key, text=text, now=now):
            posted.append(held.ref)
    return (*posted, *_post_about_sharing(now=now), *_post_about_advice(now=now))


def _post_about_sharing(*, now: datetime) -> list[str]:
    """Agreements whose review is late; and those that ended, by the clock or by a person."""
    posted = []
    for ref, clock in agreements.overdue(now.date()):
        if clock.review_due is None or clock.stops_on is None:
            continue
        text = rules.sharing_overdue_notice(
            review_on=_day(clock.review_due), stops_on=_day(clock.stops_on)
        )
        key = f"agreement:{clock.review_due.isoformat()}"
        if _post(ref=ref, key=key, text=text, now=now):
            posted.append(ref)
    for ref, ended_on, because in agreements.ended():
        text = rules.sharing_ended_notice(ended_on=_day(ended_on), because=because)
        key = f"agreement-ended:{ended_on.isoformat()}"
        if _post(ref=ref, key=key, text=text, now=now):
            posted.append(ref)
    return posted


def _post_about_advice(*, now: datetime) -> list[str]:
    """Advice that was not answered within 28 days; and, where that was said, that it now is."""
    posted = []
    for each in committee.unanswered(today=now.date()):
        key = rules.waiting_key(matter_id=each.matter_id, advised_on=each.advised_on)
        text = rules.unanswered_notice(body=each.body, advised_on=_day(each.advised_on))
        if _post(ref=each.ref, key=key, text=text, now=now):
            posted.append(each.ref)
    for ref, key in queries.said_to_wait():
        matter_id, since = int(key.split(":")[1]), rules.waiting_since(key)
        replied_on = committee.replied_on(matter_id)
        if replied_on is None or since is None:
            continue
        text = rules.answered_notice(
            advised_on=_day(since), replied_on=_day(replied_on), days=(replied_on - since).days
        )
        if _post(ref=ref, key=rules.answered_key(key), text=text, now=now):
            posted.append(ref)
    return posted


def _post(*, ref: str, key: str, text: str, now: datetime) -> bool:
    version = queries.published(ref)
    if version is None or StatusNotice.objects.filter(publication=version.id, key=key).exists():
        return False
    with act("publication:notice:post", by=CLOCK, now=now, about=ref) as deed:
        StatusNotice.objects.create(publication_id=version.id, key=key, text=text, at=now)
        deed.result = f"{version.slug} {key}"
        deed.note(text=text)
    return True


def _changed(ref: str, paper: Document) -> bool:
    version = queries.published(ref)
    if version is None:
        return True
    return bool(rules.moved(published=queries.document(version.id), current=paper))


def _proposal(use: UseSheet) -> Publication | None:
    rows = Publication.objects.select_for_update().filter(use_id=use.id, state=State.PROPOSED)
    return rows.first()


def _free_slug(use: UseSheet) -> str:
    base = slugify(use.name)
    others = Publication.objects.exclude(use_id=use.id).exclude(state=State.DROPPED)
    taken = frozenset(
        others.filter(slug__startswith=base[:100]).values_list("slug", flat=True)
    )
    return rules.slug_for(base=base, taken=taken)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
