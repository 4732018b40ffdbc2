"""Partners and agreements for tests, made by calling actions."""

from datetime import timedelta

from dueregard.manage.partners import actions
from dueregard.manage.partners.actions import Details
from dueregard.manage.partners.rules import Control, Regime, Result
from dueregard.manage.partners.vetting import vetting
from dueregard.people.rules import Role
from dueregard.sharing.terms import Marking


def partner(world, name="Fenmarch Council", **more) -> int:
    """A partner that was entered, with people to call, and nothing else done."""
    details = Details(**{
        "name": name, "kind": "council", "control": Control.OWN, "regime": Regime.UK_GDPR,
        "contact_name": "Head of information", "contact_reach": "01632 960001",
        "deputy_name": "Deputy head", "deputy_reach": "01632 960002",
        "breach_reach": "01632 960003",
    } | more)
    made = actions.enter(details=details, by=world.person(Role.SHARING_OFFICER), now=world.now)
    return int(made.removeprefix("partner-"))


def record_steps(world, partner_id: int, *, days: int = 180) -> None:
    """Every step passed, good for so many days; the drill for as long as one lasts."""
    by = world.person(Role.SHARING_OFFICER)
    for step in vetting().steps:
        if step.drill:
            actions.drill(partner_id=partner_id, contact="01632 960003", answered=True,
                          minutes=7, words="", by=by, now=world.now)
        else:
            actions.record(
                partner_id=partner_id, step=step.id, result=Result.PASSED, by=by, now=world.now,
                evidence="Seen, file 12", option=step.options[0] if step.options else "",
                expires=(world.now + timedelta(days=days)).date(),
            )


def sign(world, partner_id: int) -> None:
    """Signed off by the sharing officer, then by the data protection officer."""
    actions.recommend(partner_id=partner_id, words="Read each step",
                      by=world.person(Role.SHARING_OFFICER), now=world.now,
                      cleared_to=Marking.OFFICIAL_SENSITIVE)
    actions.sign(partner_id=partner_id, by=world.person(Role.DATA_PROTECTION_OFFICER),
                 now=world.now)


def vetted(world, name="Fenmarch Council", **more) -> int:
    """A partner to which things may be sent."""
    made = partner(world, name, **more)
    record_steps(world, made)
    sign(world, made)
    return made
