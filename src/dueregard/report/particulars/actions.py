"""What can be done: say something in words, count a quarter, say hours, promise, end a promise."""

from collections.abc import Mapping
from datetime import date, datetime

from dueregard.answers import Missing, require
from dueregard.identify.evidence import queries as evidence
from dueregard.identify.register import queries as register
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.manage.happenings import actions as happenings
from dueregard.manage.happenings.rules import Kind
from dueregard.people.rules import may
from dueregard.report.particulars import rules
from dueregard.report.particulars.models import HoursChanged, ParticularText, Promise, UsageCount
from dueregard.report.particulars.rules import Quarter, Time
from dueregard.report.particulars.wanted import wanted

_ANY_WAY = "particulars.tell"


def say(*, ref: str, texts: Mapping[str, str], by: Actor, now: datetime) -> str:
    """Somebody says in words what the public is told. A blank takes back what was said."""
    with act("particulars:text:say", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, _ANY_WAY, use.concern))
        for key, text in texts.items():
            require(rules.may_say(key=key, known=wanted().text(key) is not None, text=text))
            ParticularText.objects.update_or_create(
                use_id=use.id, key=key,
                defaults={"text": text.strip(), "by_name": by.name, "at": now},
            )
        deed.result = ref
        deed.note(**{key: text.strip() for key, text in texts.items()})
    return deed.result


def count(
    *, ref: str, quarter: Quarter, count: int, what: str, source: str, by: Actor, now: datetime
) -> str:
    """Somebody says how often a use was made of in a quarter; said again, it replaces the count."""
    with act("particulars:quarter:count", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, _ANY_WAY, use.concern))
        require(rules.may_count(
            quarter=quarter, today=now.date(), count=count, what=what, source=source
        ))
        UsageCount.objects.update_or_create(
            use_id=use.id, begins=quarter.begins,
            defaults={"count": count, "what": what.strip(), "source": source.strip(),
                      "by_name": by.name, "at": now},
        )
        deed.result = ref
        deed.note(quarter=quarter.name, count=count, what=what.strip(), source=source.strip())
    return deed.result


def say_hours(
    *, ref: str, time: Time, hours: int, whose: str, instead: str, evidence_id: int, by: Actor,
    now: datetime,
) -> str:
    """Somebody says what a use does to people's time, with the test that shows it."""
    with act("particulars:hours:say", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, _ANY_WAY, use.concern))
        shown = evidence.sheet(evidence_id)
        require(rules.may_say_hours(
            hours=hours, level=shown.level, replaced=shown.replaced_by is not None,
            same_use=shown.ref == ref,
        ))
        HoursChanged.objects.update_or_create(
            use_id=use.id,
            defaults={"time": time, "hours": hours, "whose": whose.strip(),
                      "instead": instead.strip(), "evidence_id": evidence_id,
                      "by_name": by.name, "at": now},
        )
        deed.result = ref
        deed.note(time=time.value, hours=hours, whose=whose.strip(), evidence=evidence_id)
    return deed.result


def promise(*, ref: str, channel: str, post: str, by: Actor, now: datetime) -> str:
    """Somebody promises that people will still reach us in this way about a use."""
    with act("particulars:promise:make", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, _ANY_WAY, use.concern))
        standing = Promise.objects.filter(use_id=use.id, channel=channel, ended_on=None)
        require(rules.may_promise(
            channel=channel, known=any(each.key == channel for each in wanted().channels),
            post=post, already=standing.exists(),
        ))
        row = Promise.objects.create(
            use_id=use.id, channel=channel, post=post.strip(), made_on=now.date(),
            by_name=by.name,
        )
        deed.result = f"promise-{row.pk}"
        deed.note(channel=channel, post=row.post)
    return deed.result


def end_promise(
    *, promise_id: int, because: str, ended_on: date, by: Actor, now: datetime
) -> str:
    """Somebody ends a promise. It opens a review, in which equality is looked at again.

    The public goes on reading that it was promised, when it ended, and why.
    """
    with act("particulars:promise:end", by=by, now=now) as deed:
        row = Promise.objects.select_for_update().select_related("use").filter(
            pk=promise_id).first()
        if row is None:
            raise Missing("There is no such promise.")
        deed.about = ref = f"use-{row.use.number:04d}"
        use = register.sheet(ref)
        require(may(by, _ANY_WAY, use.concern))
        require(rules.may_end(
            stands=row.ended_on is None, because=because, ended_on=ended_on, today=now.date()
        ))
        row.ended_on, row.ended_because = ended_on, because.strip()
        row.save(update_fields=["ended_on", "ended_because"])
        way = wanted().channel_name(row.channel)
        happenings.tell(
            ref=ref, kind=Kind.CHANNEL, said_by=row.post, happened_on=ended_on, by=by, now=now,
            words=f"People were promised that they can reach us {way}. That ended: {because}",
        )
        deed.result = f"promise-{row.pk}"
        deed.note(channel=row.channel, because=row.ended_because)
    return deed.result
