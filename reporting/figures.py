"""The counts of the reports (S59), and the one way to them.

`visible_to` is left out on purpose, and in this file alone: a report counts the families of all
hubs, those its reader may not open among them (an analyst may open none). In its place stand two
gates that `overview` joins: the permission SEE_REPORTS, and `tables.release`, which lets nothing
out that is of fewer families than the threshold. The functions that count are private to here.
`disposed.py` reads only numbers that retention kept, behind the same two gates.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count as CountOf, Exists, OuterRef, QuerySet

from familyhubs.database.identity import whole_record
from familyhubs.organisations.models import Hub, User
from familyhubs.organisations.rules import Permission
from familyhubs.records.dates import today
from households.models import Goal, GoalOutcome, Household
from referrals.models import Helped, Survey, SurveyAnswer, UnnamedAnswer
from reporting.suppression import Count
from reporting.tables import Counts, Release, Share, release

Counted = Iterable[tuple[int, str, int, int]]  # hub, column, number, families

WITH_LEAD, WITHOUT_LEAD = "With a lead", "Without a lead"
OUTCOMES = {outcome.value: str(outcome.label) for outcome in GoalOutcome}


def overview(user: User) -> Release:
    """How the hubs stand today, as far as may be shown. Raises PermissionDenied."""
    if not user.may(Permission.SEE_REPORTS):
        raise PermissionDenied
    hubs = list(Hub.objects.values_list("pk", "name"))
    with whole_record():
        counted = [_households(hubs), _goals(hubs), *_surveys(hubs)]
    return release(counted, as_of=today())


def _households(hubs: list[tuple[int, str]]) -> Counts:
    """Households with open support, led and not: S55's own words for both."""
    alone = Household.objects.without_a_lead().filter(pk=OuterRef("pk"))
    counted = (
        Household.objects.with_open_support()
        .annotate(alone=Exists(alone))
        .values_list("hub_id", "alone")
        .annotate(number=CountOf("pk"))
    )
    return Counts(
        of="Households with open support",
        columns=(WITH_LEAD, WITHOUT_LEAD),
        rows=by_hub(
            hubs,
            (WITH_LEAD, WITHOUT_LEAD),
            (
                (hub, WITHOUT_LEAD if is_alone else WITH_LEAD, number, number)
                for hub, is_alone, number in counted
            ),
        ),
        share=Share("Share with a lead", (WITH_LEAD,), (WITHOUT_LEAD,)),
    )


def _goals(hubs: list[tuple[int, str]]) -> Counts:
    """Goals by how they went; the share attained leaves out those in progress or not wanted."""
    counted = Goal.objects.values_list("household__hub_id", "outcome").annotate(
        number=CountOf("pk"), families=CountOf("household_id", distinct=True)
    )
    columns = tuple(OUTCOMES.values())
    return Counts(
        of="Goals",
        columns=columns,
        rows=by_hub(
            hubs,
            columns,
            ((hub, OUTCOMES[how], number, families) for hub, how, number, families in counted),
        ),
        share=Share(
            "Share achieved",
            (OUTCOMES[GoalOutcome.ACHIEVED],),
            (OUTCOMES[GoalOutcome.PARTLY], OUTCOMES[GoalOutcome.NOT_ACHIEVED]),
        ),
    )


def _surveys(hubs: list[tuple[int, str]]) -> tuple[Counts, Counts]:
    """S57: how the support was, as families say and as their workers do, over a year and apart.

    An answer without a name counts as a family's own: nobody knows whose it is.
    """
    since = today().replace(day=1) - timedelta(days=365)
    unnamed = UnnamedAnswer.objects.filter(month__gte=since).values_list("hub_id", "family_says")
    named = SurveyAnswer.objects.filter(answered_on__gte=since)
    asked = Survey.objects.filter(asked_on__gte=since)
    by_families = [
        *((hub, said, number, number) for hub, said, number in unnamed.annotate(CountOf("pk"))),
        *_by_families(named, "family_says"),
    ]
    return (
        _helped("How the support helped, as families say", hubs, by_families),
        _helped("How the support helped, as workers say", hubs, _by_families(asked, "worker_says")),
    )


def _by_families(rows: QuerySet[Any], said: str) -> Counted:
    counted = rows.order_by().values_list("household__hub_id", said)
    return counted.annotate(CountOf("pk"), CountOf("household_id", distinct=True))


def _helped(of: str, hubs: list[tuple[int, str]], counted: Counted) -> Counts:
    columns = tuple(str(label) for label in Helped.labels)
    added: Counter[tuple[int, str]] = Counter()
    families: Counter[tuple[int, str]] = Counter()
    for hub, said, number, homes in counted:
        added[hub, said] += number
        families[hub, said] += homes
    cells = (
        (hub, str(Helped(said).label), number, families[hub, said])
        for (hub, said), number in added.items()
    )
    helped, rest = columns[:2], columns[2:]
    return Counts(
        of=of,
        columns=columns,
        rows=by_hub(hubs, columns, cells),
        share=Share("Share it helped", helped, rest),
    )


def by_hub(
    hubs: list[tuple[int, str]], columns: tuple[str, ...], counted: Counted
) -> tuple[tuple[str, tuple[Count, ...]], ...]:
    """A row for every hub, in their order, with nought where nothing was counted.

    It counts nothing itself: `reporting.disposed` makes its tables by it, too."""
    cells = {(hub, column): Count(number, families) for hub, column, number, families in counted}
    return tuple(
        (name, tuple(cells.get((hub, column), Count(0, 0)) for column in columns))
        for hub, name in hubs
    )
