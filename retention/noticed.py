"""How the notices of one household's disposals stand, for its own pages (S43)."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from households.models import Household
from retention.actions.due_lines import LISTED
from retention.explanations import Explanation
from retention.models import DueLine
from retention.of_one import HouseholdClock


def with_notices(
    user: User, household: Household, classes: Sequence[Explanation]
) -> list[tuple[Explanation, str]]:
    """Each class of a record with what is to be said of its notice; "" where none stands."""
    until = today() + LISTED
    soon = [each for each in classes if each.due_on and each.due_on <= until]
    found = _given(user, household, {each.person for each in soon if each.person}) if soon else ()
    stands: dict[tuple[str, int | None, date | None], DueLine] = {
        (line.record_class, line.person_id, line.trigger_on): line for line in found
    }
    lines = [stands.get((each.record_class, each.person, each.trigger_on)) for each in classes]
    return [(each, words(line) if line else "") for each, line in zip(classes, lines, strict=True)]


def in_a_line(user: User, household: Household, clock: HouseholdClock) -> str:
    """The same of everything of a household, for its overview."""
    if clock.is_open:
        return ""
    found = [
        line
        for line in _given(user, household)
        if line.person_id or line.trigger_on == clock.trigger_on
    ]
    return " ".join(f"{line.get_record_class_display()}: {words(line)}" for line in found)


def words(line: DueLine) -> str:
    """When notice was given, when it may go, and whom it waits for."""
    if line.refused_at and line.refused_by:
        on = f"{timezone.localtime(line.refused_at):%-d %B %Y}"
        because = line.refused_because.rstrip(".")
        return f"{line.notice_words} Refused by {line.refused_by} on {on} because: {because}."
    return f"{line.notice_words} {line.approval_words}".strip()


def _given(
    user: User, household: Household, children: Collection[int] = ()
) -> QuerySet[DueLine, DueLine]:
    """The lines of which notice stands, of a household and of these children's own records."""
    about = Q(household=household) | Q(person__any_of=list(children))
    rows = DueLine.objects.visible_to(user).standing().filter(about, given_on__lte=today())
    return rows.select_related("refused_by")
