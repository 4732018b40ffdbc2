"""Who may do what. Roles give permissions; a permission may reach every use or only one's own.

This is the one place that is asked. A page uses the answer to show a button or the reason
there is none; the action behind it uses the same answer to go on or refuse.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dueregard.answers import Answer, No, Yes
from dueregard.documents.audience import Audience
from dueregard.ledger.rules import Actor
from dueregard.lenses.shapes import Nation


class Role(StrEnum):
    """What a person is appointed to. One person may hold several."""

    ETHICS_LEAD = "ethics-lead"
    PROJECT_LEAD = "project-lead"
    DECISION_MAKER = "decision-maker"
    PROCUREMENT_OFFICER = "procurement-officer"
    ANALYST = "analyst"
    COMMITTEE_MEMBER = "committee-member"
    COMMITTEE_CHAIR = "committee-chair"
    COMMITTEE_SECRETARY = "committee-secretary"
    PANEL_MEMBER = "panel-member"
    SHARING_OFFICER = "information-sharing-officer"
    DATA_PROTECTION_OFFICER = "data-protection-officer"
    OFFICER = "officer"
    INSPECTOR = "inspector"
    ADMINISTRATOR = "administrator"


ROLE_NAMES: dict[Role, str] = {
    Role.ETHICS_LEAD: "Ethics lead",
    Role.PROJECT_LEAD: "Project lead",
    Role.DECISION_MAKER: "Decision maker",
    Role.PROCUREMENT_OFFICER: "Procurement officer",
    Role.ANALYST: "Analyst",
    Role.COMMITTEE_MEMBER: "Committee member",
    Role.COMMITTEE_CHAIR: "Committee chair",
    Role.COMMITTEE_SECRETARY: "Committee secretary",
    Role.PANEL_MEMBER: "Panel member",
    Role.SHARING_OFFICER: "Information-sharing officer",
    Role.DATA_PROTECTION_OFFICER: "Data protection officer",
    Role.OFFICER: "Officer",
    Role.INSPECTOR: "Inspector",
    Role.ADMINISTRATOR: "Administrator",
}

NATION_NAMES: dict[Nation, str] = {
    Nation.ENGLAND: "England",
    Nation.WALES: "Wales",
    Nation.SCOTLAND: "Scotland",
    Nation.NORTHERN_IRELAND: "Northern Ireland",
}

# The parts of the force's own record: everyone inside reads, except members from outside.
_INSIDE = frozenset(Role) - {
    Role.PANEL_MEMBER, Role.COMMITTEE_MEMBER, Role.COMMITTEE_CHAIR
}
_COMMITTEE = frozenset({Role.COMMITTEE_MEMBER, Role.COMMITTEE_CHAIR, Role.COMMITTEE_SECRETARY})

# Who act for a panel, each from a seat on it.
_OF_A_PANEL = frozenset({Role.PANEL_MEMBER, Role.COMMITTEE_SECRETARY})

# Who hold what the force says of itself against what it does.
_HOLDING_TO_ACCOUNT = frozenset({
    Role.ETHICS_LEAD, Role.DECISION_MAKER, Role.INSPECTOR, Role.DATA_PROTECTION_OFFICER,
})

# Who sign a partner off, and may stop everything that is sent to one.
_ANSWERS_FOR_SHARING = frozenset({
    Role.SHARING_OFFICER, Role.DATA_PROTECTION_OFFICER, Role.ETHICS_LEAD, Role.DECISION_MAKER,
})


class Reach(StrEnum):
    """Which rows a permission is good for."""

    ANY = "any use"
    OWN = "own uses only"
    NOT_OWN = "any use but one's own"


_ANY, _OWN, _NOT_OWN = Reach.ANY, Reach.OWN, Reach.NOT_OWN

PERMISSIONS: dict[str, dict[Role, Reach]] = {
    "people.appoint": {Role.ADMINISTRATOR: _ANY},
    "guidance.answer": {Role.ETHICS_LEAD: _ANY},
    "ledger.read": {
        Role.ETHICS_LEAD: _ANY, Role.INSPECTOR: _ANY, Role.DATA_PROTECTION_OFFICER: _ANY,
        Role.ADMINISTRATOR: _ANY,
    },
    "ledger.erase": {Role.DATA_PROTECTION_OFFICER: _ANY},
    "ledger.witness": {Role.ADMINISTRATOR: _ANY, Role.DATA_PROTECTION_OFFICER: _ANY},
    "processing-log.read": {Role.DATA_PROTECTION_OFFICER: _ANY, Role.INSPECTOR: _ANY},
    "processing-log.export": {Role.DATA_PROTECTION_OFFICER: _ANY},
    "processing-log.terms": {Role.DATA_PROTECTION_OFFICER: _ANY},
    "register.read": dict.fromkeys(_INSIDE, _ANY),
    "register.add": dict.fromkeys(
        (Role.ETHICS_LEAD, Role.PROJECT_LEAD, Role.PROCUREMENT_OFFICER, Role.ANALYST,
         Role.SHARING_OFFICER), _ANY
    ),
    "register.change": {
        Role.ETHICS_LEAD: _ANY, Role.PROJECT_LEAD: _OWN, Role.SHARING_OFFICER: _OWN
    },
    "register.assign": {Role.ETHICS_LEAD: _ANY},
    "register.move": {Role.ETHICS_LEAD: _ANY, Role.PROJECT_LEAD: _OWN},
    "register.import": {Role.ETHICS_LEAD: _ANY, Role.ADMINISTRATOR: _ANY},
    "profile.read": dict.fromkeys(_INSIDE, _ANY),
    "profile.write": {Role.ETHICS_LEAD: _ANY},
    "packs.bring-in": {Role.ETHICS_LEAD: _ANY, Role.ADMINISTRATOR: _ANY},
    "points.settle": {Role.ETHICS_LEAD: _ANY, Role.PROJECT_LEAD: _OWN},
    "points.suggest": dict.fromkeys(
        (Role.ETHICS_LEAD, Role.PROJECT_LEAD, Role.PROCUREMENT_OFFICER, Role.ANALYST,
         Role.COMMITTEE_MEMBER, Role.COMMITTEE_CHAIR, Role.COMMITTEE_SECRETARY,
         Role.SHARING_OFFICER, Role.DATA_PROTECTION_OFFICER, Role.OFFICER), _ANY
    ),
    "evidence.attach": {
        Role.ETHICS_LEAD: _ANY, Role.PROJECT_LEAD: _OWN, Role.ANALYST: _ANY,
        Role.PROCUREMENT_OFFICER: _ANY, Role.SHARING_OFFICER: _OWN,
    },
    "law.rule": {
        Role.ETHICS_LEAD: _ANY, Role.PROJECT_LEAD: _OWN, Role.DATA_PROTECTION_OFFICER: _ANY,
    },
    "assessment.write": {Role.ETHICS_LEAD: _ANY, Role.PROJECT_LEAD: _OWN, Role.ANALYST: _ANY},
    "assessment.settle": {Role.ETHICS_LEAD: _ANY, Role.PROJECT_LEAD: _OWN},
    "weighing.read": dict.fromkeys(_INSIDE | _COMMITTEE, _ANY),
    "weighing.write": {Role.ETHICS_LEAD: _ANY, Role.PROJECT_LEAD: _OWN, Role.ANALYST: _ANY},
    "weighing.estimate": dict.fromkeys(_INSIDE, _ANY),
    "weighing.rank": {Role.COMMITTEE_MEMBER: _NOT_OWN, Role.COMMITTEE_CHAIR: _NOT_OWN},
    "conditions.answer": {
        Role.ETHICS_LEAD: _ANY, Role.PROJECT_LEAD: _OWN, Role.SHARING_OFFICER: _OWN
    },
    "conditions.accept": {Role.ETHICS_LEAD: _NOT_OWN, Role.DECISION_MAKER: _NOT_OWN},
    "committee.read": dict.fromkeys(
        _COMMITTEE | {
            Role.ETHICS_LEAD, Role.DECISION_MAKER, Role.PROJECT_LEAD, Role.INSPECTOR,
            Role.DATA_PROTECTION_OFFICER,
        }, _ANY
    ),
    "committee.refer": {Role.ETHICS_LEAD: _ANY, Role.PROJECT_LEAD: _OWN},
    "committee.opine": {Role.COMMITTEE_MEMBER: _NOT_OWN, Role.COMMITTEE_CHAIR: _NOT_OWN},
    "committee.enter": {Role.COMMITTEE_SECRETARY: _NOT_OWN},
    "committee.extend": {Role.COMMITTEE_SECRETARY: _NOT_OWN, Role.COMMITTEE_CHAIR: _NOT_OWN},
    "committee.close": {Role.COMMITTEE_SECRETARY: _NOT_OWN, Role.COMMITTEE_CHAIR: _NOT_OWN},
    "committee.advise": {Role.COMMITTEE_CHAIR: _NOT_OWN, Role.COMMITTEE_SECRETARY: _NOT_OWN},
    "committee.reply": {Role.DECISION_MAKER: _NOT_OWN},
    "committee.decide": {Role.DECISION_MAKER: _NOT_OWN},
    "committee.word": {Role.ETHICS_LEAD: _ANY},
    "bodies.found": {Role.ETHICS_LEAD: _ANY},
    "bodies.keep": {Role.ETHICS_LEAD: _ANY, Role.COMMITTEE_SECRETARY: _ANY},
    "bodies.declare": dict.fromkeys(_COMMITTEE, _ANY),
    "meetings.keep": {Role.COMMITTEE_SECRETARY: _ANY, Role.COMMITTEE_CHAIR: _ANY},
    "meetings.settle": {Role.COMMITTEE_CHAIR: _ANY},
    "gates.tell": {
        Role.ETHICS_LEAD: _ANY, Role.PROJECT_LEAD: _OWN, Role.SHARING_OFFICER: _OWN
    },
    "gates.pass": {Role.DECISION_MAKER: _NOT_OWN, Role.ETHICS_LEAD: _NOT_OWN},
    "gates.override": {Role.DECISION_MAKER: _NOT_OWN},
    "particulars.tell": {
        Role.ETHICS_LEAD: _ANY, Role.PROJECT_LEAD: _OWN, Role.ANALYST: _ANY,
    },
    "publication.withhold": {Role.ETHICS_LEAD: _NOT_OWN, Role.DATA_PROTECTION_OFFICER: _NOT_OWN},
    "publication.propose": {Role.ETHICS_LEAD: _ANY, Role.PROJECT_LEAD: _OWN},
    "publication.publish": {Role.ETHICS_LEAD: _NOT_OWN, Role.DECISION_MAKER: _NOT_OWN},
    "publication.withdraw": {Role.ETHICS_LEAD: _ANY},
    "questions.read": {
        Role.ETHICS_LEAD: _ANY, Role.DECISION_MAKER: _ANY, Role.INSPECTOR: _ANY,
        Role.DATA_PROTECTION_OFFICER: _ANY, Role.PROJECT_LEAD: _OWN,
    },
    "questions.read-waiting": {
        Role.ETHICS_LEAD: _ANY, Role.DECISION_MAKER: _ANY, Role.INSPECTOR: _ANY,
        Role.DATA_PROTECTION_OFFICER: _ANY,
    },
    "questions.moderate": {Role.ETHICS_LEAD: _NOT_OWN, Role.DECISION_MAKER: _NOT_OWN},
    "questions.answer": {Role.ETHICS_LEAD: _ANY, Role.PROJECT_LEAD: _OWN},
    "deployments.keep": {
        Role.ETHICS_LEAD: _ANY, Role.PROJECT_LEAD: _OWN, Role.ANALYST: _ANY,
    },
    "yearly.write": {Role.ETHICS_LEAD: _ANY, Role.PROJECT_LEAD: _OWN},
    "quarterly.ask": {Role.ETHICS_LEAD: _ANY},
    "bulletins.propose": {Role.ETHICS_LEAD: _ANY, Role.ANALYST: _ANY},
    "bulletins.publish": {Role.ETHICS_LEAD: _ANY, Role.DECISION_MAKER: _ANY},
    "bulletins.withdraw": {Role.ETHICS_LEAD: _ANY},
    "wordings.write": {Role.ETHICS_LEAD: _ANY, Role.PROJECT_LEAD: _OWN},
    "perception.read": dict.fromkeys(_INSIDE, _ANY),
    "perception.record": {Role.ETHICS_LEAD: _ANY, Role.ANALYST: _ANY},
    "perception.pick": {Role.ETHICS_LEAD: _ANY},
    "partners.read": dict.fromkeys(_INSIDE, _ANY),
    "partners.keep": {Role.SHARING_OFFICER: _ANY, Role.ETHICS_LEAD: _ANY},
    "partners.sign": dict.fromkeys(_ANSWERS_FOR_SHARING, _ANY),
    "partners.suspend": dict.fromkeys(_ANSWERS_FOR_SHARING, _ANY),
    "agreements.write": {
        Role.SHARING_OFFICER: _ANY, Role.ETHICS_LEAD: _ANY, Role.PROJECT_LEAD: _OWN,
    },
    "agreements.settle": dict.fromkeys(_ANSWERS_FOR_SHARING, _ANY),
    "sharing.refuse": dict.fromkeys(
        _ANSWERS_FOR_SHARING | {Role.PROJECT_LEAD, Role.OFFICER}, _ANY
    ),
    "keys.make": {Role.SHARING_OFFICER: _ANY},
    "keys.settle": {Role.SHARING_OFFICER: _ANY, Role.DATA_PROTECTION_OFFICER: _ANY},
    "keys.revoke": dict.fromkeys(_ANSWERS_FOR_SHARING, _ANY),
    "sharing.ask": dict.fromkeys(_INSIDE - {Role.INSPECTOR, Role.ADMINISTRATOR}, _ANY),
    "sharing.read": dict.fromkeys(_INSIDE - {Role.ADMINISTRATOR}, _OWN)
    | dict.fromkeys(_ANSWERS_FOR_SHARING | {Role.INSPECTOR}, _ANY),
    "sharing.assess": {Role.SHARING_OFFICER: _ANY, Role.DATA_PROTECTION_OFFICER: _ANY},
    "sharing.decide": dict.fromkeys(_ANSWERS_FOR_SHARING, _ANY),
    "sharing.disclose": {Role.SHARING_OFFICER: _ANY, Role.DATA_PROTECTION_OFFICER: _ANY},
    "sharing.urgent": dict.fromkeys(
        _ANSWERS_FOR_SHARING | {Role.OFFICER, Role.PROJECT_LEAD}, _ANY
    ),
    "sharing.risk-to-life": dict.fromkeys(_INSIDE, _ANY),
    "sharing.systems": {
        Role.SHARING_OFFICER: _ANY, Role.ETHICS_LEAD: _ANY, Role.ANALYST: _ANY,
    },
    "sharing.drill": {Role.DATA_PROTECTION_OFFICER: _ANY, Role.INSPECTOR: _ANY},
    "procurement.read": dict.fromkeys(_INSIDE, _ANY),
    "procurement.ask": {
        Role.ETHICS_LEAD: _ANY, Role.PROCUREMENT_OFFICER: _ANY, Role.PROJECT_LEAD: _OWN,
    },
    "procurement.grade": {
        Role.ETHICS_LEAD: _NOT_OWN, Role.PROCUREMENT_OFFICER: _NOT_OWN, Role.ANALYST: _NOT_OWN,
    },
    "procurement.condition": {
        Role.ETHICS_LEAD: _ANY, Role.PROCUREMENT_OFFICER: _ANY,
    },
    "inspection.read": {Role.INSPECTOR: _ANY, Role.ETHICS_LEAD: _ANY},
    "inspection.lodge": {Role.ETHICS_LEAD: _ANY, Role.INSPECTOR: _ANY},
    "inspection.draw": {Role.INSPECTOR: _ANY},
    "inspection.archive": {Role.ETHICS_LEAD: _ANY, Role.INSPECTOR: _ANY},
    "scrutiny.read": dict.fromkeys(_INSIDE | _COMMITTEE | {Role.PANEL_MEMBER}, _ANY),
    "scrutiny.call": {
        Role.COMMITTEE_SECRETARY: _ANY, Role.PANEL_MEMBER: _ANY, Role.ETHICS_LEAD: _ANY,
    },
    "scrutiny.lodge": {Role.ETHICS_LEAD: _ANY, Role.ANALYST: _ANY},
    "scrutiny.seed": dict.fromkeys(_OF_A_PANEL, _ANY),
    "scrutiny.account": {
        Role.ETHICS_LEAD: _ANY, Role.ANALYST: _ANY, Role.COMMITTEE_SECRETARY: _ANY,
    },
    "scrutiny.rate": {Role.PANEL_MEMBER: _ANY},
    "scrutiny.enter": {Role.COMMITTEE_SECRETARY: _ANY},
    "scrutiny.close": dict.fromkeys(_OF_A_PANEL, _ANY),
    "scrutiny.debrief": dict.fromkeys(_OF_A_PANEL, _ANY),
    "scrutiny.report": dict.fromkeys(_OF_A_PANEL, _ANY),
    "scrutiny.reply": {Role.DECISION_MAKER: _ANY},
    "scrutiny.change": dict.fromkeys(
        (Role.ETHICS_LEAD, Role.DECISION_MAKER, Role.PROJECT_LEAD, Role.ANALYST, Role.OFFICER),
        _ANY,
    ),
    "scrutiny.tell": dict.fromkeys(_OF_A_PANEL, _ANY),
    "scrutiny.speak": {Role.PANEL_MEMBER: _ANY},
    "scrutiny.keep": {Role.COMMITTEE_SECRETARY: _ANY, Role.ETHICS_LEAD: _ANY},
    "scrutiny.make-up": dict.fromkeys(_OF_A_PANEL, _ANY),
    "reviews.read": dict.fromkeys(_INSIDE, _ANY),
    "chief-officers.read": dict.fromkeys(
        (Role.DECISION_MAKER, Role.ETHICS_LEAD, Role.INSPECTOR), _ANY
    ),
    "reviews.reopen": {Role.ETHICS_LEAD: _ANY, Role.DECISION_MAKER: _ANY},
    "reviews.tell": dict.fromkeys(_INSIDE - {Role.INSPECTOR, Role.ADMINISTRATOR}, _ANY),
    "reviews.close": {Role.ETHICS_LEAD: _NOT_OWN, Role.DECISION_MAKER: _NOT_OWN},
    "declarations.make": dict.fromkeys(_INSIDE - {Role.INSPECTOR}, _ANY),
    "declarations.read": dict.fromkeys(_HOLDING_TO_ACCOUNT, _ANY),
    "declarations.settle": {Role.ETHICS_LEAD: _ANY},
    "contracts.read": dict.fromkeys(_HOLDING_TO_ACCOUNT | {Role.PROCUREMENT_OFFICER}, _ANY),
    "contracts.import": {Role.ETHICS_LEAD: _ANY, Role.PROCUREMENT_OFFICER: _ANY},
    "contracts.settle": {Role.ETHICS_LEAD: _ANY, Role.PROCUREMENT_OFFICER: _ANY},
    "statements.read": dict.fromkeys(_HOLDING_TO_ACCOUNT, _ANY),
    "statements.check": dict.fromkeys(_HOLDING_TO_ACCOUNT - {Role.INSPECTOR}, _ANY),
    "returns.read": dict.fromkeys(_INSIDE, _ANY),
    "returns.make": {Role.ETHICS_LEAD: _ANY, Role.ANALYST: _ANY},
    "returns.sign": {Role.ETHICS_LEAD: _ANY, Role.DECISION_MAKER: _ANY},
    "returns.load": {Role.ETHICS_LEAD: _ANY, Role.ANALYST: _ANY, Role.INSPECTOR: _ANY},
    "patterns.share": {Role.ETHICS_LEAD: _ANY},
    "patterns.adopt": {Role.ETHICS_LEAD: _ANY},
    "self-assessment.read": dict.fromkeys(_INSIDE, _ANY),
    "self-assessment.write": {Role.ETHICS_LEAD: _ANY},
    "next-actions.read": dict.fromkeys(_INSIDE, _ANY),
    "next-actions.rank": {Role.ETHICS_LEAD: _ANY, Role.DECISION_MAKER: _ANY},
    "forecasts.read": dict.fromkeys(_INSIDE, _ANY),
    "forecasts.record": dict.fromkeys(
        (Role.ETHICS_LEAD, Role.DECISION_MAKER, Role.PROJECT_LEAD, Role.ANALYST,
         Role.PROCUREMENT_OFFICER, Role.COMMITTEE_SECRETARY), _ANY
    ),
    "forecasts.score": {Role.ETHICS_LEAD: _ANY, Role.ANALYST: _ANY},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """The row that a permission is asked about: whose it is."""

    owners: frozenset[int] = frozenset()


def may(actor: Actor, permission: str, on: Concern | None = None) -> Answer:
    """Yes, or No with the reason in words for the person who asked.

    `on` is the row; without it the answer is whether the actor could do this to some row.
    """
    reaches = {
        PERMISSIONS[permission][Role(role)]
        for role in actor.roles
        if role in set(Role) and Role(role) in PERMISSIONS[permission]
    }
    if not reaches:
        who = one_of(ROLE_NAMES[role].lower() for role in PERMISSIONS[permission])
        return No(f"This is for {who}. Ask your administrator if that should be you.", "role")
    if on is None or Reach.ANY in reaches:
        return Yes()
    own = actor.id is not None and actor.id in on.owners
    if own and Reach.OWN in reaches:
        return Yes()
    if not own and Reach.NOT_OWN in reaches:
        return Yes()
    if own:
        return No(
            "You own this use, and nobody advises, decides or publishes on their own. "
            "Ask somebody else who holds this role.", "own-use",
        )
    return No("You can do this only for uses that you own. Ask its owner.", "not-own-use")


def roles_of(groups: Iterable[str], *, listed: Mapping[str, Iterable[str]]) -> frozenset[Role]:
    """The roles that a person's groups hold, by the force's list. A group not listed holds none."""
    return frozenset(
        Role(role) for group in groups for role in listed.get(group, ()) if role in set(Role)
    )


def may_take_over(*, trusted: bool, verified: bool, of_another: bool = False) -> Answer:
    """Whether somebody from the force's sign-in may have the account of the same e-mail address.

    Whoever could choose their own address there could otherwise become anybody here; and a new
    starter who is given a leaver's address would become the leaver (`of_another`).
    """
    if of_another:
        return No(
            "Your e-mail address belongs to the account of somebody else who came by your force's "
            "sign-in. Ask your administrator.", "address-of-another",
        )
    if trusted or verified:
        return Yes()
    return No(
        "There is an account for your e-mail address here already, and your force's sign-in does "
        "not vouch for the address. Ask your administrator to join the two.", "address-taken",
    )


def audience_of(actor: Actor) -> Audience:
    """The narrowest audience that the actor's roles belong to."""
    roles = {Role(role) for role in actor.roles if role in set(Role)}
    if roles & _INSIDE:
        return Audience.FORCE
    if roles & _COMMITTEE:
        return Audience.COMMITTEE
    if Role.PANEL_MEMBER in roles:
        return Audience.PANEL
    return Audience.PUBLIC


def one_of(names: Iterable[str]) -> str:
    """'an a', 'an a or a b': the names as the end of a sentence, in alphabetical order."""
    with_article = [f"{'an' if name[0] in 'aeiou' else 'a'} {name}" for name in sorted(names)]
    if len(with_article) == 1:
        return with_article[0]
    return f"{', '.join(with_article[:-1])} or {with_article[-1]}"
