"""What is due and what is stopped, line by line, as the page, the command and disposal say it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from familyhubs.records.privacy import RecordClass
from retention.reasons import Reason


@dataclass(frozen=True)
class Line:
    """One class of one household's record that is due, or a protected child's own."""

    household_id: int
    household: str
    person: int | None
    record_class: RecordClass
    trigger: str
    trigger_on: date
    due_on: date
    records: int
    rule: str
    version: str
    needs_approval: bool

    def as_json(self) -> dict[str, Any]:
        return {
            "household": self.household,
            "person": self.person,
            "class": str(self.record_class),
            "trigger": self.trigger,
            "trigger_on": self.trigger_on.isoformat(),
            "due_on": self.due_on.isoformat(),
            "records": self.records,
        }


@dataclass(frozen=True)
class Block:
    """What would be due if it were not for `reason`."""

    household_id: int
    household: str
    person: int | None
    reason: Reason

    def as_json(self) -> dict[str, Any]:
        return {"household": self.household, "person": self.person, "reason": self.reason.words}
