"""The access log: ids and nothing else, one event each, only added to."""

import pytest
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.test import RequestFactory

from familyhubs.audit import log
from familyhubs.audit.middleware import PageWrote, pages_only_read
from familyhubs.audit.models import AccessEvent
from tests.factories import HouseholdFactory, HubFactory
from tests.logged import alias_of

pytestmark = pytest.mark.django_db


def test_an_event_says_who_reached_what_and_why(cast):
    log.opened(cast.pat, "household", 7, action="households:overview", basis="agreement:3")
    event = log.events_about("household", 7).get()
    assert event.event == "opened"
    assert event.user_id == str(cast.pat.pk)
    assert event.organisation_id == str(cast.school.pk)
    assert (event.subject, event.action, event.basis) == (
        "household",
        "households:overview",
        "agreement:3",
    )
    assert event.at is not None


def test_the_nightly_job_is_nobody_and_names_no_family():
    log.disposed("household", action="sweep", basis="sweep:3")
    event = AccessEvent.objects.get()
    assert (event.user_id, event.organisation_id, event.subject_id) == ("", "", "")


def test_a_search_keeps_no_words(cast):
    log.searched(cast.alice, action="households:list")
    event = AccessEvent.objects.get(event="searched")
    assert (event.subject, event.subject_id, event.basis) == ("", "", "")


def test_who_reached_a_record_newest_first(cast):
    household = cast.household
    log.opened(cast.pat, "household", household.pk, action="households:overview", basis="lead:1")
    log.opened(cast.pat, "household", cast.strangers.pk, action="households:people", basis="lead:1")
    events = list(log.events_about("household", household.pk))
    assert {event.subject_id for event in events} == {alias_of(household)}
    assert [event.at for event in events] == sorted((e.at for e in events), reverse=True)


def test_no_name_stands_in_the_log_of_a_whole_familys_making(cast):
    assert cast.family
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(e::text, ' ') FROM audit_accessevent e")
        written = cursor.fetchone()[0]
    for word in ("Quillfeather", "Marigold", "Bramble", cast.household.reference, "Thistledown"):
        assert word not in written


@pytest.mark.parametrize("change", ["update", "delete"])
def test_an_event_stays_as_it_is(cast, change):
    log.searched(cast.alice, action="households:list")
    events = AccessEvent.objects.all()
    with pytest.raises(DatabaseError):
        events.update(action="") if change == "update" else events._raw_delete("default")


def page_that(acts, method="GET"):
    def view(request):
        acts()
        return HttpResponse("done")

    request = getattr(RequestFactory(), method.lower())("/")
    return pages_only_read(view)(request)


def test_a_page_that_only_reads_may_not_write():
    with pytest.raises(PageWrote, match="organisations_hub"):
        page_that(HubFactory)
    with pytest.raises(PageWrote):
        page_that(HouseholdFactory, "HEAD")


def test_a_page_that_only_reads_leaves_its_event(cast):
    user = cast.alice
    page_that(lambda: log.opened(user, "household", 1, action="page", basis="council"))
    assert AccessEvent.objects.filter(event="opened").count() == 1


def test_a_page_that_is_posted_writes():
    assert page_that(HubFactory, "POST").status_code == 200
