"""Holds what a sentence claims against what is recorded: supported, contradicted, or neither.

Without it a leader would say in good faith what the force's own papers deny. Blank is never good
news here: that nothing is recorded supports nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from dueregard.answers import Answer, No, Yes
from dueregard.identify.register.rules import STATUS_NAMES, Status
from dueregard.lenses.statement_words import StatementWords, Term, plain
from dueregard.report.declarations.rules import IN_USE as SAID_NOW
from dueregard.report.declarations.rules import State as Said
from dueregard.report.statements.claims import Claim, Read
from dueregard.report.statements.evidence import (
    Bears,
    ContractRecord,
    DeclarationRecord,
    Evidence,
    UseRecord,
    contract_bears,
    declaration_bears,
    use_bears,
)
from dueregard.report.statements.grounds import (
    Ground,
    Outcome,
    Sort,
    against,
    cannot,
    content,
    contract,
    day,
    said,
    unclear,
    use,
    was_used,
)

LONGEST = 3000
RUNNING = frozenset({Status.TRIAL, Status.LIVE})
NOT_IN_USE = frozenset({Status.NOT_USED, Status.REFUSED, Status.STOPPED})
NEVER_BEGUN = frozenset({Status.NOT_USED, Status.REFUSED})
# What holds for the whole force holds for each part of it.
_OF_ALL = frozenset({Claim.NOT_USED, Claim.NEVER, Claim.STOPPED, Claim.UNREAD})
@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One sentence as it was read, and what the records say of it."""

    read: Read
    outcome: Outcome
    grounds: tuple[Ground, ...]

    @property
    def wanted(self) -> tuple[str, ...]:
        """What would make it supportable, each once."""
        return tuple(dict.fromkeys(
            each.mend for each in self.grounds
            if each.mend and each.leans is not Outcome.SUPPORTED
        ))


def may_check(text: str) -> Answer:
    """Whether there is something to check."""
    if not plain(text):
        return No("Write the sentence that somebody is about to say.", "text-missing")
    if len(text) > LONGEST:
        return No(f"Paste at most {LONGEST} letters: the sentences that matter.", "text-too-long")
    return Yes()


def check(reads: Iterable[Read], *, evidence: Evidence, words: StatementWords
          ) -> tuple[Result, ...]:
    """Each sentence held against the records of one day."""
    return tuple(_result(each, evidence=evidence, words=words) for each in reads)


def worst(results: Iterable[Result]) -> Outcome:
    """The outcome of the whole: that of its worst sentence."""
    found = {each.outcome for each in results}
    return next((each for each in Outcome if each in found), Outcome.CANNOT)


def _result(read: Read, *, evidence: Evidence, words: StatementWords) -> Result:
    grounds: list[Ground] = []
    if read.claim is Claim.UNREAD:
        grounds.append(cannot(read.why))
    for term in read.terms:
        holder = _Holding(read=read, term=term, evidence=evidence, words=words)
        grounds += holder.grounds()
    kept = list(dict.fromkeys(grounds))
    if read.narrow and any(each.leans is Outcome.CONTRADICTED for each in kept):
        # What somebody else in the force uses says nothing against a part of it.
        kept = [
            Ground(leans=Outcome.CANNOT, words=each.words, sort=each.sort, key=each.key,
                   mend="Say it of the whole force, or record who uses it.")
            if each.leans is Outcome.CONTRADICTED else each for each in kept
        ]
    if read.narrow and read.claim not in _OF_ALL:
        kept.append(cannot("It speaks of a part of the force, and the register does not say who "
                           "uses what.", "Say it of the whole force."))
    leans = {each.leans for each in kept}
    outcome = next((each for each in Outcome if each in leans), Outcome.CANNOT)
    order = list(Outcome)
    return Result(
        read=read, outcome=outcome,
        grounds=tuple(sorted(kept, key=lambda each: order.index(each.leans))),
    )


@dataclass(slots=True)
class _Holding:
    """One technology of one sentence, held against the records."""

    read: Read
    term: Term
    evidence: Evidence
    words: StatementWords

    def grounds(self) -> list[Ground]:
        """Every ground there is, for and against."""
        by_claim: dict[Claim, Callable[[], list[Ground]]] = {
            Claim.NOT_USED: self._not_used, Claim.NEVER: self._never, Claim.STOPPED: self._stopped,
            Claim.TRIAL: self._trial, Claim.ONLY: self._only, Claim.REVIEWED: self._reviewed,
            Claim.COUNT: self._count, Claim.USED: self._used, Claim.UNREAD: self._shown,
        }
        return by_claim[self.read.claim]()

    # What the records hold on this technology.

    def _uses(self, *bears: Bears, status: Iterable[Status] = Status) -> list[UseRecord]:
        among = set(status)
        return [
            each for each in self.evidence.uses
            if each.status in among and use_bears(self.term, each) in bears
        ]

    def _declared(self, *bears: Bears, state: Iterable[Said] = SAID_NOW
                  ) -> list[DeclarationRecord]:
        among = set(state)
        return [
            each for each in self.evidence.declarations if each.state in among
            and declaration_bears(self.term, each, self.evidence) in bears
        ]

    def _bought(self, *bears: Bears, ended: bool = False) -> list[ContractRecord]:
        return [
            each for each in self.evidence.contracts
            if (ended or each.runs(self.evidence.today))
            and contract_bears(self.term, each, self.evidence) in bears
        ]

    # The claims.

    def _not_used(self) -> list[Ground]:
        return [
            *(against(each) for each in self._uses(Bears.YES, status=RUNNING)),
            *(said(each, Outcome.CONTRADICTED) for each in self._declared(Bears.YES)),
            *self._doubts(), *self._bought_grounds(),
            *self._decisions(NOT_IN_USE), *self._asked(),
        ]

    def _never(self) -> list[Ground]:
        begun = self._uses(Bears.YES, status=RUNNING | {Status.PAUSED})
        was = [each for each in self._uses(Bears.YES, status=NOT_IN_USE) if was_used(each)]
        unsure = [
            each for each in self._uses(Bears.YES, status={Status.STOPPED}) if not was_used(each)
        ]
        once = self._declared(Bears.YES, state={Said.STOPPED})
        return [
            *(against(each) for each in begun),
            *(use(each, Outcome.CONTRADICTED, "It was in use once.") for each in was),
            *(said(each, Outcome.CONTRADICTED) for each in self._declared(Bears.YES)),
            *(said(each, Outcome.CONTRADICTED, "It was used, and is no longer.")
              for each in once),
            *(use(each, Outcome.CANNOT, "It was stopped, and nothing says whether it had begun.",
                   f"Say in the record of {each.ref} whether it was ever in use.")
              for each in unsure),
            *self._doubts(statuses=RUNNING | {Status.PAUSED, Status.STOPPED}),
            *self._bought_grounds(ended=True),
            *self._decisions(NEVER_BEGUN), *self._asked(),
        ]

    def _stopped(self) -> list[Ground]:
        stopped = self._uses(Bears.YES, status={Status.STOPPED})
        return [
            *(against(each) for each in self._uses(Bears.YES, status=RUNNING)),
            *(said(each, Outcome.CONTRADICTED) for each in self._declared(Bears.YES)),
            *(self._when(each) for each in stopped), *self._doubts(), *self._bought_grounds(),
            *([] if stopped else [cannot(
                f"No use of “{self.term.name}” is recorded as stopped.",
                "Record the use that was stopped, with the day and the reason.",
            )]),
            *self._decisions(NOT_IN_USE, dated=True), *self._asked(),
        ]

    def _when(self, which: UseRecord) -> Ground:
        year, ended = self.read.year, which.ended_on
        if ended is None:
            return use(which, Outcome.CANNOT, "Nothing says on which day it was stopped.",
                        f"Record the day on which {which.ref} was stopped.")
        late = year is not None and (
            ended.year > year if self.read.since else ended.year != year
        )
        if late:
            return use(which, Outcome.CONTRADICTED, f"It was stopped in {ended.year}.")
        return use(which, Outcome.SUPPORTED, f"It was stopped on {day(ended)}.")

    def _trial(self) -> list[Ground]:
        trials = self._uses(Bears.YES, status={Status.TRIAL})
        return [
            *(use(each, Outcome.CONTRADICTED, "It is live, and not on trial.")
              for each in self._uses(Bears.YES, status={Status.LIVE})),
            *(use(each, Outcome.SUPPORTED, "It is on trial.") for each in trials),
            *([] if trials else self._none_running("on trial")),
            *self._gaps(),
        ]

    def _only(self) -> list[Ground]:
        running = self._uses(Bears.YES, status=RUNNING)
        wanted = content(self.read.rest)
        found = []
        for each in running:
            same = bool(wanted) and content(each.purpose) == wanted
            found.append(
                use(each, Outcome.SUPPORTED, f"Its purpose: {each.purpose}") if same else
                use(each, Outcome.CANNOT,
                     f"Its recorded purpose is “{each.purpose or 'not said'}”. A person must say "
                     "whether that is the same.",
                     f"Use the words of the purpose of {each.ref}, or put that purpose right.")
            )
        return [*found, *([] if running else self._none_running("in use")), *self._gaps()]

    def _reviewed(self) -> list[Ground]:
        running = self._uses(Bears.YES, status=RUNNING | {Status.PAUSED})
        return [
            *(use(each, Outcome.SUPPORTED, "A committee gave advice on it.") if each.advised else
              use(each, Outcome.CONTRADICTED, "No committee has given advice on it.")
              for each in running),
            *([] if running else self._none_running("in use")),
            *self._gaps(),
        ]

    def _count(self) -> list[Ground]:
        running = self._uses(Bears.YES, status=RUNNING)
        number = self.read.number
        if not running:
            return [*self._none_running("in use"), *self._gaps()]
        if self.read.things:
            return [
                *(use(each, Outcome.CANNOT, "It is in use.") for each in running),
                cannot(
                    f"The register counts uses, not things. It has {len(running)} in use here, and "
                    "nothing says how many things that is.",
                    "Give the number of uses (“two uses of …”), or a list of the things.",
                ),
            ]
        leans = Outcome.SUPPORTED if len(running) == number else Outcome.CANNOT
        if number is not None and number < len(running):
            leans = Outcome.CONTRADICTED
        words = f"One of {len(running)} in use."
        return [*(use(each, leans, words) for each in running), *self._gaps()]

    def _used(self) -> list[Ground]:
        running = self._uses(Bears.YES, status=RUNNING)
        if running:
            return [use(each, Outcome.SUPPORTED, "It is in use.") for each in running]
        return self._none_running("in use")

    def _shown(self) -> list[Ground]:
        """What is recorded on the technology of a sentence that nobody could read."""
        return [
            *(use(each, Outcome.CANNOT, "") for each in self._uses(Bears.YES)),
            *(said(each, Outcome.CANNOT, mend="") for each in self._declared(Bears.YES)),
            *(contract(each, "") for each in self._bought(Bears.YES)),
        ]

    # Grounds that several claims share.

    def _doubts(self, statuses: Iterable[Status] = RUNNING | {Status.PAUSED}) -> list[Ground]:
        """What may be of this technology, because nobody said what it is."""
        paused = (
            use(each, Outcome.CANNOT, "It is paused: begun, and not stopped.",
                 f"Stop {each.ref}, or decide what comes of it.")
            for each in self._uses(Bears.YES, status={Status.PAUSED})
        )
        return [
            *([] if self.read.claim is Claim.NEVER else paused),
            *(unclear(each) for each in self._uses(Bears.PERHAPS, status=statuses)),
            *(said(each, Outcome.CANNOT, "Staff use it, and it may be of this kind.")
              for each in self._declared(Bears.PERHAPS)),
        ]

    def _bought_grounds(self, *, ended: bool = False) -> list[Ground]:
        return [
            *(contract(each, "The force pays for it, so it must be shown why it is not used."
                        if each.runs(self.evidence.today) else "The force paid for it once.")
              for each in self._bought(Bears.YES, ended=ended)),
            *self._unknown_contracts(ended=ended),
        ]

    def _unknown_contracts(self, *, ended: bool = False) -> list[Ground]:
        """Those that nobody looked at as one ground; then those for a use that nobody described.

        Where that use is running it is a ground of its own already.
        """
        perhaps = self._bought(Bears.PERHAPS, ended=ended)
        closed = {each.ref for each in self.evidence.uses
                  if each.status not in RUNNING | {Status.PAUSED}}
        waiting = [each for each in perhaps if self.evidence.use(each.use) is None]
        return self._waiting(waiting) + [
            contract(each, "Nobody has said what kind of technology its use is.")
            for each in perhaps if each.use in closed
        ]

    def _waiting(self, waiting: list[ContractRecord]) -> list[Ground]:
        if not waiting:
            return []
        first = waiting[0]
        count = len(waiting)
        return [Ground(
            leans=Outcome.CANNOT, sort=Sort.CONTRACT, key=str(first.id),
            words="Nobody has said what " + (
                "a contract is for." if count == 1 else f"{count} contracts are for."
            ) + f" The first: {first.words}.",
            mend="Say of each contract what it is for.",
        )]

    def _gaps(self) -> list[Ground]:
        """What is used or bought and not in the register: nothing can be said of all of it."""
        open_ = self._declared(Bears.YES, Bears.PERHAPS, state={Said.OPEN})
        known = {each.ref for each in self.evidence.uses}
        return [
            *(said(each, Outcome.CANNOT, "Staff use it, and the register does not have it.")
              for each in open_),
            *(contract(each, "It is in no record of a use.")
              for each in self._bought(Bears.YES) if each.use not in known),
            *self._unknown_contracts(),
            *(unclear(each)
              for each in self._uses(Bears.PERHAPS, status=RUNNING | {Status.PAUSED})),
            *self._asked(),
        ]

    def _none_running(self, how: str) -> list[Ground]:
        decided = [
            each for each in self._uses(Bears.YES, status=NOT_IN_USE) if each.decided
        ]
        if decided:
            return [
                use(each, Outcome.CONTRADICTED,
                     f"It was decided: {STATUS_NAMES[each.status].lower()}.")
                for each in decided
            ]
        return [cannot(
            f"No use of “{self.term.name}” is recorded as {how}.",
            "Add it to the register, and record where it stands.",
        )]

    def _decisions(self, statuses: frozenset[Status], *, dated: bool = False) -> list[Ground]:
        """For each technology that the words cover: the decision not to use it, or its lack."""
        if self.term.everything:
            return [cannot(
                "This speaks of all technology, and no decision can cover what nobody has listed.",
                "Name the technology that you mean.",
            )]
        found: list[Ground] = []
        for technology in sorted(self.term.technologies):
            name = self.evidence.names.get(technology, technology)
            bearing = [
                each for each in self.evidence.uses
                if technology in each.technologies and each.status in statuses
            ]
            found += self._decided(name, bearing, dated=dated)
        return found

    def _decided(self, name: str, bearing: list[UseRecord], *, dated: bool) -> list[Ground]:
        good = [
            each for each in bearing
            if each.decided or dated and each.status is Status.STOPPED and each.ended_on
        ]
        if not good:
            return [
                *(use(each, Outcome.CANNOT,
                       "It stands so by hand: no recorded decision put it there.",
                       f"Refer {each.ref}, and record a decision not to use it: {name}.")
                  for each in bearing),
                *([] if bearing else [cannot(
                    f"{name}: no decision not to use it is recorded. Nothing in the register is "
                    "not the same as not used.",
                    f"Record a decision not to use it: {name}.",
                )]),
            ]
        today = self.evidence.today
        fresh = [each for each in good if each.review_on is None or each.review_on >= today]
        if not fresh:
            return [
                use(each, Outcome.CANNOT, "Its decision was to be looked at again by "
                     f"{day(each.review_on)}, and was not.", f"Look at {each.ref} again.")
                for each in good if each.review_on
            ]
        return [
            use(each, Outcome.SUPPORTED, "A recorded decision." if each.decided
                 else "Its end is recorded with the day.")
            for each in fresh
        ]

    def _asked(self) -> list[Ground]:
        """Whether staff and contract lists were asked lately: silence is an answer only then."""
        staff, lists = self.evidence.declarations_asked_on, self.evidence.contracts_as_of
        return [
            *self._asked_lately(
                staff, of="declarations", never="Staff were never asked what they use.",
                old="Staff were last asked what they use on {day}, {days} days ago.",
                mend="Ask all staff what they use, and note the day.",
            ),
            *self._asked_lately(
                lists, of="contracts", never="No list of contracts was ever brought in.",
                old="The newest list of contracts goes up to {day}, {days} days ago.",
                mend="Bring in the newest list of contracts.",
            ),
        ]

    def _asked_lately(
        self, on: date | None, *, of: str, never: str, old: str, mend: str
    ) -> list[Ground]:
        if on is None:
            return [cannot(never, mend)]
        days = (self.evidence.today - on).days
        if days > self.words.days(of) or days < 0:
            return [cannot(old.format(day=day(on), days=days), mend)]
        return []
