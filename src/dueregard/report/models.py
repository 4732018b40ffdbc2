"""The tables of this stage."""

from dueregard.report.links.models import PublishedLink
from dueregard.report.particulars.models import HoursChanged, ParticularText, Promise, UsageCount
from dueregard.report.publication.models import Publication, StatusNotice
from dueregard.report.withholding.models import Withheld

__all__ = [
    "HoursChanged", "ParticularText", "Promise", "Publication", "PublishedLink",
    "StatusNotice", "UsageCount", "Withheld",
]
