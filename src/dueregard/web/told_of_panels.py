"""What panels did, told in sentences that go on from a person's name.

Without this file whoever reads the ledger would see 'scrutiny:sample:draw' where local people
chose what they look at.
"""

from django.utils.translation import gettext_noop

SENTENCES: dict[str, str] = {
    "scrutiny:sitting:call": gettext_noop("called a sitting of a scrutiny panel"),
    "scrutiny:list:lodge": gettext_noop("lodged the list that a panel draws from"),
    "scrutiny:sample:draw": gettext_noop("set a panel's words, and the clips were drawn"),
    "scrutiny:clip:account": gettext_noop("said what became of a clip"),
    "scrutiny:clip:step-aside": gettext_noop("stepped aside from a clip"),
    "scrutiny:rating:give": gettext_noop("rated a clip, unseen by the others"),
    "scrutiny:rating:enter": gettext_noop("entered a rating for a member who does not sign in"),
    "scrutiny:ratings:close": gettext_noop("closed a panel's ratings"),
    "scrutiny:sitting:debrief": gettext_noop("noted that a panel talked over what it saw"),
    "scrutiny:report:give": gettext_noop("gave a panel's report"),
    "scrutiny:report:reply": gettext_noop("replied to a panel's report"),
    "scrutiny:action:change": gettext_noop("said what changed after a panel's report"),
    "scrutiny:panel:tell": gettext_noop("told a panel what became of its report"),
    "scrutiny:sitting:speak": gettext_noop("said how a sitting went"),
    "scrutiny:member:clear": gettext_noop("recorded a panel member's paper"),
    "scrutiny:panel:make-up": gettext_noop("said how a panel is made up"),
}
