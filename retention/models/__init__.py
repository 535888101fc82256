from retention.models.demo import DemoDatabase
from retention.models.hold import Hold, HoldReason
from retention.models.schedule import ScheduleRule, ScheduleVersion
from retention.models.sweep import Certificate, Outcome, SweepRun

__all__ = [
    "Certificate",
    "DemoDatabase",
    "Hold",
    "HoldReason",
    "Outcome",
    "ScheduleRule",
    "ScheduleVersion",
    "SweepRun",
]
