"""What stands in the ledger, told in sentences.

Without this file a person would read 'register:use:move' where somebody stopped a camera.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from dueregard.identify.law.rules import SAID_NAMES as LAW_NAMES
from dueregard.identify.packs import queries as packs
from dueregard.identify.points.rules import KIND_NAMES
from dueregard.identify.points.rules import STATE_NAMES as POINT_NAMES
from dueregard.identify.register.rules import STATUS_NAMES, Status
from dueregard.ledger.queries import Happening
from dueregard.lenses import bank as banks
from dueregard.lenses.shapes import Bank
from dueregard.manage.bodies.rules import POST_NAMES
from dueregard.manage.committee import vocabulary
from dueregard.manage.committee.deciding import SAID_NAMES, VERDICT_NAMES
from dueregard.manage.procurement.rules import GRADE_NAMES
from dueregard.people.rules import ROLE_NAMES
from dueregard.report.questions.rules import REASON_NAMES, Reason
from dueregard.web import told_of_panels, told_of_requests, told_of_sharing

Facts = Mapping[str, Any]

# Each sentence goes on from the person's name. A test holds that every verb has one.
SENTENCES: dict[str, str] = (
    told_of_sharing.SENTENCES | told_of_requests.SENTENCES | told_of_panels.SENTENCES
) | {
    "people:force:found": gettext_noop("set up this register"),
    "people:person:invite": gettext_noop("added a person"),
    "people:person:appoint": gettext_noop("changed what a person is appointed to"),
    "people:person:suspend": gettext_noop("stopped a person from signing in"),
    "people:person:restore": gettext_noop("let a person sign in again"),
    "people:person:arrive": gettext_noop("signed in by the force's own sign-in"),
    "people:person:lose": gettext_noop("lost their roles, because their groups hold none"),
    "people:invitation:send": gettext_noop("sent somebody a link to set a password"),
    "people:invitation:use": gettext_noop("set a password by the link that they were sent"),
    "people:digest:choose": gettext_noop("chose how often to be written to"),
    "people:digest:send": gettext_noop("wrote to a person of what waits for them"),
    "people:remark:say": gettext_noop("said whether our guidance was clear"),
    "people:remark:answer": gettext_noop("answered what was said of our guidance"),
    "people:page:see": gettext_noop("asked for a page that is not for them"),
    "ledger:entry:erase": gettext_noop("erased the words of an entry"),
    "ledger:witness:trust": gettext_noop("took on a witness of the ledger"),
    "ledger:witness:end": gettext_noop("ended a witness of the ledger"),
    "ledger:head:take-in": gettext_noop("took in a witness's signature under the ledger"),
    "processing:data:collection": gettext_noop("collected personal data"),
    "processing:data:alteration": gettext_noop("altered personal data"),
    "processing:data:consultation": gettext_noop("consulted personal data"),
    "processing:data:disclosure": gettext_noop("disclosed personal data"),
    "processing:data:combination": gettext_noop("combined personal data"),
    "processing:data:erasure": gettext_noop("erased personal data"),
    "processing:log:open": gettext_noop("opened the log of processing"),
    "processing:log:export": gettext_noop("made a copy of the log of processing"),
    "processing:terms:settle": gettext_noop("settled what the log of processing asks for"),
    "register:use:add": gettext_noop("added a use to the register"),
    "register:use:describe": gettext_noop("changed how a use is described"),
    "register:use:assign": gettext_noop("gave a use an owner"),
    "register:use:state-facts": gettext_noop("stated facts about a use"),
    "register:use:move": gettext_noop("changed where a use stands"),
    "register:use:bring-back": gettext_noop("brought a use back to be looked at"),
    "register:use:give-address": gettext_noop("gave a use its public address"),
    "imports:list:bring-in": gettext_noop("brought in a list of systems"),
    "imports:list:match": gettext_noop("took the rows of a list into the register"),
    "identify:profile:say": gettext_noop("said something of the place we police"),
    "identify:profile:say-otherwise": gettext_noop("changed a line of what we say of our place"),
    "identify:profile:end": gettext_noop("ended a line of what we say of our place"),
    "identify:profile:say-areas": gettext_noop("said what kinds of area we police"),
    "identify:points:raise": gettext_noop("had points raised from the facts"),
    "identify:points:add": gettext_noop("added a point of their own"),
    "identify:points:suggest": gettext_noop("put a point of their own forward"),
    "identify:points:nothing-to-add": gettext_noop("said that they have no point to add"),
    "identify:points:settle": gettext_noop("said whether a point applies"),
    "identify:points:reword": gettext_noop("changed the words of a point"),
    "identify:points:merge": gettext_noop("made a point part of another"),
    "identify:points:split": gettext_noop("split a point off again"),
    "identify:points:reread": gettext_noop("had the points read again, after a pack changed"),
    "identify:packs:bring-in": gettext_noop("brought in a pack"),
    "identify:packs:withdraw": gettext_noop("withdrew a pack"),
    "identify:packs:ask-to-reread": gettext_noop("asked for the uses of a pack to be read again"),
    "identify:packs:reread": gettext_noop("had uses read again, after a pack changed"),
    "identify:evidence:ask-to-measure": gettext_noop("asked for a file to be measured"),
    "identify:evidence:attach": gettext_noop("attached a finding as evidence"),
    "identify:evidence:record": gettext_noop("recorded what somebody says as evidence"),
    "identify:evidence:supersede": gettext_noop("replaced a piece of evidence"),
    "identify:law:say": gettext_noop("said how a rule of law stands"),
    "jobs:job:ask": gettext_noop("asked for work to be done"),
    "prioritise:assessment:open": gettext_noop("opened an assessment"),
    "prioritise:assessment:answer": gettext_noop("answered questions of the assessment"),
    "prioritise:assessment:rank": gettext_noop("put the options in order"),
    "prioritise:assessment:settle": gettext_noop("settled the assessment"),
    "prioritise:option:add": gettext_noop("added an option"),
    "prioritise:option:drop": gettext_noop("took an option out"),
    "prioritise:effect:add": gettext_noop("said what an option would do to people"),
    "prioritise:effect:drop": gettext_noop("took an effect out"),
    "committee:matter:refer": gettext_noop("put a use to the ethics committee"),
    "committee:opinion:give": gettext_noop("gave an opinion"),
    "committee:opinion:step-aside": gettext_noop("declared an interest and stepped aside"),
    "committee:opinions:close": gettext_noop("closed the opinions"),
    "committee:opinion:enter": gettext_noop("entered an opinion from paper"),
    "committee:opinions:extend": gettext_noop("gave members more time"),
    "committee:word:say": gettext_noop("changed the words in which committees may advise"),
    "bodies:body:found": gettext_noop("made a body"),
    "bodies:body:change": gettext_noop("changed a body"),
    "bodies:seat:give": gettext_noop("gave somebody a seat"),
    "bodies:seat:end": gettext_noop("ended a term"),
    "bodies:interest:declare": gettext_noop("put an interest on the register"),
    "bodies:interest:lift": gettext_noop("noted that an interest does not stand any more"),
    "meetings:meeting:call": gettext_noop("called a meeting"),
    "meetings:meeting:set-agenda": gettext_noop("set the agenda of a meeting"),
    "meetings:meeting:record": gettext_noop("recorded who came to a meeting"),
    "meetings:meeting:call-off": gettext_noop("called a meeting off"),
    "meetings:pack:send": gettext_noop("sent the pack of a meeting"),
    "meetings:pack:deliver": gettext_noop("delivered the pack to a member"),
    "meetings:minutes:settle": gettext_noop("settled the minutes of a meeting"),
    "committee:advice:give": gettext_noop("recorded the committee's advice"),
    "committee:advice:reply": gettext_noop("replied to the committee's advice"),
    "committee:matter:decide": gettext_noop("decided"),
    "conditions:condition:set": gettext_noop("set a condition"),
    "conditions:condition:answer": gettext_noop("said what was done about a condition"),
    "conditions:condition:accept": gettext_noop("checked a condition and found it met"),
    "conditions:condition:return": gettext_noop("sent a condition back as not met"),
    "conditions:condition:hold": gettext_noop("found that a condition still holds"),
    "conditions:condition:remind": gettext_noop("reminded the owner of a condition"),
    "conditions:condition:lapse": gettext_noop("noted that a condition was not met in time"),
    "procurement:enquiry:ask": gettext_noop("set out questions to a supplier"),
    "procurement:link:open": gettext_noop("made a link for a supplier"),
    "procurement:link:revoke": gettext_noop("ended a supplier's link"),
    "procurement:link:read": gettext_noop("read the questions"),
    "procurement:answer:save": gettext_noop("saved an answer"),
    "procurement:enquiry:submit": gettext_noop("sent answers"),
    "procurement:enquiry:bring-in": gettext_noop("took in a supplier's spreadsheet"),
    "procurement:enquiry:call-in": gettext_noop("stopped waiting for a supplier's answers"),
    "procurement:answer:grade": gettext_noop("graded a supplier's answer"),
    "procurement:enquiry:return": gettext_noop("asked a supplier again"),
    "procurement:answer:hold-to": gettext_noop("made a condition of a supplier's answer"),
    "procurement:enquiry:close": gettext_noop("closed the questions to a supplier"),
    "gates:answer:tell": gettext_noop("said something that is asked at the gates"),
    "gates:gate:pass": gettext_noop("passed a gate"),
    "gates:gate:override": gettext_noop("overrode what stood in the way of a gate"),
    "gates:gate:leave-out": gettext_noop("said that a gate is not needed"),
    "happenings:happening:tell": gettext_noop("told that something happened"),
    "happenings:happening:find": gettext_noop("found that something has changed"),
    "happenings:happening:close": gettext_noop("closed a review and said why none is needed"),
    "declarations:declaration:make": gettext_noop("declared something that they use"),
    "declarations:asking:note": gettext_noop("noted that all staff were asked what they use"),
    "declarations:declaration:link": gettext_noop("linked what staff declared to a use"),
    "declarations:declaration:add-use": gettext_noop("added a use from what staff declared"),
    "declarations:declaration:close": gettext_noop("closed what staff declared"),
    "contracts:list:bring-in": gettext_noop("brought in a list of contracts"),
    "contracts:list:take-in": gettext_noop("took in a list of contracts"),
    "contracts:contract:settle": gettext_noop("said what contracts are for"),
    "statements:statement:check": gettext_noop("had a statement checked"),
    "reviews:use:reopen": gettext_noop("took a use round the cycle again"),
    "patterns:bundle:bring-in": gettext_noop("brought in patterns of another force"),
    "patterns:bundle:make": gettext_noop("signed patterns to give away"),
    "patterns:pattern:adopt": gettext_noop("took up a pattern"),
    "patterns:pattern:set-aside": gettext_noop("set a pattern aside"),
    "patterns:pattern:write": gettext_noop("wrote a pattern down"),
    "prioritise:control:add": gettext_noop("said what could keep an effect small"),
    "prioritise:control:drop": gettext_noop("took a safeguard out of the weighing"),
    "prioritise:control:move": gettext_noop("said how far a safeguard has come"),
    "prioritise:panel:call": gettext_noop("asked people for ranges"),
    "prioritise:panel:give": gettext_noop("gave ranges"),
    "prioritise:weighing:again": gettext_noop("had an old weighing worked out again"),
    "prioritise:weighing:ask": gettext_noop("asked for the options to be weighed"),
    "prioritise:weighing:ask-to-try": gettext_noop("asked what hangs on the method"),
    "prioritise:weighing:complete": gettext_noop("completed what is weighed"),
    "prioritise:weighing:gates": gettext_noop("said how an option stands at its gates"),
    "prioritise:weighing:group": gettext_noop("said how much what happens to a group counts"),
    "prioritise:weighing:rank": gettext_noop("said what matters most to them"),
    "prioritise:weighing:try": gettext_noop("had it tried what hangs on the method"),
    "prioritise:weighing:weigh": gettext_noop("had the options weighed"),
    "returns:groups:load": gettext_noop("loaded which forces are like which"),
    "returns:return:count-again": gettext_noop("had a return counted again"),
    "returns:return:make": gettext_noop("began a return"),
    "returns:return:say": gettext_noop("said something of a figure of a return"),
    "returns:return:sign": gettext_noop("signed a return"),
    "returns:returns:load": gettext_noop("loaded returns of other forces"),
    "wordings:record:add": gettext_noop("added a use from a published record"),
    "wordings:record:bring-in": gettext_noop("brought in a published record"),
    "wordings:text:write": gettext_noop("wrote what a record says under a heading"),
    "particulars:text:say": gettext_noop("said what the public is told of a use"),
    "particulars:quarter:count": gettext_noop("said how often a use was made of"),
    "particulars:hours:say": gettext_noop("said what a use does to people's time"),
    "particulars:promise:make": gettext_noop("promised a way to reach the force"),
    "particulars:promise:end": gettext_noop("ended a promise of a way to reach the force"),
    "withholding:field:withhold": gettext_noop("kept something back from the public"),
    "withholding:field:lift": gettext_noop("gave something back to the public"),
    "links:address:look": gettext_noop("looked whether a link still answers"),
    "deployments:log:take-in": gettext_noop("took in a deployment log"),
    "deployments:log:take-back": gettext_noop("took a deployment log back"),
    "yearly:statement:write": gettext_noop("wrote what the yearly report asks of a use"),
    "prioritise:self-assessment:begin": gettext_noop("began a round of the self-assessment"),
    "prioritise:self-assessment:answer": gettext_noop("answered in the self-assessment"),
    "prioritise:self-assessment:settle": gettext_noop("settled a round of the self-assessment"),
    "prioritise:next-actions:ask": gettext_noop("asked for the list of next actions to be made"),
    "prioritise:next-actions:keep": gettext_noop("had the list of next actions made"),
    "prioritise:risk-register:take-in": gettext_noop("took in rows of a risk register"),
    "prioritise:forecast:give-up": gettext_noop("said that nobody can know what came of it"),
    "prioritise:forecast:keep": gettext_noop("kept what a weighing rests on as forecasts"),
    "prioritise:forecast:make": gettext_noop("made a forecast"),
    "prioritise:forecast:score": gettext_noop("said what came of a forecast"),
    "quarterly:asks:write": gettext_noop("wrote what we ask of the local policing body"),
    "bulletins:version:propose": gettext_noop("put a paper for the public forward"),
    "bulletins:version:publish": gettext_noop("published a paper"),
    "bulletins:version:drop": gettext_noop("took a paper back before it was published"),
    "bulletins:paper:withdraw": gettext_noop("withdrew a published paper"),
    "inspection:list:lodge": gettext_noop("lodged the list of every record for an inspection"),
    "inspection:sample:draw": gettext_noop("chose a seed and drew a sample"),
    "inspection:archive:ask": gettext_noop("asked for the archive of a sample"),
    "inspection:archive:make": gettext_noop("had the archive of a sample made"),
    "perception:wave:ask": gettext_noop("asked for a survey to be measured"),
    "perception:wave:record": gettext_noop("recorded a wave of a survey"),
    "perception:cards:pick": gettext_noop("chose which gaps people are told of"),
    "publication:version:propose": gettext_noop("put a public record forward"),
    "publication:version:publish": gettext_noop("published a public record"),
    "publication:version:drop": gettext_noop("took a public record back before it was published"),
    "publication:record:withdraw": gettext_noop("withdrew a public record"),
    "publication:notice:post": gettext_noop("posted a notice beside a public record"),
    "questions:question:receive": gettext_noop("took in a question from the public"),
    "questions:question:show": gettext_noop("showed a question from the public"),
    "questions:question:refuse": gettext_noop("did not show a question from the public"),
    "questions:question:answer": gettext_noop("answered a question from the public"),
    "questions:question:forget": gettext_noop("let go of the words of a question not shown"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One entry of the ledger, in words."""

    seq: int
    at: datetime
    sentence: str
    detail: str
    about: str
    refused: bool


def told(happening: Happening) -> Told:
    """An entry as a person reads it: who did what, why, and whether it was refused."""
    words = _(SENTENCES[happening.verb]) if happening.verb in SENTENCES else happening.verb
    what = "" if happening.refused else _what(happening)
    sentence = f"{happening.by} {words}{': ' + what if what else ''}"
    if happening.refused:
        sentence = _("%(who)s was refused. They %(did)s, or tried to") % {
            "who": happening.by, "did": words,
        }
    return Told(
        seq=happening.seq, at=happening.at,
        sentence=_ended(sentence[:1].upper() + sentence[1:]),
        detail=_detail(happening),
        about=happening.about if happening.about.startswith("use-") else "",
        refused=happening.refused,
    )


def _what(happening: Happening) -> str:
    """What exactly: an entry of an older version may lack the word, and is told without it."""
    teller = _WHAT.get(happening.verb)
    if teller is None:
        return ""
    try:
        return teller(happening.facts).strip()
    except (AttributeError, KeyError, TypeError, ValueError):
        return ""


def _detail(happening: Happening) -> str:
    facts = happening.facts
    found = [] if happening.verb in _WHAT else [
        _ended(facts[key].strip()) for key in ("name", "file", "force")
        if isinstance(facts.get(key), str) and facts[key].strip()
    ]
    to = facts.get("status") if happening.verb == "register:use:add" else ""
    if to in set(Status):
        found.append(_("Status: %s.") % STATUS_NAMES[Status(to)].lower())
    if happening.verb == "imports:list:match" and "added" in facts:
        found.append(_("%(added)s added, %(aside)s set aside.") % {
            "added": facts["added"], "aside": facts.get("set_aside", 0),
        })
    if happening.verb == "committee:matter:decide" and facts.get("departs"):
        found.append(_("This goes against the committee's advice."))
    found += [
        facts[key].strip() for key in ("reason", "because", "words")
        if isinstance(facts.get(key), str) and facts[key].strip()
    ]
    return " ".join(found)


def _changed(facts: Facts) -> str:
    """The facts that changed, by the words in which they are asked."""
    keys = [str(each) for each in facts["changed"]]
    labels = _labels(banks.load())
    if isinstance(facts["changed"], Mapping) and any(each not in labels for each in keys):
        # A fact of a pack that was brought in: asked for only here, for it takes a question more.
        labels |= _labels(packs.bank())
    names = [f"“{labels.get(each, each.replace('_', ' '))}”" for each in keys[:_SHOWN]]
    left = len(keys) - len(names)
    if left:
        names.append(ngettext("and %(count)d more", "and %(count)d more", left) % {"count": left})
    return ", ".join(names)


def _labels(bank: Bank) -> dict[str, str]:
    """The words of every fact that is asked."""
    every = (bank.register, *(pack.facts for pack in bank.packs.values()))
    return {each.key: each.label for facts in every for each in facts}


def _pack(facts: Facts) -> str:
    return f"{facts['name']} {facts['version']}"


def _reread(facts: Facts) -> str:
    counts = {
        _("new"): len(facts.get("new", ())) + len(facts.get("back", ())),
        _("no longer raised"): len(facts.get("fallen", ())),
        _("worded afresh"): len(facts.get("reworded", ())),
    }
    said = [f"{count} {name}" for name, count in counts.items() if count]
    if "tier" in facts:
        said.append(_("looked at in depth %(after)s") % facts["tier"])
    return ", ".join(said)


def _settled(facts: Facts) -> str:
    settled = facts["settled"]
    if len(settled) == 1:
        return f"{_point(settled[0])} ({POINT_NAMES[settled[0]['after']].lower()})"
    return _counts(POINT_NAMES[each["after"]] for each in settled)


def _point(facts: Facts) -> str:
    """A point by its name; a person's own unnamed, for who has not said theirs may read this."""
    return _("a person's own point") if facts.get("own") else str(facts["point"])


def _put_forward(facts: Facts) -> str:
    lenses = {each.id: each.title for each in banks.load().lenses}
    return f"{KIND_NAMES[facts['kind']].lower()}, {lenses[facts['lens']].lower()}"


def _counts(names: Any) -> str:
    """3 accepted, 1 declined: how many of each, in the order met."""
    return ", ".join(f"{count} {name.lower()}" for name, count in Counter(names).items())


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


_SHOWN = 4
_WHAT: dict[str, Callable[[Facts], str]] = told_of_sharing.WHAT | told_of_requests.WHAT | {
    "committee:matter:refer": lambda facts: facts["question"],
    "committee:opinion:step-aside": lambda facts: facts["interest"],
    "committee:opinions:close": lambda facts: facts["how"],
    "committee:advice:give": lambda facts: (
        facts.get("text") or vocabulary.name_of(facts["outcome"])
    ).lower(),
    "committee:opinion:enter": lambda facts: facts["member"],
    "committee:opinions:extend": lambda facts: facts["deadline"],
    "committee:word:say": lambda facts: facts["text"],
    "bodies:body:found": lambda facts: facts["name"],
    "bodies:body:change": lambda facts: facts["name"],
    "bodies:seat:give": lambda facts: (
        f"{facts['name']}, {POST_NAMES[facts['post']].lower()}, {facts['body']}"
    ),
    "bodies:seat:end": lambda facts: f"{facts['name']}, {facts['body']}",
    "bodies:interest:declare": lambda facts: f"{facts['name']}: {facts['interest']}",
    "bodies:interest:lift": lambda facts: f"{facts['name']}: {facts['interest']}",
    "meetings:meeting:call": lambda facts: f"{facts['body']}, {facts['on']}",
    "meetings:meeting:set-agenda": lambda facts: f"{facts['body']}, {facts['on']}",
    "meetings:meeting:record": lambda facts: f"{facts['body']}, {facts['on']}",
    "meetings:meeting:call-off": lambda facts: f"{facts['body']}, {facts['on']}",
    "meetings:pack:send": lambda facts: f"{facts['body']}, {facts['on']}",
    "meetings:pack:deliver": lambda facts: facts["name"],
    "meetings:minutes:settle": lambda facts: f"{facts['body']}, {facts['on']}",
    "conditions:condition:hold": lambda facts: facts["text"],
    "conditions:condition:remind": lambda facts: facts["text"],
    "committee:advice:reply": lambda facts: _counts(
        SAID_NAMES[each] for each in facts["said"].values()
    ),
    "committee:matter:decide": lambda facts: VERDICT_NAMES[facts["verdict"]].lower(),
    "conditions:condition:set": lambda facts: facts["text"],
    "conditions:condition:answer": lambda facts: facts["what_was_done"],
    "conditions:condition:accept": lambda facts: facts.get("text", ""),
    "conditions:condition:return": lambda facts: facts.get("text", ""),
    "conditions:condition:lapse": lambda facts: facts["text"],
    "gates:answer:tell": lambda facts: facts["title"],
    "gates:gate:pass": lambda facts: facts["title"],
    "gates:gate:override": lambda facts: f"{facts['title']} ({facts['post']})",
    "gates:gate:leave-out": lambda facts: facts["title"],
    "happenings:happening:tell": lambda facts: facts["text"],
    "happenings:happening:find": lambda facts: facts["text"],
    "happenings:happening:close": lambda facts: facts["text"],
    "declarations:asking:note": lambda facts: facts["how"],
    "declarations:declaration:close": lambda facts: facts["because"],
    "contracts:list:bring-in": lambda facts: facts["file"],
    "statements:statement:check": lambda facts: facts["text"],
    "identify:evidence:ask-to-measure": lambda facts: facts.get("title", ""),
    "identify:evidence:attach": lambda facts: facts["title"],
    "identify:evidence:record": lambda facts: facts["title"],
    "identify:points:add": _put_forward,
    "identify:points:merge": lambda facts: f"{_point(facts)} > {_point(facts['into'])}",
    "identify:profile:say": lambda facts: facts["title"],
    "identify:profile:say-otherwise": lambda facts: facts["after"],
    "identify:profile:end": lambda facts: facts["title"],
    "identify:profile:say-areas": lambda facts: ", ".join(facts["areas"]).lower(),
    "identify:points:raise": lambda facts: _("%(new)d new, %(fallen)d no longer raised") % {
        "new": len(facts["new"]) + len(facts["back"]), "fallen": len(facts["fallen"]),
    },
    "identify:points:reword": _point,
    "identify:points:settle": _settled,
    "identify:law:say": lambda facts: f"{facts['title']} ({LAW_NAMES[facts['said']].lower()})",
    "identify:points:split": _point,
    "identify:points:suggest": _put_forward,
    "identify:points:reread": _reread,
    "identify:packs:bring-in": _pack,
    "identify:packs:withdraw": _pack,
    "identify:packs:ask-to-reread": _pack,
    "identify:packs:reread": lambda facts: _("%(uses)d uses, %(changed)d changed") % {
        "uses": facts["uses"], "changed": facts["changed"],
    },
    "inspection:list:lodge": lambda facts: facts["inspection"],
    "inspection:sample:draw": lambda facts: f"“{facts['seed']}”",
    "jobs:job:ask": lambda facts: facts["title"],
    "people:person:appoint": lambda facts: ", ".join(
        ROLE_NAMES[each].lower() for each in facts["roles"]
    ),
    "people:person:invite": lambda facts: ", ".join(
        ROLE_NAMES[each].lower() for each in facts["roles"]
    ),
    "prioritise:assessment:open": lambda facts: _("round %d") % facts["round"],
    "prioritise:assessment:answer": lambda facts: ngettext(
        "%d question", "%d questions", len(facts["answers"])
    ) % len(facts["answers"]),
    "prioritise:assessment:rank": lambda facts: " > ".join(facts["order"]),
    "prioritise:assessment:settle": lambda facts: _("round %d") % facts["round"],
    "prioritise:effect:add": lambda facts: facts["text"],
    "prioritise:effect:drop": lambda facts: facts["text"],
    "prioritise:option:add": lambda facts: facts["name"],
    "prioritise:option:drop": lambda facts: facts["name"],
    "procurement:answer:grade": lambda facts: (
        f"{facts['title']} ({GRADE_NAMES[facts['grade']].lower()})"
    ),
    "procurement:answer:hold-to": lambda facts: facts["title"],
    "procurement:answer:save": lambda facts: facts["title"],
    "procurement:enquiry:ask": lambda facts: (
        f"{facts['supplier']}, {facts['product']} {facts['version']}"
    ),
    "procurement:enquiry:bring-in": lambda facts: facts["file"],
    "procurement:enquiry:submit": lambda facts: ngettext(
        "%d question", "%d questions", facts["answered"]
    ) % facts["answered"],
    "perception:wave:ask": lambda facts: facts["wave"],
    "perception:wave:record": lambda facts: facts["wave"],
    "perception:cards:pick": lambda facts: facts["wave"],
    "publication:notice:post": lambda facts: facts["text"],
    "publication:version:drop": lambda facts: _("version %d") % facts["version"],
    "publication:version:propose": lambda facts: _("version %d") % facts["version"],
    "publication:version:publish": lambda facts: _("version %d") % facts["version"],
    "questions:question:refuse": lambda facts: REASON_NAMES[Reason(facts["reason"])].lower(),
    "questions:question:answer": lambda facts: facts["text"],
    "register:use:add": lambda facts: facts["name"],
    "register:use:assign": lambda facts: facts.get("owner", ""),
    "register:use:describe": _changed,
    "register:use:move": lambda facts: STATUS_NAMES[Status(facts["to"])].lower(),
    "register:use:state-facts": _changed,
}
