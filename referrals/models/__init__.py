from referrals.models.need import Need
from referrals.models.service import Service

__all__ = ["Need", "Service"]
