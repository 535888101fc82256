"""S39, S43: one line of the due list, put forward, approved and refused on its page."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from familyhubs.audit.models import AccessEvent
from retention.models import DueLine
from tests.cast import Cast
from tests.retention.nights import a_line


@pytest.fixture
def line(cast: Cast) -> DueLine:
    return a_line(cast.household, needs_approval=True, record_class="protected_child")


def address(line: DueLine, act: str = "") -> str:
    name = f"retention:due-line-{act}" if act else "retention:due-line"
    return reverse(name, args=[line.household.reference, line.pk])


def sent(client: Client, who: Any, line: DueLine, act: str, **data: str) -> str:
    client.force_login(who)
    response = client.post(address(line, act), data, follow=True)
    assert response.status_code == 200
    line.refresh_from_db()
    return response.content.decode()


def read(client: Client, who: Any, line: DueLine) -> str:
    client.force_login(who)
    return client.get(address(line)).content.decode()


def test_two_people_approve_it(client: Client, cast: Cast, line: DueLine) -> None:
    assert "Put it forward for approval" in read(client, cast.dana, line)
    assert "Put it forward for approval" not in read(client, cast.henry, line)
    words = sent(client, cast.dana, line, "put-forward")
    assert "Somebody else has to approve it" in words
    assert "Approve the disposal" not in words
    assert "You put this forward" in words
    assert "You put this forward yourself" in sent(client, cast.dana, line, "approve")
    assert line.approved_at is None
    assert "Approve the disposal" in read(client, cast.henry, line)
    assert "It is approved" in sent(client, cast.henry, line, "approve")
    assert line.approved_by == cast.henry
    assert "This was approved meanwhile" in sent(client, cast.henry, line, "approve")


def test_a_refusal_says_why_and_is_put_forward_again(
    client: Client, cast: Cast, line: DueLine
) -> None:
    sent(client, cast.dana, line, "put-forward")
    words = sent(client, cast.henry, line, "refuse", because="")
    assert "There is a problem" in words
    assert line.refused_at is None
    assert "It is refused" in sent(client, cast.henry, line, "refuse", because="A court asked.")
    assert "A court asked." in read(client, cast.dana, line)
    assert "It is put forward" in sent(client, cast.dana, line, "put-forward")
    assert line.refused_because == ""


def test_it_names_nobody_and_the_log_says_who_opened_it(
    client: Client, cast: Cast, line: DueLine
) -> None:
    words = read(client, cast.henry, line)
    assert cast.household.reference in words
    assert cast.household.name not in words
    assert AccessEvent.objects.filter(action="retention:due-line", event="opened").count() == 1


@pytest.mark.parametrize("who", ["alice", "ann", "pat", "charlie"])
def test_nobody_else_opens_or_approves_it(
    client: Client, cast: Cast, line: DueLine, who: str
) -> None:
    client.force_login(getattr(cast, who))
    for act in ("", "approve", "refuse", "put-forward"):
        told = client.post(address(line, act)) if act else client.get(address(line))
        assert told.status_code in (403, 404)
    line.refresh_from_db()
    assert line.approved_at is None


def test_a_line_of_another_household_is_a_404(client: Client, cast: Cast, line: DueLine) -> None:
    client.force_login(cast.dana)
    wrong = reverse("retention:due-line", args=[cast.strangers.reference, line.pk])
    assert client.get(wrong).status_code == 404


def test_what_is_off_the_list_says_so_and_takes_no_approval(
    client: Client, cast: Cast, line: DueLine
) -> None:
    line.left_on, line.left_because = line.listed_on, "Support was opened again."
    line.keep(by=None, why="Support was opened again.")
    words = read(client, cast.dana, line)
    assert "Off the list" in words
    assert "Put it forward" not in words
    assert "not on the due list any more" in sent(client, cast.dana, line, "put-forward")


def test_it_takes_few_queries(
    client: Client,
    cast: Cast,
    line: DueLine,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(cast.dana)
    with django_assert_max_num_queries(25):
        client.get(address(line))
