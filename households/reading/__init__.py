"""What the household's pages read: every query scoped by `visible_to`, none in a loop."""

from households.reading.caseload import (
    caseload,
    counted,
    my_families,
    my_household_ids,
    oversees,
    whats_next,
)
from households.reading.corrections import corrections_here, unread_corrections
from households.reading.details import detail, details
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
from households.reading.persons import (
    OF_A_PERSON,
    asks_responsibility,
    homes_elsewhere,
    is_stale,
    number,
    numbers,
    protections,
    relationship,
    relatives,
    uprn,
)
from households.reading.restricted import named
from households.reading.reviews import (
    held_reviews,
    last_held_on,
    no_review_since,
    planned_review,
    review_is_overdue,
)
from households.reading.reviews_due import reviews_due
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
from households.reading.to_confirm import to_confirm, whose_stale
from households.reading.to_tell import families_to_tell

__all__ = [
    "MOST_FOUND",
    "OF_A_PERSON",
    "Bond",
    "Colleague",
    "accepted_lead",
    "address",
    "addresses",
    "asks_responsibility",
    "attainments",
    "caseload",
    "corrections_here",
    "counted",
    "detail",
    "details",
    "episodes",
    "families_to_tell",
    "former_team",
    "goals",
    "held_reviews",
    "homes_elsewhere",
    "involved",
    "is_stale",
    "last_held_on",
    "lately_left",
    "latest_episode",
    "lead",
    "leads",
    "leads_before",
    "levels",
    "listed",
    "my_families",
    "my_household_ids",
    "named",
    "no_review_since",
    "number",
    "numbers",
    "offer",
    "oversees",
    "people",
    "people_by_identifier",
    "planned_review",
    "protections",
    "ratings",
    "relationship",
    "relationships",
    "relatives",
    "review_is_overdue",
    "reviews_due",
    "scale",
    "scores",
    "scores_of_all",
    "stale_before",
    "stale_people",
    "step",
    "steps",
    "team",
    "team_member",
    "to_confirm",
    "unread_corrections",
    "uprn",
    "whats_next",
    "whose_stale",
    "without_a_lead",
    "workers",
    "workers_called",
]
