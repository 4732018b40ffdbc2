"""The tables of this stage."""

from dueregard.manage.agreements.models import (
    Agreement,
    AgreementNotice,
    AgreementVersion,
    DirectAccessCheck,
)
from dueregard.manage.bodies.models import Body, Interest, Seat
from dueregard.manage.committee.models import (
    Advice,
    AdviceItem,
    AdviceWord,
    Decision,
    Matter,
    Opinion,
)
from dueregard.manage.conditions.models import Condition, Reminder
from dueregard.manage.deployments.models import Deployment, DeploymentLog
from dueregard.manage.gates.models import GateAnswer, Passing
from dueregard.manage.happenings.models import Happening
from dueregard.manage.meetings.models import AgendaItem, Attendance, Delivery, Meeting
from dueregard.manage.partners.models import (
    Drill,
    Partner,
    PartnerBreach,
    SignOff,
    Suspension,
    VettingStep,
)
from dueregard.manage.procurement.models import Enquiry, SupplierAnswer
from dueregard.manage.scrutiny.models import (
    Aside,
    Clearance,
    Clip,
    Makeup,
    PanelPoint,
    Rating,
    Sitting,
)

__all__ = [
    "Advice", "AdviceItem", "AdviceWord", "AgendaItem", "Agreement", "AgreementNotice",
    "AgreementVersion", "Aside", "Attendance", "Body", "Clearance", "Clip", "Condition",
    "Decision", "Delivery", "Deployment", "DeploymentLog", "DirectAccessCheck", "Drill",
    "Enquiry", "GateAnswer", "Happening", "Interest", "Makeup", "Matter", "Meeting", "Opinion",
    "PanelPoint", "Partner", "PartnerBreach", "Passing", "Rating", "Reminder", "Seat", "SignOff",
    "Sitting", "SupplierAnswer", "Suspension", "VettingStep",
]
