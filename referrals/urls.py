"""The public front door: what help there is, how to ask for it, and how well the pages work."""

from django.urls import path

from referrals import views

app_name = "referrals"
urlpatterns = [
    path("find-support", views.find_support, name="find-support"),
    path("find-support/<int:pk>", views.service, name="service"),
    path("ask-for-help", views.ask_for_help, name="ask-for-help"),
    path("accessibility", views.accessibility, name="accessibility"),
]
