from retention.models.demo import DemoDatabase
from retention.models.hold import Hold, HoldReason
from retention.models.request import AskedWay, GivenWay, ScheduleRequest
from retention.models.schedule import ScheduleRule, ScheduleVersion
from retention.models.sweep import Certificate, Outcome, SweepRun

__all__ = [
    "AskedWay",
    "Certificate",
    "DemoDatabase",
    "GivenWay",
    "Hold",
    "HoldReason",
    "Outcome",
    "ScheduleRequest",
    "ScheduleRule",
    "ScheduleVersion",
    "SweepRun",
]
