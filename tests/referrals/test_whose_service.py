"""What a partner may learn of the services others recorded, and may change of them (S12, S13)."""

from datetime import date, timedelta

import pytest

from familyhubs.records.dates import today
from households.actions.guards import AnothersEntry
from households.categories import Category
from referrals.actions import mistakes, uses
from referrals.models import Attendance, ServiceUse
from tests.households.test_pages import split
from tests.referrals.directory import a_service
from tests.referrals.using import (
    A_MONTH_AGO,
    attended,
    begun,
    page_of,
    partner_with,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hubs(cast):
    """The child has used "Stay and play" for a month; the hub recorded it, with one session."""
    use = begun(cast, [cast.child], service=a_service())[0]
    attended(cast, use, "attended")
    return use


@pytest.fixture
def worker(client, cast):
    """Of a partner with the child's services and not the name."""
    user = partner_with(cast, [cast.child], [Category.SERVICES])
    client.force_login(user)
    return user


class TestWhatIsNotShared:
    def test_s13_no_error_tells_the_name_or_the_date_of_birth(self, client, cast, hubs, worker):
        session = page_of(cast.household, "session", hubs.pk)
        state = f"state_{hubs.pk}"
        on = A_MONTH_AGO + timedelta(days=1)
        for day in (A_MONTH_AGO - timedelta(days=1), on):
            answer = client.post(session, {state: "cancelled", **split("on", day)})
            assert answer.status_code == 200
            assert "Somebody of the household" in answer.text
            assert cast.child.given_name not in answer.text

    def test_and_none_can_be_used_to_find_out_a_date_of_birth(self, client, cast, worker):
        """A day before the birth is taken, where the birth is not shared: no is an answer too."""
        own = begun(cast, [cast.child], service_name="Choir")[0]
        ServiceUse.objects.filter(pk=own.pk).update(recorded_by=worker)
        before = cast.child.date_of_birth - timedelta(days=1)
        said = {"version": 1, "why": "x", **split("started_on", before)}
        url = page_of(cast.household, "use-change", own.pk)
        assert client.post(url, said).status_code == 302

    def test_to_whoever_may_know_the_name_the_error_says_it(self, client, cast, hubs):
        client.force_login(cast.alice)
        url = page_of(cast.household, "use-change", hubs.pk)
        said = {"version": 1, "why": "x", **split("started_on", date(2001, 1, 1))}
        answer = client.post(url, said).text
        assert "Bramble Quillfeather was born after this date" in answer


class TestAnothersRecord:
    def test_a_partner_changes_no_service_of_the_hub(self, client, cast, hubs):
        user = partner_with(cast, [cast.child])
        client.force_login(user)
        page = client.get(page_of(cast.household, "use", hubs.pk)).text
        day = Attendance.objects.get()
        for name, *more in (("use-end",), ("use-change",), ("attendance-correct", day.pk)):
            url = page_of(cast.household, name, hubs.pk, *more)
            assert url not in page
            assert client.get(url).status_code == 403
        facts = {"seen_version": 1, "by": user}
        with pytest.raises(AnothersEntry):
            uses.end(use=hubs, ended_on=today(), outcome="helped", **facts)
        with pytest.raises(AnothersEntry):
            uses.correct(use=hubs, started_on=A_MONTH_AGO, why="x", **facts)
        with pytest.raises(AnothersEntry):
            uses.correct_attendance(attendance=day, state="cancelled", why="x", **facts)
        with pytest.raises(AnothersEntry):
            mistakes.mark_use(use=hubs, why="x", by=user)

    def test_it_corrects_what_its_own_people_recorded(self, client, cast, hubs):
        user = partner_with(cast, [cast.child])
        client.force_login(user)
        own = begun(cast, [cast.child], service_name="Choir", by=user)[0]
        attended(cast, own, "attended", by=user)
        day = Attendance.objects.get(use=own)
        page = client.get(page_of(cast.household, "use", own.pk)).text
        for name, *more in (("use-end",), ("use-change",), ("attendance-correct", day.pk)):
            url = page_of(cast.household, name, own.pk, *more)
            assert url in page
            assert client.get(url).status_code == 200


class TestByMistake:
    """The wrong person or the wrong service: marked, and recorded anew."""

    def test_it_leaves_the_page_and_no_partner_sees_it(self, client, cast, hubs):
        client.force_login(cast.alice)
        url = page_of(cast.household, "use-mistake", hubs.pk)
        assert client.post(url, {"why": "It was his sister"}).status_code == 302
        user = partner_with(cast, [cast.child])
        assert not ServiceUse.objects.visible_to(user).exists()
        assert not Attendance.objects.visible_to(user).exists()
        page = client.get(page_of(cast.household))
        assert not page.context["groups"]
        assert page.text.count("Stay and play") == 1, "under what was recorded by mistake"
        assert begun(cast, [cast.child], service=hubs.service), "and it is recorded anew"
        restored = client.post(
            page_of(cast.household, "use-restore", hubs.pk), {"why": "It was he"}
        )
        assert "uses this service already" in restored.text

    def test_it_was_no_mistake(self, client, cast, hubs):
        client.force_login(cast.alice)
        client.post(page_of(cast.household, "use-mistake", hubs.pk), {"why": "x"})
        client.post(page_of(cast.household, "use-restore", hubs.pk), {"why": "It was he"})
        hubs.refresh_from_db()
        assert not hubs.in_error

    def test_a_session_of_another_day_is_taken_away_and_recorded_anew(self, client, cast, hubs):
        client.force_login(cast.alice)
        day = Attendance.objects.get()
        url = page_of(cast.household, "attendance-correct", hubs.pk, day.pk)
        said = {"state": "mistake", "why": "wrong day", "version": day.version}
        assert client.post(url, said).status_code == 302
        assert "No session yet" in client.get(page_of(cast.household)).text
        attended(cast, hubs, "did_not_attend")
        assert "Came to 0 of 1" in client.get(page_of(cast.household)).text
