from django.urls import path

from familyhubs.design import views

app_name = "design"
urlpatterns = [
    path("", views.catalogue, name="catalogue"),
]
