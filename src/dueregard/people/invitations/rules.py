"""Whether an invitation still opens: once, within a week, for somebody who may sign in.

Without this file a link in an old mail would open an account for whoever finds it.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from dueregard.answers import Answer, No, Yes

GOOD_FOR = timedelta(days=7)


def digest(key: str) -> str:
    """What is kept of a key. The key itself stands in the mail alone."""
    return sha256(key.encode()).hexdigest()


def may_use(
    *, expires_at: datetime, used_at: datetime | None, replaced: bool, active: bool, now: datetime
) -> Answer:
    """Whether an invitation may be used now."""
    again = "Ask your administrator for a new one."
    if used_at is not None:
        return No(
            "This link was used already. Sign in with your password, or ask your administrator "
            "for a new link.", "used",
        )
    if replaced:
        return No(f"A newer link was sent to you. Use that one, or none came: {again}", "replaced")
    if now >= expires_at:
        return No(f"This link was good for a week and has ended. {again}", "expired")
    if not active:
        return No("This account is stopped. Ask your administrator why.", "suspended")
    return Yes()
