"""Sharing without agreement, and emergency access."""

from django.urls import path

from consent.views import disclosures, emergency

OF_HOUSEHOLD = "households/<str:reference>/sharing/disclosures"
ONE = f"{OF_HOUSEHOLD}/<int:disclosure_id>"

urlpatterns = [
    path("disclosures", disclosures.register, name="disclosure-register"),
    path(OF_HOUSEHOLD, disclosures.of_household, name="disclosures"),
    path(f"{OF_HOUSEHOLD}/new", disclosures.record, name="disclosure-record"),
    path(ONE, disclosures.disclosure, name="disclosure"),
    path(f"{ONE}/correct", disclosures.correct, name="disclosure-correct"),
    path(f"{ONE}/explain", disclosures.explain, name="disclosure-explain"),
    path(f"{ONE}/stop-showing", disclosures.stop_showing, name="disclosure-stop-showing"),
    path("emergency", emergency.ask, name="emergency"),
    path("emergency/<int:access_id>/end", emergency.end, name="emergency-end"),
    path("emergency/register", emergency.register, name="emergencies"),
    path("emergency/register/<int:access_id>", emergency.review, name="emergency-review"),
]
