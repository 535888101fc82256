"""The ground the other tests stand on."""

import socket
from pathlib import Path

import django
import pytest
from django.core.cache import cache
from django.db import Error, connection
from django.template import Context, Origin, Template, engines

from consent.models import Notice
from familyhubs.audit.models import AccessEvent
from households.models import Household
from tests.database import TESTER
from tests.outside import ReachedOut
from tests.undefined import ROOT, UndefinedVariable


def current_role():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


def test_a_test_has_the_webs_rights_and_no_policy_in_its_way(db):
    assert current_role() == TESTER
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_has_role(current_user, 'familyhubs_web', 'USAGE')")
        assert cursor.fetchone() == (True,)


def test_a_test_takes_on_another_role_and_gives_it_back(as_worker, as_owner):
    with as_worker():
        assert current_role() == "familyhubs_worker"
        with as_owner():
            assert current_role() == "familyhubs_owner"
        assert current_role() == "familyhubs_worker"
    assert current_role() == TESTER


def test_a_role_is_given_back_when_the_database_refuses(as_worker):
    with pytest.raises(Error), as_worker(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE households_household")
    assert current_role() == TESTER


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", [1, 2])
def test_what_a_test_commits_is_undone_and_the_first_notices_stay(time, cast):
    assert Household.objects.count() == 0
    assert AccessEvent.objects.count() == 0
    assert Notice.objects.count() == 2
    assert cast.household.history.count() == 1


def test_a_socket_to_elsewhere_is_refused():
    with pytest.raises(ReachedOut):
        socket.create_connection(("192.0.2.1", 80), timeout=0.1)
    with pytest.raises(ReachedOut):
        socket.getaddrinfo("council.example", 443)


def template(text, file):
    return Template(text, origin=Origin(name=str(file)), engine=engines["django"].engine)


def test_an_undefined_variable_in_a_template_of_ours_fails():
    ours = template("{{ nobody.gave_this }}", ROOT / "templates" / "page.html")
    with pytest.raises(UndefinedVariable, match="gave_this"):
        ours.render(Context())


def test_an_undefined_variable_in_somebody_elses_template_is_empty_as_ever():
    theirs = template("[{{ nobody.gave_this }}]", Path(django.__file__).parent / "page.html")
    assert theirs.render(Context()) == "[]"


def test_each_test_has_a_cache_of_its_own(client):
    cache.set("who", "this test")
    assert cache.get("who") == "this test"


def test_nothing_of_another_test_is_in_the_cache():
    assert cache.get("who") is None
