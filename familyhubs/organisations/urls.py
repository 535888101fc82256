from django.urls import path

from familyhubs.organisations import views

app_name = "organisations"
urlpatterns = [
    path("", views.start, name="start"),
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("confidentiality", views.confidentiality, name="duty"),
    path("health", views.health, name="health"),
]
