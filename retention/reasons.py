"""Why something is not disposed of: the code of each reason, and its sentence.

The one place that knows them. Pages show the words; whatever tells one reason from another, in the
database or in Python, goes by the code.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from familyhubs.design.dates import spoken


class Why(StrEnum):
    """The codes, as the due list keeps them: at most 20 letters."""

    SUPPORT_OPEN = "support_open"
    HELD = "held"
    CAN_BE_PARTED = "can_be_parted"
    BIRTH_MISSING = "birth_missing"
    UNCONFIRMED = "unconfirmed"
    PAPER_LEFT = "paper_left"
    LIVES_ELSEWHERE = "lives_elsewhere"
    SOMETHING_ELSE = "something_else"
    NOT_OVER = "not_over"
    NOTICE = "notice"
    APPROVAL = "approval"


@dataclass(frozen=True)
class Reason:
    why: Why
    words: str

    def __str__(self) -> str:
        return self.words


SUPPORT_OPEN = Reason(Why.SUPPORT_OPEN, "Support is open.")
CAN_BE_PARTED = Reason(
    Why.CAN_BE_PARTED, "Two records were merged here, and for 30 days that can be undone."
)
BIRTH_MISSING = Reason(
    Why.BIRTH_MISSING,
    "The birth date of a child who was looked after or on a child protection plan is missing.",
)
UNCONFIRMED = Reason(
    Why.UNCONFIRMED,
    "Nobody has confirmed that a child was looked after or on a child protection plan. A manager "
    "of the hub compares it with children's social care's record, on the child's page.",
)
LIVES_ELSEWHERE = Reason(
    Why.LIVES_ELSEWHERE, "This person also belongs to a household that is not due."
)
SOMETHING_ELSE = Reason(Why.SOMETHING_ELSE, "Something that goes with it is not due.")
NOT_GIVEN = Reason(Why.NOTICE, "Notice has not been given yet: the next sweep gives it.")
NOT_PUT_FORWARD = Reason(Why.APPROVAL, "Waiting for the officer to put it forward for approval.")
NOT_APPROVED = Reason(Why.APPROVAL, "Waiting for a second person's approval.")


def hold_stands(because: str, on: str = "") -> Reason:
    """A hold stands, on the household itself unless `on` says what else."""
    return Reason(Why.HELD, f"A hold stands{f' on {on}' if on else ''}: {because}.")


def paper_left(number: str, where: str) -> Reason:
    return Reason(Why.PAPER_LEFT, f"A paper file is not destroyed yet: {number}, {where}.")


def service_not_over(until: date) -> Reason:
    """For paper, which is destroyed no sooner than the record it is part of is due."""
    words = f"The service record it is part of is kept until {spoken(until)}."
    return Reason(Why.NOT_OVER, words)


def child_not_over(until: date) -> Reason:
    """The same of a protected child's own file."""
    return Reason(Why.NOT_OVER, f"The child's own record is kept until {spoken(until)}.")


def notice_runs(given_on: date, until: date) -> Reason:
    words = f"Notice was given on {spoken(given_on)}; it goes on {spoken(until)} at the earliest."
    return Reason(Why.NOTICE, words)


def refused(on: date) -> Reason:
    return Reason(Why.APPROVAL, f"Refused on {spoken(on)}: it waits to be put forward again.")
