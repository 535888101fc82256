"""How well the hubs work, in counts alone."""

from django.urls import path

from reporting import views

app_name = "reporting"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("figures.csv", views.download, name="download"),
    path("disposed-<int:year>.csv", views.disposed, name="disposed-download"),
    path("unmet-need", views.unmet, name="unmet"),
    path("unmet-need.csv", views.unmet_file, name="unmet-download"),
]
