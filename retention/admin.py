"""The schedule, the sweeps, the certificates and the holds, read by the officer."""

from typing import Any

from django.contrib import admin

from familyhubs.organisations.evidence import EvidenceAdmin
from retention.models import Certificate, Hold, ScheduleRule, ScheduleVersion, SweepRun


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
    list_display = ["id", "disposed_at", "record_class", "records", "child_remains", "schedule"]
    list_filter = ["record_class", "child_remains", "schedule"]
    list_select_related = ["schedule"]
    search_fields = ["=subject"]
    date_hierarchy = "disposed_at"


@admin.register(Hold)
class HoldAdmin(EvidenceAdmin):
    list_display = ["id", "reason", "placed_at", "placed_by", "review_on", "lifted_at"]
    list_filter = ["reason"]
    list_select_related = ["placed_by"]
    fields = ["reason", "note", "review_on", "placed_at", "placed_by", "lifted_at", "lifted_by"]
