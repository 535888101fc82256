"""The demo's paper files: in place, checked out, overdue, lost, to be destroyed, destroyed."""

from collections.abc import Sequence
from datetime import timedelta

from familyhubs.demo.partnership import Partnership
from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from familyhubs.records.privacy import RecordClass
from households.models import Household, Person
from retention import due
from retention.actions import due_lines, paper, paper_destruction, paper_loans
from retention.models import Destroyed, PaperFile
from retention.models.due_line import NOTICE

CONTENTS = "Letters, consent forms and notes of visits"
SINCE = timedelta(days=400)


def make_paper(partnership: Partnership, households: Sequence[Household]) -> None:
    """A file each for some families, and two of those whose records are due."""
    worker, manager = partnership.workers
    files = [_register(household, worker) for household in households[:5]]
    for file, (days, why) in zip(files, [(30, "Core group meeting"), (3, "To copy")], strict=False):
        _lend(file, worker, days, why)
    if len(files) > 2:
        paper_loans.check_out(
            file=files[2],
            why="Care proceedings",
            lent_on=today() - timedelta(days=60),
            due_on=today() + timedelta(days=30),
            to_name="Ada Attwell",
            to_organisation="Attwell and Moss Solicitors",
            by=worker,
        )
    if len(files) > 3:
        paper.report_lost(
            file=files[3],
            lost_on=today() - timedelta(days=5),
            lost_note="Both record rooms and the van searched",
            seen_version=files[3].version,
            by=worker,
        )
    for number, household in enumerate(_due(2)):
        file = _register(household, worker)
        if number:
            # Its notice was given a month ago, as the nights of then would have.
            due_lines.bring_up_to_date(households=[household.pk], as_of=today() - NOTICE)
            paper_destruction.destroy(
                file=file,
                how=Destroyed.CONTRACTOR,
                by_whom="Nene Secure Shredding",
                on=today(),
                number="NSS-20417",
                by=manager,
            )


def _register(household: Household, by: User) -> PaperFile:
    person = Person.objects.living_in(household).order_by("pk").last()
    child = person if household.pk % 3 == 0 else None
    return paper.register(
        household=household,
        person=child,
        label=f"{2010 + household.pk % 9}/{household.pk:03d}",
        contents=CONTENTS,
        volumes=1 + household.pk % 2,
        hub=household.hub,
        place=f"Records room, shelf {1 + household.pk % 12}",
        registered_on=today() - SINCE,
        by=by,
    )


def _lend(file: PaperFile, to: User, days: int, why: str) -> None:
    """Out for that many days, for two weeks: a month ago it is overdue."""
    out = today() - timedelta(days=days)
    paper_loans.check_out(
        file=file, to_user=to, why=why, lent_on=out, due_on=out + timedelta(days=14), by=to
    )


def _due(most: int) -> list[Household]:
    """Households whose service record is over, and nothing stops it."""
    found: list[int] = []
    for assessed in due.in_batches(today()):
        found += [
            pk
            for pk in sorted(assessed.asked)
            if assessed.is_free(assessed.households[pk], RecordClass.SERVICE)
        ]
    return list(Household.objects.filter(pk__in=found[:most]).order_by("pk"))
