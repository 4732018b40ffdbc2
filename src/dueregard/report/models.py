"""The tables of this stage."""

from dueregard.report.annual.models import YearStatement
from dueregard.report.bulletins.models import Bulletin
from dueregard.report.publication.models import Publication, StatusNotice
from dueregard.report.quarterly.models import QuarterAsks

__all__ = ["Bulletin", "Publication", "QuarterAsks", "StatusNotice", "YearStatement"]
