"""Of a very common name the best are found, not the first: ranked before any limit.

Whom the user may see, and at what postcode, is then asked of the best in their order, until there
are enough of them. For the council, which sees nearly everybody, 5,000 are ranked at most: three
letters stay quick at 400,000 households. Names are ranked as they are written; to take accents
away from thousands costs too much.
"""

from importlib import import_module

from django.db import migrations

SEARCH: str = import_module("households.migrations.0010_search").SEARCH
CHANGES = [
    ("    asked text := '';\n", "    asked text := '';\n    placed text := '';\n"),
    (
        """
        asked := asked || format(' AND EXISTS (
            SELECT FROM households_membership b""",
        """
        placed := format(' AND EXISTS (
            SELECT FROM households_membership b""",
    ),
    (
        """
            'SELECT c.id FROM (
                SELECT p.id, %s AS plain FROM households_person p
                WHERE p.merged_into_id IS NULL AND p.id <> ALL ($9) AND %s %s AND %s LIMIT 60
            ) AS c ORDER BY similarity(c.plain, $10) DESC, c.id DESC LIMIT $11',
            plain, spellings[step], asked, seen);""",
        """
            'SELECT p.id FROM (
                SELECT c.id FROM (
                    SELECT p.id, similarity(concat_ws('' '',
                        p.given_name, p.family_name, p.preferred_name), $10) AS near
                    FROM households_person p
                    WHERE p.merged_into_id IS NULL AND p.id <> ALL ($9) AND %s %s LIMIT %s
                ) AS c ORDER BY c.near DESC, c.id DESC OFFSET 0
            ) AS p WHERE %s %s LIMIT $11',
            spellings[step], asked, CASE WHEN partner THEN 'ALL' ELSE '5000' END, seen, placed);""",
    ),
    ("AND had = '{}' AND asked = ''", "AND had = '{}' AND asked = '' AND placed = ''"),
]


def changed(search: str) -> str:
    for before, after in CHANGES:
        assert search.count(before) == 1, before
        search = search.replace(before, after)
    return search


def in_its_place(search: str) -> str:
    return search.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("households", "0014_numbers_and_addresses_alike")]

    operations = [migrations.RunSQL(in_its_place(changed(SEARCH)), in_its_place(SEARCH))]
