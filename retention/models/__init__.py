from retention.models.certificate import Certificate, ChainCheck
from retention.models.counts import Counted, DisposedCount, SupportOutcome
from retention.models.demo import DemoDatabase
from retention.models.due_line import DueLine
from retention.models.hold import Hold, HoldReason
from retention.models.paper import PaperFile, PaperLoan
from retention.models.paper_destroyed import (
    ContractorCertificate,
    Destroyed,
    PaperDestruction,
)
from retention.models.partner import HowKnown, PartnerRecord
from retention.models.request import AskedWay, GivenWay, ScheduleRequest
from retention.models.schedule import ScheduleRule, ScheduleVersion
from retention.models.sweep import Outcome, SweepRun

__all__ = [
    "AskedWay",
    "Certificate",
    "ChainCheck",
    "ContractorCertificate",
    "Counted",
    "DemoDatabase",
    "Destroyed",
    "DisposedCount",
    "DueLine",
    "GivenWay",
    "Hold",
    "HoldReason",
    "HowKnown",
    "Outcome",
    "PaperDestruction",
    "PaperFile",
    "PaperLoan",
    "PartnerRecord",
    "ScheduleRequest",
    "ScheduleRule",
    "ScheduleVersion",
    "SupportOutcome",
    "SweepRun",
]
