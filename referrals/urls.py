"""The public front door: what help there is, how to ask for it, and how well the pages work."""

from django.urls import path

from referrals.views import front_door, mistakes, uses

app_name = "referrals"
urlpatterns = [
    path("find-support", front_door.find_support, name="find-support"),
    path("find-support/<int:pk>", front_door.service, name="service"),
    path("ask-for-help", front_door.ask_for_help, name="ask-for-help"),
    path("accessibility", front_door.accessibility, name="accessibility"),
]

# Under the household, as its other pages are.
SERVICES = "households/<str:reference>/services"
urlpatterns += [
    path(SERVICES, uses.use_list, name="uses"),
    path(f"{SERVICES}/add", uses.begin, name="use-begin"),
    path(f"{SERVICES}/<int:use_id>", uses.use, name="use"),
    path(f"{SERVICES}/<int:use_id>/session", uses.session, name="session"),
    path(f"{SERVICES}/<int:use_id>/end", uses.end, name="use-end"),
    path(f"{SERVICES}/<int:use_id>/change", uses.change, name="use-change"),
    path(f"{SERVICES}/<int:use_id>/mistake", mistakes.mistake, name="use-mistake"),
    path(f"{SERVICES}/<int:use_id>/restore", mistakes.restore, name="use-restore"),
    path(
        f"{SERVICES}/<int:use_id>/sessions/<int:attendance_id>",
        uses.correct_attendance,
        name="attendance-correct",
    ),
]
