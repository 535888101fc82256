"""The schedule, the sweeps, the certificates and the holds, read by the officer."""

from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join

from familyhubs.audit import log
from familyhubs.design.dates import spoken
from familyhubs.keys.models import KeyDestruction
from familyhubs.organisations.asking import user_of
from familyhubs.organisations.evidence import EvidenceAdmin
from familyhubs.records.dates import today
from households.models import Household
from retention.explanations import explain
from retention.models import (
    Certificate,
    ChainCheck,
    Hold,
    ScheduleRule,
    ScheduleVersion,
    SweepRun,
)


class RuleInline(admin.TabularInline):
    model = ScheduleRule
    extra = 0

    def has_add_permission(self, *_args: Any) -> bool:
        return False

    def has_change_permission(self, *_args: Any) -> bool:
        return False

    def has_delete_permission(self, *_args: Any) -> bool:
        return False

    def has_view_permission(self, *_args: Any) -> bool:
        return True  # whoever sees the version sees its rules


@admin.register(ScheduleVersion)
class ScheduleVersionAdmin(EvidenceAdmin):
    list_display = ["version", "in_force_from"]
    inlines = [RuleInline]


@admin.register(SweepRun)
class SweepRunAdmin(EvidenceAdmin):
    list_display = ["started_at", "as_of", "outcome", "due", "blocked", "disposed", "finished_at"]
    list_filter = ["outcome"]


@admin.register(Certificate)
class CertificateAdmin(EvidenceAdmin):
    list_display = ["number", "disposed_at", "record_class", "records", "child_remains", "schedule"]
    list_filter = ["record_class", "child_remains", "schedule"]
    list_select_related = ["schedule"]
    search_fields = ["=number", "=subject", "=batch"]
    date_hierarchy = "disposed_at"


@admin.register(ChainCheck)
class ChainCheckAdmin(EvidenceAdmin):
    list_display = ["checked_at", "certificates", "broken"]


@admin.register(KeyDestruction)
class KeyDestructionAdmin(EvidenceAdmin):
    list_display = ["batch", "keys", "destroyed_at"]
    search_fields = ["=batch"]


@admin.register(Hold)
class HoldAdmin(EvidenceAdmin):
    list_display = [
        *("id", "reason", "record_class", "placed_at", "placed_by", "review_on", "lifted_at")
    ]
    list_filter = ["reason", "record_class"]
    list_select_related = ["placed_by"]
    fields = [
        "reason",
        "record_class",
        "note",
        "review_on",
        "placed_at",
        "placed_by",
        "lifted_at",
        "lifted_by",
    ]


@admin.register(Household)
class HouseholdAdmin(EvidenceAdmin):
    """One household's retention, for the officer who has its reference. There is no list of all."""

    list_display = ["reference", "hub"]
    list_display_links = ["reference"]
    search_fields = ["reference"]
    search_help_text = "The whole reference of one household"
    show_full_result_count = False
    fields = ["reference", "hub", "created_at", "how_long", "stopped"]
    readonly_fields = ["how_long", "stopped"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Household]:
        return Household.objects.visible_to(user_of(request)).select_related("hub")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Household], search_term: str
    ) -> tuple[QuerySet[Household], bool]:
        if not search_term:
            return queryset.none(), False
        log.searched(user_of(request), action="admin:household")
        return queryset.referenced(search_term), False  # type: ignore[attr-defined]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        """The page, with the event that somebody opened this household."""
        answer = super().change_view(request, object_id, *args, **kwargs)
        if answer.status_code == HTTPStatus.OK:
            user = user_of(request)
            log.opened(user, "household", object_id, action="admin:household", basis="council")
        return answer

    @admin.display(description="how long we keep it")
    def how_long(self, household: Household) -> str:
        """Each class: its trigger, its date, the working and the promise."""
        found = explain(household, today())
        return format_html_join(
            "",
            "<p><strong>{}</strong><br>{}{}<br>Due for disposal on: {}<br>{}<br>{}<br>{}</p>",
            (
                (
                    each.words,
                    each.trigger,
                    f", {spoken(each.trigger_on)}" if each.trigger_on else "",
                    each.due_words,
                    each.working,
                    each.promise,
                    each.source,
                )
                for each in found.classes
            ),
        )

    @admin.display(description="what stops disposal", empty_value="nothing")
    def stopped(self, household: Household) -> str | None:
        """Each reason once; nobody's name."""
        reasons = dict.fromkeys(each.reason.words for each in explain(household, today()).stopped)
        return " ".join(reasons) or None
