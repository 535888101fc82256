"""Families counted as they are disposed of: by year, month of the last closing, hub, need and
outcome, each once.

Counted when the hub record goes (5 years), for goals say what support was about and how it went,
and go with it; where both go at once, or there never was a hub record, with the service record. A
family is counted once for each need that its goals were about:

    met        every goal about it was achieved
    partly     not every one, but at least one was achieved or partly achieved
    not met    none was achieved or partly achieved
    no goals   support was opened, and no goal was set (or none that was still wanted)
    never opened   the same, and support was never opened

A goal that was no longer wanted does not count. One that was still in progress when its record went
was not achieved. Goals that do not say what they are about are a need of their own, without a name.
A family whose support is opened again after its hub record went is not counted a second time. Nor
is the shell that a protected child's record stays in (its name is empty), when the child's day
comes.

The month is the one in which support was last closed; where it was never opened, the one in which
the record was made.
"""

from datetime import date

from households.models import Goal, GoalOutcome, Household
from households.models.episode import Episode
from retention.models import Counted, DisposedCount, SupportOutcome
from retention.scope import Scope
from retention.statements import Statement

G, S = GoalOutcome, SupportOutcome
COUNT = Statement(f"""
    WITH going AS (
        SELECT h.id, h.hub_id, closed.last,
            date_trunc('month', coalesce(
                closed.last, (h.created_at AT TIME ZONE 'Europe/London')::date
            ))::date AS closed_in
        FROM {Household._meta.db_table} h
        CROSS JOIN LATERAL (
            SELECT max(e.closed_on) AS last
            FROM {Episode._meta.db_table} e WHERE e.household_id = h.id
        ) closed
        WHERE h.id = ANY(%(going)s::bigint[]) AND h.merged_into_id IS NULL AND h.name <> ''
            AND NOT EXISTS (
                SELECT FROM {Counted._meta.db_table} c WHERE c.household_id = h.id
            )
    ), by_need AS (
        SELECT household_id, need,
            CASE WHEN bool_and(outcome = '{G.ACHIEVED}') THEN '{S.MET}'
                WHEN bool_or(outcome IN ('{G.ACHIEVED}', '{G.PARTLY}')) THEN '{S.PARTLY}'
                ELSE '{S.NOT_MET}' END AS outcome
        FROM {Goal._meta.db_table}
        WHERE household_id = ANY(%(going)s::bigint[]) AND outcome <> '{G.NOT_WANTED}'
        GROUP BY household_id, need
    ), counted AS (
        INSERT INTO {DisposedCount._meta.db_table} AS kept
            (counted_in, closed_in, hub_id, need, outcome, families)
        SELECT (%(year)s::bigint[])[1], g.closed_in, g.hub_id, coalesce(n.need, ''),
            coalesce(n.outcome, CASE WHEN g.last IS NULL THEN '{S.NEVER_OPENED}'
                ELSE '{S.NO_GOALS}' END),
            count(*)
        FROM going g LEFT JOIN by_need n ON n.household_id = g.id
        GROUP BY 1, 2, 3, 4, 5
        ON CONFLICT (counted_in, closed_in, hub_id, need, outcome)
            DO UPDATE SET families = kept.families + excluded.families
    )
    INSERT INTO {Counted._meta.db_table} (household_id)
    SELECT id FROM going WHERE id = ANY(%(staying)s::bigint[])
    RETURNING household_id
""")  # noqa: S608  names of tables and our own words


def count(scope: Scope, on: date) -> None:
    """Count the families of a batch, before anything of them is deleted, in that transaction.

    Args: `on`, the day on which they are disposed of; of a disposal that is done again after a
    restore, the day of its certificate, so that a year that was shown stays as it was.
    """
    going = scope.hub | scope.service
    if going:
        COUNT.rows({"going": going, "staying": going - scope.service, "year": [on.year]})
