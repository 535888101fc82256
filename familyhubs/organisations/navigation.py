"""The service navigation: what each role can go to."""

from django.http import HttpRequest
from django.urls import reverse

from familyhubs.design.navigation import NavigationItem
from familyhubs.organisations.rules import Permission

PUBLIC = [
    ("Find support", "referrals:find-support"),
    ("Ask for help", "referrals:ask-for-help"),
    ("Privacy", "consent:privacy"),
    ("How long we keep it", "retention:public-schedule"),
]
# Words, address, the permission that shows it (None: everybody who is signed in).
SIGNED_IN = [
    ("Start", "organisations:start", None),
    ("My families", "households:caseload", Permission.RECORD_CONTACT),
    ("Households", "households:list", Permission.SEE_HOUSEHOLDS),
    ("Search", "households:search", Permission.SEE_HOUSEHOLDS),
    ("Requests", "referrals:requests", Permission.TRIAGE_REQUESTS),
    ("Without a lead", "households:without-lead", Permission.OFFER_LEAD),
    ("Referrals", "referrals:received", Permission.ANSWER_REFERRAL),
    ("Waiting times", "referrals:flow", Permission.SEE_FLOW),
    ("Directory", "referrals:find-support", Permission.SEE_HOUSEHOLDS),
    ("Emergency", "consent:emergency", Permission.OPEN_IN_EMERGENCY),
    ("Disclosures", "consent:disclosure-register", Permission.SEE_DISCLOSURES),
    ("Emergencies", "consent:emergencies", Permission.REVIEW_EMERGENCIES),
    ("Notices", "consent:notices", Permission.KEEP_EVIDENCE),
    ("Reports", "reporting:overview", Permission.SEE_REPORTS),
    ("Paper files", "retention:paper-files", Permission.SEE_RECORD),
    ("Due list", "retention:due-list", Permission.APPROVE_DISPOSAL),
    ("Holds", "retention:holds", Permission.KEEP_EVIDENCE),
    ("Certificates", "retention:certificates", Permission.KEEP_EVIDENCE),
    ("Admin site", "admin:index", Permission.KEEP_EVIDENCE),
    ("Admin site", "admin:index", Permission.KEEP_ORGANISATIONS),
]


def for_request(request: HttpRequest) -> list[NavigationItem]:
    """The items for whoever asks, the current one marked."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return [_item(request, text, name) for text, name in PUBLIC]
    return [
        _item(request, _words(text, user.is_partner), name)
        for text, name, permission in SIGNED_IN
        if permission is None or user.may(permission)
    ]


def _words(text: str, partner: bool) -> str:
    return "Our households" if partner and text == "Households" else text


def _item(request: HttpRequest, text: str, name: str) -> NavigationItem:
    url = reverse(name)
    current = request.path == url or (name == "households:list" and _in_household(request))
    return NavigationItem(text=text, url=url, current=current)


def _in_household(request: HttpRequest) -> bool:
    return request.path.startswith("/households/FH-")
