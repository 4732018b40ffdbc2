"""The one thing that the public door writes: a question, stripped, until it is fetched.

There is no ledger at the public door. The line is left when the workbench takes it in.
"""

from datetime import datetime

from django.db import router, transaction

from dueregard.answers import require
from dueregard.report.public_register.asked import queries, rules
from dueregard.report.public_register.asked.rules import Token
from dueregard.report.public_register.models import AskedQuestion
from dueregard.report.questions.stripping import strip


def keep(*, token: Token, words: str, this_hour: int, now: datetime) -> bool:
    """Keep one question; False when the very same one is here already.

    Stripped again, so that no way to here keeps what somebody typed. Refused where there is no
    room, and where its number is taken by other words.
    """
    text = strip(words).text
    today = rules.day_in_london(now)
    with transaction.atomic(using=router.db_for_write(AskedQuestion)):
        here = AskedQuestion.objects.filter(number=token.number).exists()
        # Of what was fetched before, no words are here to compare with.
        require(rules.already(same=here or not queries.exists(token.number)))
        if not here:
            require(rules.room(today=queries.count_of(today), this_hour=this_hour))
        row, new = AskedQuestion.objects.get_or_create(number=token.number, defaults={
            "slug": token.slug, "version": token.version, "words": text, "asked_on": today,
        })
        require(rules.already(same=row.words == text))
    return new
