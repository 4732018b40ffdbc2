"""What may be asked: everything that the public is told of a use beside its record."""

from dataclasses import dataclass
from datetime import date

from dueregard.identify.evidence.rules import LEVEL_NAMES
from dueregard.identify.register.rules import ref as ref_of
from dueregard.report.particulars import rules
from dueregard.report.particulars.models import HoursChanged, ParticularText, Promise, UsageCount
from dueregard.report.particulars.rules import Quarter, Time, quarter_of
from dueregard.report.particulars.wanted import wanted

# A measurement is large: only its name and level are told here.
_LARGE = ("evidence__finding", "evidence__document")


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageLine:
    """One quarter's count."""

    quarter: Quarter
    count: int
    what: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursLine:
    """What a use does to people's time, and the evidence for it.

    `standing` is False where that evidence was replaced: it is then not told to the public.
    """

    time: Time
    hours: int
    whose: str
    instead: str
    evidence_id: int
    evidence_title: str
    level_name: str
    standing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLine:
    """One promise, and whether it still stands."""

    id: int
    channel: str
    post: str
    made_on: date
    ended_on: date | None
    ended_because: str

    @property
    def way(self) -> str:
        """The way to reach us, in words."""
        return wanted().channel_name(self.channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """Everything told of one use, the newest quarter first."""

    texts: dict[str, str]
    usage: tuple[UsageLine, ...]
    hours: HoursLine | None
    promises: tuple[PromiseLine, ...]

    def counted(self, quarter: Quarter) -> UsageLine | None:
        """The count of one quarter, where there is one."""
        return next((each for each in self.usage if each.quarter == quarter), None)


def of_use(ref: str) -> Particulars:
    """Everything that is told of one use."""
    number = int(ref.removeprefix("use-"))
    texts = dict.fromkeys((each.key for each in wanted().texts), "")
    said = ParticularText.objects.filter(use__number=number).values_list("key", "text")
    counts = UsageCount.objects.filter(use__number=number).order_by("-begins")
    hours = HoursChanged.objects.select_related("evidence").defer(*_LARGE).filter(
        use__number=number).first()
    promises = Promise.objects.filter(use__number=number).order_by("made_on", "pk")
    return Particulars(
        texts=texts | {key: text for key, text in said if key in texts},
        usage=tuple(
            UsageLine(quarter=quarter_of(each.begins), count=each.count, what=each.what,
                      source=each.source)
            for each in counts
        ),
        hours=_hours(hours) if hours else None,
        promises=tuple(
            PromiseLine(id=each.pk, channel=each.channel, post=each.post, made_on=each.made_on,
                        ended_on=each.ended_on, ended_because=each.ended_because)
            for each in promises
        ),
    )


def ref_of_promise(promise_id: int) -> str | None:
    """The use that a promise is about."""
    found = Promise.objects.filter(pk=promise_id).values_list("use__number", flat=True).first()
    return ref_of(found) if found is not None else None


def _hours(row: HoursChanged) -> HoursLine:
    return HoursLine(
        time=Time(row.time), hours=row.hours, whose=row.whose, instead=row.instead,
        evidence_id=row.evidence_id, evidence_title=row.evidence.title,
        level_name=LEVEL_NAMES[row.evidence.level],
        standing=row.evidence.replaced_by_id is None and row.evidence.level >= rules.TESTED,
    )
