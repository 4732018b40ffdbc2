"""What can be done about our own guidance: say whether it was clear, and answer."""

from datetime import datetime

from dueregard.answers import Refused, require
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.people.remarks import rules
from dueregard.people.remarks.models import Remark
from dueregard.people.rules import may


def say(*, about: str, clear: bool, words: str, by: Actor, now: datetime) -> str:
    """Anybody who has signed in says whether a piece of our guidance was clear."""
    with act("people:remark:say", by=by, now=now, about=about) as deed:
        if by.id is None:
            raise Refused("Sign in first, so that you can be answered.", "not-signed-in")
        require(rules.may_say(clear=clear, words=words))
        row = Remark.objects.create(
            about=about, clear=clear, words=words.strip(), said_by_id=by.id, said_at=now
        )
        deed.result = f"remark-{row.pk}"
        deed.note(clear=clear)
    return deed.result


def answer(*, remark_id: int, words: str, by: Actor, now: datetime) -> str:
    """The ethics lead answers, once; everybody who reads the guidance can read the answer."""
    with act("people:remark:answer", by=by, now=now, about=f"remark-{remark_id}") as deed:
        require(may(by, "guidance.answer"))
        row = Remark.objects.select_for_update().get(pk=remark_id)
        require(rules.may_answer(answered=row.answered_at is not None, words=words))
        row.answer, row.answered_by, row.answered_at = words.strip(), by.name, now
        row.save()
        deed.result = deed.about
    return deed.result
