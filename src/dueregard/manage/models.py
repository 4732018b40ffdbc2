"""The tables of this stage."""

from dueregard.manage.committee.models import (
    Advice,
    AdviceItem,
    Decision,
    Matter,
    Opinion,
)
from dueregard.manage.conditions.models import Condition
from dueregard.manage.procurement.models import Enquiry, SupplierAnswer

__all__ = [
    "Advice", "AdviceItem", "Condition", "Decision", "Enquiry", "Matter", "Opinion",
    "SupplierAnswer",
]
