"""Who was given which notice, and publishing a new version (S53)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from consent import notices, reading
from consent.actions import notices as actions
from consent.differences import Paragraph, differences
from consent.forms.notices import GiveForm, PublishForm
from consent.models import Notice, NoticeKind
from consent.views.sharing import SECTION, to_sharing
from familyhubs.design.pages import page_of
from familyhubs.organisations.asking import require
from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission
from familyhubs.records.saving import GET_OR_POST, saved
from households.loader import open_household
from households.reading.paged import number_of, paged
from households.views.pages import form_page

COUNTED = 1000


@require_http_methods(GET_OR_POST)
def give(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that people of a household were given a notice."""
    case = open_household(request, reference, Permission.RECORD_AGREEMENT)
    form = GiveForm(request.POST or None, people=reading.living_here(case))
    if saved(
        request,
        form,
        lambda data: actions.give(household=case.household, by=case.user, **data),
        done="It is recorded that they were given it.",
    ):
        return redirect(to_sharing(case))
    return form_page(
        request,
        case,
        form,
        title="They were given a notice",
        section=SECTION,
        submit="Record it",
        intro="What counts is the version that was in force on the day.",
        back=to_sharing(case),
    )


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Each version, and how many families hold its promises."""
    user = require(request, Permission.KEEP_EVIDENCE)
    rows = [(one, _number(user, one)) for one in notices.versions(NoticeKind.PRIVACY)]
    without = number_of(notices.families_without(user), COUNTED)
    context = {
        "privacy": rows,
        "leaflets": notices.versions(NoticeKind.LEAFLET),
        "without": without,
        "counted": COUNTED,
    }
    return render(request, "consent/notices.html", context)


@require_safe
def families(request: HttpRequest, version_id: int) -> HttpResponse:
    """The families that hold the promises of one version."""
    user = require(request, Permission.KEEP_EVIDENCE)
    found = notices.version_of(version_id, published_only=False)
    if found is None or found.notice.kind != NoticeKind.PRIVACY:
        raise Http404
    rows = notices.families_with(user, found.notice)
    context = {"version": found, "page": page_of(request, paged(rows))}
    return render(request, "consent/notice_families.html", context)


@require_safe
def families_without(request: HttpRequest) -> HttpResponse:
    """The families in which nobody was given a privacy notice yet."""
    user = require(request, Permission.KEEP_EVIDENCE)
    context = {"version": None, "page": page_of(request, paged(notices.families_without(user)))}
    return render(request, "consent/notice_families.html", context)


@require_http_methods(GET_OR_POST)
def publish(request: HttpRequest) -> HttpResponse:
    """A new version, once the officer has read what it changes."""
    user = require(request, Permission.PUBLISH_NOTICE)
    form = PublishForm(request.POST or None, initial=_begun(request))
    if saved(
        request,
        form,
        lambda data: actions.publish(
            by=user, **{name: data[name] for name in ("kind", "in_force_from", "title", "text")}
        ),
        done="The new version is published, and counts from its day.",
    ):
        return redirect("consent:notices")
    context = {"form": form, "before": form.before, "changes": _changes(form)}
    return render(request, "consent/notice_publish.html", context)


def _number(user: User, version: notices.Version) -> int:
    return number_of(notices.families_with(user, version.notice), COUNTED)


def _changes(form: PublishForm) -> list[Paragraph]:
    """What the text that was sent changes, its title first; nothing before it could be read."""
    if form.before is None:
        return []
    title, text = form.after
    found = [*differences(form.before.title, title), *differences(form.before.text, text)]
    return [paragraph for paragraph in found if paragraph.is_changed]


def _begun(request: HttpRequest) -> dict[str, str]:
    """The text in force, to be changed."""
    kind = request.GET.get("kind", "")
    now = Notice.objects.current(kind)
    return {"kind": kind, "title": now.title, "text": now.text} if now else {}
