from django.urls import path

from consent import urls_disclosures
from consent.views import notices, sharing

app_name = "consent"
urlpatterns = [
    *urls_disclosures.urlpatterns,
    path("privacy/grounds", notices.grounds, name="grounds"),
    path("privacy", notices.privacy, name="privacy"),
    path("privacy/leaflet", notices.leaflet, name="leaflet"),
    path("households/<str:reference>/sharing", sharing.sharing, name="sharing"),
    path("households/<str:reference>/sharing/new", sharing.record, name="record"),
    path(
        "households/<str:reference>/sharing/<int:agreement_id>/withdraw",
        sharing.withdraw,
        name="withdraw",
    ),
]
