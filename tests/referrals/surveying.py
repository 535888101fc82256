"""A survey that was asked for, and its link."""

from django.urls import reverse

from referrals.actions import surveys

THANKS = reverse("referrals:survey-thanks")
ALONE = {"family_says": "a_little", "linked": "alone"}
NAMED = {"family_says": "a_little", "linked": "with_record"}


def asked(cast, way="printed", **other):
    facts = {"household": cast.household, "occasion": "review", "worker_says": "a_lot"}
    return surveys.ask(way=way, by=cast.alice, **(facts | other))


def secret_of(link):
    return link.rsplit("/", 1)[1]


def page(link):
    return reverse("referrals:survey", args=[secret_of(link)])
