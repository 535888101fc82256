from django.urls import path

from consent import urls_disclosures
from consent.views import notices, notices_given, receipts, sharing, withdrawals

app_name = "consent"
urlpatterns = [
    *urls_disclosures.urlpatterns,
    path("privacy/grounds", notices.grounds, name="grounds"),
    path("privacy", notices.privacy, name="privacy"),
    path("privacy/leaflet", notices.leaflet, name="leaflet"),
    path("privacy/versions", notices.versions, name="notice-versions"),
    path("privacy/versions/<int:version_id>", notices.version, name="notice-version"),
    path("notices", notices_given.register, name="notices"),
    path("notices/new", notices_given.publish, name="notice-publish"),
    path("notices/none/families", notices_given.families_without, name="notice-families-without"),
    path("notices/<int:version_id>/families", notices_given.families, name="notice-families"),
    path("households/<str:reference>/sharing/notices", notices_given.give, name="notice-give"),
    path("households/<str:reference>/sharing", sharing.sharing, name="sharing"),
    path("households/<str:reference>/sharing/new", sharing.record, name="record"),
    path("households/<str:reference>/sharing/no", sharing.not_agreed, name="not-agreed"),
    path(
        "households/<str:reference>/sharing/<int:agreement_id>/withdraw",
        withdrawals.withdraw,
        name="withdraw",
    ),
    path(
        "households/<str:reference>/sharing/<int:agreement_id>/goes-on",
        withdrawals.goes_on,
        name="goes-on",
    ),
    path(
        "households/<str:reference>/sharing/receipts/<int:receipt_id>",
        receipts.receipt,
        name="receipt",
    ),
    path(
        "households/<str:reference>/sharing/receipts/<int:receipt_id>/paper",
        receipts.paper,
        name="receipt-paper",
    ),
    path("agreements-to-look-at", withdrawals.reviews, name="reviews"),
    path("sharing-stopped", withdrawals.stopped, name="stopped"),
    path("sharing-stopped/<int:notice_id>/noted", withdrawals.noted, name="stop-noted"),
    path("check-a-receipt", receipts.check, name="check-receipt"),
]
