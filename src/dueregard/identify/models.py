"""The tables of this stage."""

from dueregard.identify.evidence.models import Evidence
from dueregard.identify.imports.models import ListImport
from dueregard.identify.law.models import RuleSaying
from dueregard.identify.packs.models import PackRelease
from dueregard.identify.points.models import Heard, Point
from dueregard.identify.profile.models import ProfileLine
from dueregard.identify.register.models import Fact, Use

__all__ = [
    "Evidence", "Fact", "Heard", "ListImport", "PackRelease", "Point", "ProfileLine",
    "RuleSaying", "Use",
]
