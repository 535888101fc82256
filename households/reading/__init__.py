"""What the household's pages read: every query scoped by `visible_to`, none in a loop."""

from households.reading.corrections import unread_corrections
from households.reading.goals import (
    attainments,
    goals,
    levels,
    ratings,
    scale,
    scores,
    scores_of_all,
    step,
    steps,
)
from households.reading.identifiers import people_by_identifier
from households.reading.lists import listed, without_a_lead
from households.reading.people import Bond, address, addresses, people, relationships
from households.reading.reviews import (
    held_reviews,
    last_held_on,
    no_review_since,
    planned_review,
    review_is_overdue,
)
from households.reading.stale import stale_before, stale_people
from households.reading.support import (
    accepted_lead,
    episodes,
    involved,
    latest_episode,
    lead,
    leads,
    leads_before,
    offer,
)
from households.reading.team import (
    MOST_FOUND,
    Colleague,
    former_team,
    lately_left,
    team,
    team_member,
    workers,
    workers_called,
)

__all__ = [
    "MOST_FOUND",
    "Bond",
    "Colleague",
    "accepted_lead",
    "address",
    "addresses",
    "attainments",
    "episodes",
    "former_team",
    "goals",
    "held_reviews",
    "involved",
    "last_held_on",
    "lately_left",
    "latest_episode",
    "lead",
    "leads",
    "leads_before",
    "levels",
    "listed",
    "no_review_since",
    "offer",
    "people",
    "people_by_identifier",
    "planned_review",
    "ratings",
    "relationships",
    "review_is_overdue",
    "scale",
    "scores",
    "scores_of_all",
    "stale_before",
    "stale_people",
    "step",
    "steps",
    "team",
    "team_member",
    "unread_corrections",
    "without_a_lead",
    "workers",
    "workers_called",
]
