"""Pairs of possible duplicates, of whom one is merged: decided, or about the other from then on."""

from django.db import IntegrityError
from django.db.models import Q
from django.utils import timezone

from familyhubs.organisations.models import User
from households.actions.merging.moving import Journal
from households.models import Person, Suggestion, SuggestionState


def follow(merged: Person, kept: Person, journal: Journal) -> None:
    """Whoever may be the one merged away may be the one that is kept, unless that was asked."""
    pairs = Suggestion.objects.open().filter(Q(person=merged) | Q(other=merged))
    for pair in pairs.exclude(person=kept).exclude(other=kept).order_by("pk"):
        third = pair.other_id if pair.person_id == merged.pk else pair.person_id
        first, second = sorted((kept.pk, third))
        try:
            journal.change(pair, person_id=first, other_id=second)
        except IntegrityError:
            continue


def decide(one: Person, other: Person, state: str, by: User) -> None:
    """The pair, where somebody was asked about it, has its answer."""
    first, second = sorted((one.pk, other.pk))
    for pair in Suggestion.objects.filter(person=first, other=second):
        pair.state, pair.decided_at, pair.decided_by = state, timezone.now(), by
        pair.keep(by=by, why=SuggestionState(state).label)
