"""A legal representative who answers for somebody, as the page asks for one (S24)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class LegalRepresentative:
    """Who it is, and the evidence of their authority that was seen; "" and None where missing."""

    name: str
    relation: str = ""
    evidence: str = ""
    reference: str = ""
    seen_on: date | None = None
