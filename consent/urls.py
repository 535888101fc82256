from django.urls import path

from consent.views import notices, sharing

app_name = "consent"
urlpatterns = [
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
