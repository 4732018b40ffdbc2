"""What stands in the ledger, told in sentences.

Without this file a person would read 'register:use:move' where somebody stopped a camera.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dueregard.identify.register.rules import STATUS_NAMES, Status
from dueregard.ledger.queries import Happening

# Each sentence goes on from the person's name. A test holds that every verb has one.
SENTENCES: dict[str, str] = {
    "people:force:found": gettext_noop("set up this register"),
    "people:person:invite": gettext_noop("added a person"),
    "people:person:appoint": gettext_noop("changed what a person is appointed to"),
    "people:person:suspend": gettext_noop("stopped a person from signing in"),
    "people:page:see": gettext_noop("asked for a page that is not for them"),
    "ledger:entry:erase": gettext_noop("erased the words of an entry"),
    "register:use:add": gettext_noop("added a use to the register"),
    "register:use:describe": gettext_noop("changed how a use is described"),
    "register:use:assign": gettext_noop("gave a use an owner"),
    "register:use:state-facts": gettext_noop("stated facts about a use"),
    "register:use:move": gettext_noop("changed where a use stands"),
    "register:use:bring-back": gettext_noop("brought a use back to be looked at"),
    "register:use:give-address": gettext_noop("gave a use its public address"),
    "imports:list:bring-in": gettext_noop("brought in a list of systems"),
    "imports:list:match": gettext_noop("took the rows of a list into the register"),
    "identify:points:raise": gettext_noop("had points raised from the facts"),
    "identify:points:add": gettext_noop("added a point of their own"),
    "identify:points:settle": gettext_noop("said whether a point applies"),
    "identify:evidence:ask-to-measure": gettext_noop("asked for a file to be measured"),
    "identify:evidence:attach": gettext_noop("attached a finding as evidence"),
    "identify:evidence:record": gettext_noop("recorded what somebody says as evidence"),
    "identify:evidence:supersede": gettext_noop("replaced a piece of evidence"),
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
    "committee:advice:give": gettext_noop("recorded what the committee advises"),
    "committee:advice:reply": gettext_noop("replied to the committee's advice"),
    "committee:matter:decide": gettext_noop("decided"),
    "conditions:condition:set": gettext_noop("set a condition"),
    "conditions:condition:answer": gettext_noop("said what was done about a condition"),
    "conditions:condition:accept": gettext_noop("checked a condition and found it met"),
    "conditions:condition:return": gettext_noop("sent a condition back as not met"),
    "conditions:condition:lapse": gettext_noop("noted that a condition was not met in time"),
    "reviews:use:reopen": gettext_noop("took a use round the cycle again"),
    "publication:version:propose": gettext_noop("put a public record forward"),
    "publication:version:publish": gettext_noop("published a public record"),
    "publication:version:drop": gettext_noop("took a public record back before it was published"),
    "publication:record:withdraw": gettext_noop("withdrew a public record"),
    "publication:notice:post": gettext_noop("posted a notice beside a public record"),
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
    sentence = f"{happening.by} {words}."
    if happening.refused:
        sentence = _("%(who)s was refused. They %(did)s, or tried to.") % {
            "who": happening.by, "did": words,
        }
    return Told(
        seq=happening.seq, at=happening.at, sentence=sentence, detail=_detail(happening),
        about=happening.about if happening.about.startswith("use-") else "",
        refused=happening.refused,
    )


def _detail(happening: Happening) -> str:
    facts = happening.facts
    found = [
        f"{facts[key].strip()}." for key in ("name", "file", "force")
        if isinstance(facts.get(key), str) and facts[key].strip()
    ]
    to = facts.get("to") or (facts.get("status") if happening.verb == "register:use:add" else "")
    if to in set(Status):
        found.append(_("Status: %s.") % STATUS_NAMES[Status(to)].lower())
    if happening.verb == "imports:list:match" and "added" in facts:
        found.append(_("%(added)s added, %(aside)s set aside.") % {
            "added": facts["added"], "aside": facts.get("set_aside", 0),
        })
    found += [
        facts[key].strip() for key in ("reason", "because")
        if isinstance(facts.get(key), str) and facts[key].strip()
    ]
    return " ".join(found)
