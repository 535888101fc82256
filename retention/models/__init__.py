from retention.models.demo import DemoDatabase
from retention.models.hold import Hold, HoldReason
from retention.models.paper import PaperFile, PaperLoan
from retention.models.paper_destroyed import (
    ContractorCertificate,
    Destroyed,
    PaperDestruction,
)
from retention.models.request import AskedWay, GivenWay, ScheduleRequest
from retention.models.schedule import ScheduleRule, ScheduleVersion
from retention.models.sweep import Certificate, Outcome, SweepRun

__all__ = [
    "AskedWay",
    "Certificate",
    "ContractorCertificate",
    "DemoDatabase",
    "Destroyed",
    "GivenWay",
    "Hold",
    "HoldReason",
    "Outcome",
    "PaperDestruction",
    "PaperFile",
    "PaperLoan",
    "ScheduleRequest",
    "ScheduleRule",
    "ScheduleVersion",
    "SweepRun",
]
