"""The tables of this stage."""

from dueregard.identify.evidence.models import Evidence
from dueregard.identify.imports.models import ListImport
from dueregard.identify.packs.models import PackRelease
from dueregard.identify.points.models import Point
from dueregard.identify.register.models import Fact, Use

__all__ = ["Evidence", "Fact", "ListImport", "PackRelease", "Point", "Use"]
