"""What managers are shown of surveys: nothing of a few, and families and workers apart (S57)."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from familyhubs.records.dates import today
from referrals.actions import surveys
from referrals.actions.surveying import answering
from referrals.models import UnnamedAnswer
from reporting import figures
from tests.factories import HouseholdFactory

FAMILIES, WORKERS = (
    "How the support helped, as families say",
    "How the support helped, as workers say",
)


def table(cast, of):
    (found,) = [one for one in figures.overview(cast.henry).tables if one.of == of]
    (row,) = [row for row in found.rows if row.name == cast.north_hub.name]
    return [str(figure) for figure in row.figures]


def answered(cast, number, said="a_lot", household=None):
    for _ in range(number):
        facts = {"hub": cast.north_hub, "occasion": "review", "household": household}
        answering.from_paper(**facts, family_says=said, by=cast.alice)


def test_a_few_are_not_told_apart(cast):
    answered(cast, 3)
    answered(cast, 5, "a_little")
    assert table(cast, FAMILIES) == ["1 to 4", "5", "0", "0"]
    assert table(cast, WORKERS) == ["0", "0", "0", "0"]


def test_many_answers_of_one_family_are_one_familys(cast):
    for days in range(6):  # the same paper typed in twice on a day is one answer
        with time_machine.travel(timezone.now() - timedelta(days=days)):
            answered(cast, 1, household=cast.household)
    assert table(cast, FAMILIES) == ["5 or more", "0", "0", "0"]


def test_with_and_without_a_name_are_counted_together(cast):
    answered(cast, 4)
    answered(cast, 1, household=cast.household)
    assert table(cast, FAMILIES)[0] == "5"


def test_what_workers_say_is_counted_apart(cast):
    for _ in range(5):
        household = HouseholdFactory(hub=cast.north_hub, by=cast.alice)
        said = {"occasion": "closing", "way": "paper", "worker_says": "not"}
        surveys.ask(household=household, by=cast.alice, **said)
    assert table(cast, WORKERS) == ["0", "0", "5", "0"]
    assert table(cast, FAMILIES) == ["0", "0", "0", "0"]


def test_after_a_year_they_are_left_out(cast):
    answered(cast, 6)
    UnnamedAnswer.objects.update(month=today().replace(day=1) - timedelta(days=400))
    assert table(cast, FAMILIES) == ["0", "0", "0", "0"]
