"""What a paper file's page offers is accepted, and where it is not the page says why (S47)."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from familyhubs.records.dates import today
from retention.models import PaperFile, PaperLoan
from retention.models.due_line import NOTICE
from tests.cast import Cast
from tests.retention.families import SERVICE_DUE, TokenFamily, at
from tests.retention.filing import a_file, filed, lent, lost
from tests.retention.nights import notice_given
from tests.retention.test_paper_pages import address, day, page, send


@pytest.fixture
def paper(cast: Cast) -> PaperFile:
    return a_file(cast.household, cast.alice)


@pytest.mark.parametrize("is_lost", [False, True])
def test_it_is_offered_to_destroy_only_what_may_be(
    client: Client, family: TokenFamily, is_lost: bool
) -> None:
    """Else the page says why not."""
    paper = filed(family, "2019/44")
    if is_lost:
        lost(paper, family.cast.alice)
    offered = "Write it off" if is_lost else "Record that it was destroyed"
    client.force_login(family.cast.dana)
    text = page(client, address("paper-file", paper))
    assert offered not in text
    assert "Support is open." in text
    family.close()
    with at(SERVICE_DUE - NOTICE):
        notice_given(today())
    with at(SERVICE_DUE):
        client.force_login(family.cast.dana)
        assert offered in page(client, address("paper-file", paper))
        client.force_login(family.cast.henry)
        assert "Write it off" not in page(client, address("paper-file", paper))


def test_a_loan_written_down_late_may_be_overdue_already(
    client: Client, cast: Cast, paper: PaperFile
) -> None:
    ago = today() - timedelta(days=30)
    PaperFile.objects.filter(pk=paper.pk).update(registered_on=ago)
    client.force_login(cast.alice)
    overdue = {**day("lent_on", ago), **day("due_on", today() - timedelta(days=2))}
    send(client, address("paper-check-out", paper), to="me", why="Court", **overdue)
    assert PaperLoan.objects.get().is_overdue


def test_nothing_is_lent_or_put_off_for_more_than_a_year(
    client: Client, cast: Cast, paper: PaperFile
) -> None:
    client.force_login(cast.alice)
    far = day("due_on", date(2090, 1, 1))
    out = {"to": "me", "why": "Court", **day("lent_on", today())}
    answer = send(client, address("paper-check-out", paper), **out, **far)
    assert "within a year" in answer.content.decode()
    loan = lent(paper, cast.alice)
    facts = {"why": "Court", "version": loan.version}
    answer = send(client, address("paper-put-off", paper), **facts, **far)
    assert "within a year" in answer.content.decode()


def test_whoever_may_not_check_it_in_is_not_told_to(client: Client, family: TokenFamily) -> None:
    paper = filed(family, "2019/44")
    family.close()
    with at(SERVICE_DUE - NOTICE):
        notice_given(today())
    with at(SERVICE_DUE):
        lent(paper, family.cast.alice)
        client.force_login(family.cast.dana)
        text = page(client, address("paper-destroy", paper))
        assert "Ask the hub to check it in first" in text
        client.force_login(family.cast.henry)
        assert "Check it in first" in page(client, address("paper-destroy", paper))


def test_the_label_names_nobody(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    text = page(client, reverse("retention:paper-register", args=[cast.household.reference]))
    assert "for example a number. It is shown on lists: do not name anybody." in text
