"""A partner's search begins with the people and households it may know, where they are few.

A common name is borne by tens of thousands in a large council, and as many live in a postcode's
district: asked of each whether the partner may know them, a search took as long as the council is
large. PostgreSQL weighs what is rarer, and takes two indexes together where neither is.
"""

from importlib import import_module

from django.db import migrations

before = import_module("households.migrations.0015_best_of_a_common_name")
SEARCH: str = before.changed(before.SEARCH)
MANY = 20_000  # of a partner: beyond them nothing is gained
CHANGES = [
    (
        "    placed text := '';\n",
        "    placed text := '';\n    own bigint[];\n    own_homes bigint[];\n",
    ),
    (
        """
    -- The nearest spelling first;""",
        """
    IF partner THEN
        own := ARRAY(
            SELECT g.person_id FROM households_persongrant g
            WHERE g.group_id = seers_group AND g.permission_id = identity
            AND g.valid_from <= day AND (g.valid_until IS NULL OR g.valid_until > day)
            LIMIT MANY + 1);
        IF cardinality(own) <= MANY THEN
            asked := asked || ' AND p.id = ANY ($12)';
        END IF;
        own_homes := ARRAY(
            SELECT g.household_id FROM households_householdgrant g
            WHERE g.group_id = seers_group
            AND g.permission_id = familyhubs_category('view_household')
            AND g.valid_from <= day AND (g.valid_until IS NULL OR g.valid_until > day)
            LIMIT MANY + 1);
    END IF;

    -- The nearest spelling first;""",
    ),
    (
        """words, ' '), most - cardinality(had)
""",
        """words, ' '), most - cardinality(had), own
""",
    ),
    (
        """a.postcode LIKE $5 || ''%%'' AND %s',
            familyhubs_when_address_seen(partner));
    END IF;
    IF words = '{}' AND identifiers""",
        """a.postcode LIKE $5 || ''%%'' AND %s %s',
            familyhubs_when_address_seen(partner),
            CASE WHEN cardinality(own_homes) <= MANY
            THEN 'AND a.household_id = ANY ($9)' ELSE '' END);
    END IF;
    IF words = '{}' AND identifiers""",
    ),
    (
        "at_postcode, identifiers, words, most\n",
        "at_postcode, identifiers, words, most, own_homes\n",
    ),
    (
        "AND had = '{}' AND asked = '' AND placed = ''",
        "AND had = '{}' AND born_from IS NULL AND numbered IS NULL AND placed = ''",
    ),
]


def changed(search: str) -> str:
    for old, new in CHANGES:
        assert search.count(old) == 1, old
        search = search.replace(old, new.replace("MANY", str(MANY)))
    return search


class Migration(migrations.Migration):
    dependencies = [("households", "0022_where_a_person_is_known")]

    operations = [
        migrations.RunSQL(before.in_its_place(changed(SEARCH)), before.in_its_place(SEARCH))
    ]
