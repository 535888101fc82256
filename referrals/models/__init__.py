from referrals.models.service import Service
from referrals.models.use import Attendance, AttendanceState, ServiceUse, UseOutcome

__all__ = ["Attendance", "AttendanceState", "Service", "ServiceUse", "UseOutcome"]
