"""Notices in the admin site: evidence, read by the data protection officer."""

from django.contrib import admin

from consent.models import Notice
from familyhubs.organisations.evidence import EvidenceAdmin


@admin.register(Notice)
class NoticeAdmin(EvidenceAdmin):
    list_display = ["title", "kind", "in_force_from"]
    list_filter = ["kind"]
