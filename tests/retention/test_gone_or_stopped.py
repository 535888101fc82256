"""S40: what went is said to be gone and not due, and the overview says that something stops it."""

from collections.abc import Callable
from datetime import date

from django.test import Client

from retention import overview, printing
from retention.actions import holds
from retention.models import SweepRun
from tests.retention.families import CLOSED, HUB_DUE, SERVICE_DUE, TokenFamily, at
from tests.retention.test_pages import page
from tests.retention.test_shown_everywhere import opened_as

Sweep = Callable[[date], SweepRun]


def test_the_overview_says_what_is_due_gone_or_stopped(
    family: TokenFamily, sweep_on: Sweep
) -> None:
    """A hold on a person or a class and an unconfirmed child stop it as well."""
    family.close(CLOSED)
    sweep_on(HUB_DUE)

    def line() -> str:
        with at(SERVICE_DUE):
            return str(getattr(overview.kept(opened_as(family, "alice")), "value", ""))

    assert line() == "Hub record disposed of, service record due since 3 March 2026."
    family.protect(family.child, confirmed=False)
    own = "A child's own record is kept by a time of its own."
    assert line().endswith(f"{own} Something stops disposal.")
    held_class = holds.place_on_class(
        record_class="service", reason="police", review_on=date(2099, 1, 1), by=family.cast.dana
    )
    assert line().endswith("A hold stands.")
    holds.lift(hold=held_class, why="Over", by=family.cast.dana)
    holds.place(
        household=family.household,
        person=family.child,
        reason="police",
        review_on=date(2099, 1, 1),
        by=family.cast.dana,
    )
    assert line().endswith("A hold stands.")


def test_a_hub_record_that_went_is_not_due_any_more(
    client: Client, family: TokenFamily, sweep_on: Sweep
) -> None:
    family.close(CLOSED)
    sweep_on(HUB_DUE)
    with at(SERVICE_DUE):
        client.force_login(family.cast.dana)
        household = page(client, "retention:household", family.reference)
        admin = page(client, "admin:households_household_change", family.household.pk)
        paper = printing.how_long(opened_as(family, "alice")).parts[0]
    gone = "Disposed of: nothing of it is left"
    assert gone in household
    assert household.count("Due</strong>") == 1  # the service record
    assert gone in admin
    assert dict(paper.rows)["Due for disposal on"] == gone
