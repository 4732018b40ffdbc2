"""What can be done with patterns: write one to share, bundle them, bring others in, adopt them."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from dueregard.answers import DueRegardError, Missing, require
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.people import queries as people
from dueregard.people.rules import may
from dueregard.report.patterns import queries, rules, signing
from dueregard.report.patterns.models import Bundle, CamePattern, KnownKey, OwnPattern
from dueregard.report.patterns.rules import Kind, Pattern, State


def write(
    *, kind: Kind, title: str, text: str, good_for: str, level: int, licence: str, post: str,
    by: Actor, now: datetime, test: str = "",
) -> str:
    """The ethics lead writes a pattern to share. Refused where it could be about a person."""
    with act("patterns:pattern:write", by=by, now=now) as deed:
        require(may(by, "patterns.share"))
        force = people.force()
        made = Pattern(
            kind=kind, title=title.strip(), text=text.strip(), good_for=good_for.strip(),
            test=test.strip() if kind is Kind.CONTROL else "", level=level, licence=licence,
            force=force.name if force else "", post=post.strip(),
        )
        require(rules.may_share(made, names=_names()))
        row = OwnPattern.objects.create(content=asdict(made), made_by=by.name, made_at=now)
        deed.about = deed.result = f"pattern-{row.pk}"
        deed.note(title=made.title, kind=kind.value, licence=licence)
    return deed.result


def bundle(*, pattern_ids: Sequence[int], key_file: Path, by: Actor, now: datetime) -> str:
    """The ethics lead makes a signed file of patterns, to be sent to another force.

    Each is looked through for personal details once more: people may have joined since.
    """
    with act("patterns:bundle:make", by=by, now=now) as deed:
        require(may(by, "patterns.share"))
        chosen = [queries.pattern(each.content) for each in OwnPattern.objects.filter(
            pk__in=list(pattern_ids)
        ).order_by("pk")]
        if not chosen:
            raise DueRegardError("Tick the patterns that go into the file.")
        names = _names()
        for each in chosen:
            require(rules.may_share(each, names=names))
        text = signing.signed(
            chosen, force=chosen[0].force, made_on=now.date().isoformat(),
            key=signing.own_key(key_file),
        )
        made = signing.opened(text.encode())
        row = Bundle.objects.create(
            text=text, digest=made.digest, titles=[each.title for each in chosen],
            made_by=by.name, made_at=now,
        )
        deed.about = deed.result = f"bundle-{row.pk}"
        deed.note(digest=made.digest, fingerprint=made.fingerprint, patterns=len(chosen))
    return deed.result


def bring_in(*, content: bytes, by: Actor, now: datetime, fingerprint: str = "") -> str:
    """The ethics lead brings in a bundle of another force; each pattern is a suggestion.

    Refused where the signature does not fit, and where the key is unknown until its fingerprint,
    as the other force told it, is entered; the key is then kept. A pattern that is here already
    is passed over.
    """
    with act("patterns:bundle:bring-in", by=by, now=now) as deed:
        require(may(by, "patterns.adopt"))
        came = signing.opened(content)
        key = KnownKey.objects.filter(public_key=came.public_key).first()
        require(rules.may_bring_in(
            known=key is not None, fingerprint=came.fingerprint, typed=fingerprint
        ))
        if key is None:
            key = KnownKey.objects.create(
                public_key=came.public_key, fingerprint=came.fingerprint, force_name=came.force,
                confirmed_by=by.name, confirmed_at=now,
            )
        new = 0
        for each in came.patterns:
            _, made = CamePattern.objects.get_or_create(digest=_digest(each), defaults={
                "key": key, "content": asdict(each), "brought_by": by.name, "brought_at": now,
            })
            new += made
        deed.result = f"{new} of {len(came.patterns)} are new here."
        deed.note(digest=came.digest, fingerprint=came.fingerprint, force=came.force, new=new)
    return deed.result


def adopt(*, pattern_id: int, reason: str, by: Actor, now: datetime) -> str:
    """The ethics lead adopts a pattern that came, and says why: it is then offered as a wording."""
    with act("patterns:pattern:adopt", by=by, now=now, about=f"came-{pattern_id}") as deed:
        require(may(by, "patterns.adopt"))
        deed.result = _become(pattern_id, State.ADOPTED, reason=reason, by=by, now=now)
        deed.note(reason=reason.strip())
    return deed.result


def set_aside(*, pattern_id: int, reason: str, by: Actor, now: datetime) -> str:
    """The ethics lead sets a pattern aside, and says why; it stays on the list of those that came.

    Refused without a reason.
    """
    with act("patterns:pattern:set-aside", by=by, now=now, about=f"came-{pattern_id}") as deed:
        require(may(by, "patterns.adopt"))
        deed.result = _become(pattern_id, State.SET_ASIDE, reason=reason, by=by, now=now)
        deed.note(reason=reason.strip())
    return deed.result


def _become(pattern_id: int, state: State, *, reason: str, by: Actor, now: datetime) -> str:
    row = CamePattern.objects.select_for_update().filter(pk=pattern_id).first()
    if row is None:
        raise Missing("There is no such pattern.")
    require(rules.may_become(State(row.state), state, reason=reason))
    row.state, row.reason, row.said_by, row.said_at = state, reason.strip(), by.name, now
    row.save(update_fields=["state", "reason", "said_by", "said_at"])
    return f"came-{pattern_id}"


def _names() -> tuple[str, ...]:
    return tuple(each.name for each in people.roster())


def _digest(pattern: Pattern) -> str:
    plain = json.dumps(asdict(pattern), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()
