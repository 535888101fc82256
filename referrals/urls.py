"""The public front door: what help there is, how to ask for it, and how well the pages work."""

from django.urls import path

from referrals.views import (
    asking,
    flow,
    front_door,
    messages,
    mistakes,
    received,
    referrals,
    requests,
    sending,
    surveys,
    unmet,
    uses,
)

app_name = "referrals"
urlpatterns = [
    path("find-support", front_door.find_support, name="find-support"),
    path("find-support/<int:pk>", front_door.service, name="service"),
    path("ask-for-help", front_door.ask_for_help, name="ask-for-help"),
    path("ask-for-help/start", asking.start, name="asking-start"),
    path("ask-for-help/check", asking.check, name="asking-check"),
    path("ask-for-help/sent", asking.sent, name="asking-sent"),
    path("ask-for-help/delete", asking.delete, name="asking-delete"),
    path("ask-for-help/<slug:step>", asking.question, name="asking"),
    path("accessibility", front_door.accessibility, name="accessibility"),
    path("unmet-need/record", unmet.record, name="unmet-record"),
]
urlpatterns += [
    path("messages", messages.message_list, name="messages"),
    path("messages/read", messages.mark_read, name="messages-read"),
    path("messages/how", messages.preferences, name="message-preferences"),
    path("messages/<int:message_id>/open", messages.open_message, name="message-open"),
]

urlpatterns += [
    path("surveys/paper", surveys.from_paper, name="survey-from-paper"),
    path("survey/thanks", surveys.thanks, name="survey-thanks"),
    path("survey/<str:secret>", surveys.survey, name="survey"),
    path("households/<str:reference>/surveys", surveys.survey_list, name="surveys"),
    path("households/<str:reference>/surveys/ask", surveys.ask, name="survey-ask"),
]

ONE = "requests/<str:support_request>"
urlpatterns += [
    path("requests", requests.request_list, name="requests"),
    path(ONE, requests.one, name="request"),
    path(f"{ONE}/claim", requests.claim, name="request-claim"),
    path(f"{ONE}/new-household", requests.new_household, name="request-new-household"),
    path(f"{ONE}/known-household", requests.known, name="request-known"),
    path(f"{ONE}/signpost", requests.signpost, name="request-signpost"),
    path(f"{ONE}/decline", requests.decline, name="request-decline"),
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

REFERRALS = "households/<str:reference>/referrals"
urlpatterns += [
    path(REFERRALS, referrals.of_household, name="referrals"),
    path(f"{REFERRALS}/new", sending.find, name="referral-find"),
    path(f"{REFERRALS}/new/<int:organisation_id>", sending.make, name="referral-make"),
    path(f"{REFERRALS}/<int:referral_id>", referrals.referral, name="referral"),
    path(f"{REFERRALS}/<int:referral_id>/withdraw", referrals.withdraw, name="referral-withdraw"),
    path(f"{REFERRALS}/<int:referral_id>/unmet", unmet.of_referral, name="referral-unmet"),
    path(f"{REFERRALS}/<int:referral_id>/paper", referrals.on_paper, name="referral-paper"),
]

# To whom they were sent: no address names the household.
urlpatterns += [
    path("referrals", received.received, name="received"),
    path("referrals/<int:referral_id>", received.referral, name="received-one"),
    path("referrals/<int:referral_id>/arrived", received.arrived, name="received-arrived"),
    path("referrals/<int:referral_id>/answer", received.answer, name="received-answer"),
    path("referrals/<int:referral_id>/start", received.start, name="received-start"),
    path("referrals/<int:referral_id>/finish", received.finish, name="received-finish"),
]

urlpatterns += [
    path("waiting-times", flow.overview, name="flow"),
    path("waiting-times/requests", flow.requests, name="flow-requests"),
    path("waiting-times/referrals", flow.referrals, name="flow-referrals"),
]
