"""The page that every page stands on, the catalogue, and the pages that say something failed."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.urls import path, reverse
from django.views import defaults
from django.views.csrf import csrf_failure

from familyhubs.design import context
from familyhubs.design.navigation import NavigationItem
from tests.design.html import Document

PEOPLE = SimpleNamespace(
    is_authenticated=True, name="Sam Okafor", organisation="North hub", get_username=lambda: "sam"
)

COMPONENTS = [
    "app-card",
    "app-changes",
    "app-chart",
    "app-empty",
    "app-identity",
    "govuk-back-link",
    "govuk-breadcrumbs",
    "govuk-button--warning",
    "govuk-details",
    "govuk-error-summary",
    "govuk-inset-text",
    "govuk-pagination",
    "govuk-summary-list",
    "govuk-table",
    "govuk-tag--yellow",
    "govuk-task-list",
    "govuk-warning-text",
    "moj-badge--red",
    "moj-sub-navigation",
    "moj-timeline",
    "govuk-notification-banner--success",
    "govuk-panel",
]


def sign_out(request):
    return HttpResponse()


urlpatterns = [path("out/", sign_out, name="out"), path("help/", sign_out, name="help")]


def links(request):
    return [NavigationItem("Start", "/"), NavigationItem("Households", "/households/", True)]


@pytest.fixture
def chrome_settings():
    with override_settings(
        ROOT_URLCONF=__name__,
        DESIGN_NAVIGATION=f"{__name__}.links",
        DESIGN_SIGN_OUT="out",
        DESIGN_FOOTER=[("Ask for help", "help"), ("Not built yet", "nowhere")],
        LOGIN_URL="nowhere",
    ):
        yield


def request_by(user=None):
    request = RequestFactory().get("/")
    if user:
        request.user = user
    return request


def page(request, **shown):
    return Document(render_to_string("base.html", shown, request))


class TestFrame:
    def test_who_is_signed_in_and_the_way_out(self, chrome_settings):
        shown = page(request_by(PEOPLE))
        assert shown.classed("app-header__who")[0].text == "North hub Sam Okafor"
        form = shown.one("form", method="post")
        assert form["action"] == "/out/"
        assert form.text == "Sign out"

    def test_where_one_can_go(self, chrome_settings):
        shown = page(request_by(PEOPLE))
        here = shown.one("a", **{"aria-current": "true"})
        assert here.text == "Households"

    def test_a_link_to_a_page_not_built_yet_is_left_out(self, chrome_settings):
        footer = page(request_by(PEOPLE)).one("footer")
        assert "Ask for help" in footer.text
        assert "Not built yet" not in footer.text

    def test_a_request_that_failed_early_has_no_person(self, chrome_settings):
        shown = context.chrome(request_by())
        assert shown["person"] is None
        assert shown["navigation"] == []
        assert shown["sign_in_url"] in {"", "nowhere"}

    def test_a_user_of_another_kind_is_named_too(self):
        other = SimpleNamespace(is_authenticated=True, get_username=lambda: "root")
        assert context.person(request_by(other)) == context.Person("root", "")

    def test_an_error_is_in_the_title(self, chrome_settings):
        wrong = SimpleNamespace(errors={"name": ["Enter a name"]})
        assert page(request_by(PEOPLE), form=wrong).one("title").text.startswith("Error: ")
        right = SimpleNamespace(errors={})
        assert not page(request_by(PEOPLE), form=right).one("title").text.startswith("Error")

    def test_nothing_is_inline(self, chrome_settings):
        shown = page(request_by(PEOPLE))
        assert all(script.get("src") for script in shown.all("script"))
        assert shown.all("style") == []
        assert not any("style" in e.attributes for e in shown.elements)
        assert not any(name.startswith("on") for e in shown.elements for name in e.attributes)


@pytest.mark.django_db
class TestCatalogue:
    @pytest.fixture
    def shown(self, client):
        return Document(client.get(reverse("design:catalogue"), {"page": 3, "hub": "n"}).text)

    def test_anybody_may_look(self, client):
        assert client.get(reverse("design:catalogue")).status_code == 200

    def test_it_is_one_whole_page(self, shown):
        assert shown.one("h1").text == "Components"
        assert len(shown.ids) == len(set(shown.ids))
        assert len(shown.all("form", novalidate="")) == 3

    def test_nothing_is_inline(self, shown):
        assert shown.all("style") == []
        assert not any("style" in e.attributes for e in shown.elements)

    def test_what_is_linked_within_it_is_there(self, shown):
        targets = {e["href"][1:] for e in shown.all("a") if e.get("href").startswith("#")}
        assert targets <= set(shown.ids)

    def test_every_tag_is_shown(self, shown):
        for name in COMPONENTS:
            assert shown.classed(name), name


class TestWhenItFails:
    def test_a_page_that_is_not_there(self, client, db):
        answer = client.get("/no/such/page")
        assert answer.status_code == 404
        assert Document(answer.text).one("h1").text == "Page not found"

    @pytest.mark.parametrize(
        ("view", "status", "heading"),
        [
            (defaults.server_error, 500, "There is a problem with the service"),
            (
                lambda r: defaults.bad_request(r, ValueError()),
                400,
                "We could not read that request",
            ),
            (
                lambda r: defaults.permission_denied(r, PermissionDenied()),
                403,
                "You cannot open this page",
            ),
            (csrf_failure, 403, "This page was open for too long"),
        ],
    )
    def test_it_says_so_plainly_without_a_person_or_a_database(self, view, status, heading):
        answer = view(request_by())
        assert answer.status_code == status
        shown = Document(answer.text)
        assert shown.one("h1").text == heading
        assert "start page" in shown.one("main").text
