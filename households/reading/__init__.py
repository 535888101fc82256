"""What the household's pages read: every query scoped by `visible_to`, none in a loop."""

from households.reading.goals import goals, scores
from households.reading.lists import listed, without_a_lead
from households.reading.people import Bond, address, addresses, people, relationships
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

__all__ = [
    "Bond",
    "accepted_lead",
    "address",
    "addresses",
    "episodes",
    "goals",
    "involved",
    "latest_episode",
    "lead",
    "leads",
    "leads_before",
    "listed",
    "offer",
    "people",
    "relationships",
    "scores",
    "without_a_lead",
]
