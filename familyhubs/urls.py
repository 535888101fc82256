"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    # The admin site has no sign-in of its own: everybody comes through the same door.
    path(
        "admin/login/",
        RedirectView.as_view(pattern_name="organisations:sign-in", query_string=True),
    ),
    path("admin/", admin.site.urls),
    path("design/", include("familyhubs.design.urls")),
    path("", include("familyhubs.organisations.urls")),
    path("households/", include("households.urls")),
    path("", include("consent.urls")),
    path("", include("referrals.urls")),
    path("", include("retention.urls")),
    path("reports/", include("reporting.urls")),
]
