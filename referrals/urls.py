"""The public front door: what help there is, how to ask for it, and how well the pages work."""

from django.urls import path

from referrals.views import front_door

app_name = "referrals"
urlpatterns = [
    path("find-support", front_door.find_support, name="find-support"),
    path("find-support/<int:pk>", front_door.service, name="service"),
    path("ask-for-help", front_door.ask_for_help, name="ask-for-help"),
    path("accessibility", front_door.accessibility, name="accessibility"),
]
