"""The tables of this stage."""

from dueregard.report.patterns.models import Bundle, CamePattern, KnownKey, OwnPattern
from dueregard.report.publication.models import Publication, StatusNotice
from dueregard.report.returns.models import LikeForce, LoadedReturn, OwnReturn

__all__ = [
    "Bundle", "CamePattern", "KnownKey", "LikeForce", "LoadedReturn", "OwnPattern", "OwnReturn",
    "Publication", "StatusNotice",
]
