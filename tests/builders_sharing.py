"""Partners and agreements for tests, made by calling actions."""

from dataclasses import fields
from datetime import timedelta

from dueregard.identify.register import actions as register
from dueregard.identify.register.actions import Description
from dueregard.identify.register.rules import Status
from dueregard.manage.agreements import actions as agreements
from dueregard.manage.agreements import queries
from dueregard.manage.partners import actions
from dueregard.manage.partners.actions import Details
from dueregard.manage.partners.rules import Control, Regime, Result
from dueregard.manage.partners.vetting import vetting
from dueregard.manage.sharing import actions as requests
from dueregard.manage.sharing.actions import Asking
from dueregard.manage.sharing.disclosures import actions as disclosures
from dueregard.manage.sharing.disclosures.actions import Giving
from dueregard.manage.sharing.disclosures.rules import Extract
from dueregard.people.rules import Role
from dueregard.sharing.asked import Request
from dueregard.sharing.terms import Marking

_OF_REQUEST = {each.name for each in fields(Request)}


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


WORDS = {
    "lead": "Head of public protection", "value_case": "Ten victims a year are reached sooner",
    "policy_document": "APD 4", "reuse": True, "reuse_law": "DPA 2018 s.36(4), CDA s.115",
    "dpia": "DPIA 12", "equality": "EIA 9", "ethics": "Matter 1", "frequency": "For each case",
    "encryption": "TLS, and encrypted where kept", "accuracy": "The sender checks",
    "corrections": "Within a day, to all who had it", "privacy_information": "given",
    "rights": "Each for its own", "complaints": "The force", "breach": "Within an hour",
    "indemnity": "Each for its own acts", "retention": "One year", "at_end": "destroy",
    "exit_plan": "Data are destroyed", "summary": "We tell partners about people at high risk.",
    "publish": True, "controllers": "separate",
}


def use(world, name="High risk at home", *, status=Status.LIVE) -> str:
    """A use that shares data, owned by the sharing officer, where it stands as told."""
    return register.add(
        described=Description(name=name, affected="Victims", technology="data-sharing"),
        by=world.lead, now=world.now, owner_id=world.person(Role.SHARING_OFFICER).id,
        status=status,
    )


def draft(world, ref: str | None = None, *, partner_ids: list[int] | None = None) -> str:
    """An agreement begun from the MARAC preset, with one vetted partner."""
    ref = ref or use(world)
    partner_ids = [vetted(world)] if partner_ids is None else partner_ids
    agreements.begin(ref=ref, preset="marac", partner_ids=partner_ids, now=world.now,
                     by=world.person(Role.SHARING_OFFICER))
    return ref


def filled(
    world, ref: str | None = None, *, partner_ids: list[int] | None = None, **more
) -> str:
    """The same with every heading filled in but the signatures."""
    ref = draft(world, ref, partner_ids=partner_ids)
    by, day = world.person(Role.SHARING_OFFICER), world.now.date()
    agreements.name_deputy(ref=ref, person_id=world.founder_id, by=by, now=world.now)
    agreements.write(ref=ref, by=by, now=world.now, values=WORDS | {
        "starts": day.isoformat(), "review_due": (day + timedelta(days=300)).isoformat(),
        "expires": (day + timedelta(days=900)).isoformat(),
    } | more)
    return ref


def signed(world, ref: str | None = None, **more) -> str:
    """The same, signed by every party."""
    ref = filled(world, ref, **more)
    for party in queries.agreement(ref, now=world.now).terms.parties:
        agreements.sign(ref=ref, party=party.ref, name="A Person", post="Director",
                        signed=world.now.date(), by=world.person(Role.SHARING_OFFICER),
                        now=world.now)
    return ref


def in_force(world, ref: str | None = None, **more) -> str:
    """The same, in force."""
    ref = signed(world, ref, **more)
    agreements.bring_into_force(ref=ref, by=world.person(Role.DATA_PROTECTION_OFFICER),
                                now=world.now)
    return ref


def asking(world, ref: str, *, partner_id: int | None = None, **more) -> Asking:
    """A request that the agreement of `in_force` allows, as a partner makes it."""
    if partner_id is None:
        party = queries.agreement(ref, now=world.now).standings[0][0]
        partner_id = int(party.ref.removeprefix("partner-"))
    asked = {name: more.pop(name) for name in list(more) if name in _OF_REQUEST}
    return Asking(ref=ref, partner_id=partner_id, recipient="A. Person, IDVA", request=Request(**{
        "purpose": "help-victims", "role": "idva", "items": ("dash-score", "victim-identity"),
        "people": ("victim",), "marking": Marking.OFFICIAL_SENSITIVE, "passed_to": (),
        "automated": False, "case_ref": "INC-42", "reason": "She is seen tonight",
    } | asked), **({"subject": "subject-5f2e", "collected_for_law": True} | more))


def asked(world, ref: str, **more) -> int:
    """A request that came in and waits."""
    made = requests.ask(asking=asking(world, ref, **more), by=world.person(Role.SHARING_OFFICER),
                        now=world.now)
    return int(made.removeprefix("share-"))


def authorised(world, ref: str, **more) -> int:
    """The same, assessed and authorised by one person."""
    made, by = asked(world, ref, **more), world.person(Role.SHARING_OFFICER)
    requests.assess(request_id=made, by=by, now=world.now)
    requests.authorise(request_id=made, by=by, now=world.now)
    return made


EXTRACT = Extract(columns=("dash_score", "dash_date"), left_out=("shoe_size",), rows=3,
                  sha256="ab" * 32)


def disclosed(world, ref: str, **more) -> int:
    """The same, given out as a file; the number of the disclosure."""
    made = disclosures.disclose(
        request_id=authorised(world, ref, **more), now=world.now,
        by=world.person(Role.SHARING_OFFICER),
        given=Giving(recipient="A. Person, IDVA", extract=EXTRACT),
    )
    return int(made.removeprefix("disclosure-"))
