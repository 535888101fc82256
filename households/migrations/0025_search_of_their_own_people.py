"""A partner's search begins with the people and households it may know, where they are few.

A common name is borne by tens of thousands in a large council, and as many live in a postcode's
district: asked of each whether the partner may know them, a search took as long as the council is
large. PostgreSQL weighs what is rarer, and takes two indexes together where neither is.

The function stands here whole; what it stood in before (0010, 0015) is of the past. Whoever changes
it again writes it whole into the next migration.
"""

from importlib import import_module

from django.db import migrations

before = import_module("households.migrations.0015_best_of_a_common_name")
MANY = 20_000  # of a partner: beyond them nothing is gained
SEARCH = r"""
CREATE OR REPLACE FUNCTION familyhubs_search(
    seer bigint, seers_group bigint, sees_restricted boolean, day date, typed text,
    born_from date, born_until date, at_postcode text, telephone_from_end text,
    identifiers text[], most int
) RETURNS TABLE (person_id bigint, household_id bigint, nearness int)
LANGUAGE plpgsql STABLE SECURITY DEFINER
-- No table is ever read whole: the index of the names' keys is asked, however common the name.
SET search_path = public, pg_catalog, pg_temp SET enable_seqscan = off
AS $function$
DECLARE
    partner boolean := seers_group IS NOT NULL;
    identity int := familyhubs_category('see_identity');
    contact int := familyhubs_category('see_contact_details');
    numbers int := familyhubs_category('see_identifiers');
    words text[] := (array_remove(string_to_array(familyhubs_plain(typed), ' '), ''))[1:5];
    plain constant text := 'familyhubs_plain_names(p.given_name, p.family_name, p.preferred_name)';
    keys constant text := 'familyhubs_name_keys(p.given_name, p.family_name, p.preferred_name)';
    seen constant text := familyhubs_when_known(partner, identity, 'p.id');
    asked text := '';
    placed text := '';
    own bigint[];
    own_homes bigint[];
    homes text[] := '{}';
    spellings text[] := '{}';
    numbered bigint[];
    had bigint[] := '{}';
    one bigint;
    statement text;
BEGIN
    -- What is asked besides a name.
    IF born_from IS NOT NULL THEN
        asked := asked || ' AND p.date_of_birth BETWEEN $5 AND $6';
    END IF;
    IF telephone_from_end IS NOT NULL OR identifiers IS NOT NULL THEN
        EXECUTE format(
            'SELECT ARRAY(
                SELECT p.id FROM households_person p WHERE p.telephone <> '''' AND
                reverse(regexp_replace(p.telephone, ''\D'', '''', ''g'')) LIKE $5 || ''%%''
                AND %s LIMIT 500
            ) || ARRAY(
                SELECT n.person_id FROM households_identifier n
                WHERE n.lookup = ANY ($6) AND n.lookup <> '''' AND n.person_id IS NOT NULL
                AND %s LIMIT 500)',
            familyhubs_when_known(partner, contact, 'p.id'),
            familyhubs_when_known(partner, numbers, 'n.person_id'))
        INTO numbered
        USING seer, seers_group, sees_restricted, day, telephone_from_end, identifiers;
        asked := asked || ' AND p.id = ANY ($8)';
    END IF;
    IF at_postcode IS NOT NULL THEN
        -- Where somebody is known in one home, nothing is told of the other.
        placed := format(' AND EXISTS (
            SELECT FROM households_membership b
            JOIN households_address a ON a.household_id = b.household_id
            WHERE b.person_id = p.id AND (b.left_on IS NULL OR b.left_on > $4)
            AND a.until IS NULL AND a.postcode <> '''' AND a.postcode LIKE $7 || ''%%''
            AND %s AND %s OFFSET 0)',
            familyhubs_when_address_seen(partner),
            familyhubs_when_known(partner, identity, 'p.id', 'b.household_id'));
    END IF;

    IF partner THEN
        own := ARRAY(
            SELECT g.person_id FROM households_persongrant g
            WHERE g.group_id = seers_group AND g.permission_id = identity
            AND g.valid_from <= day AND (g.valid_until IS NULL OR g.valid_until > day)
            LIMIT {MANY} + 1);
        IF cardinality(own) <= {MANY} THEN
            asked := asked || ' AND p.id = ANY ($12)';
        END IF;
        own_homes := ARRAY(
            SELECT g.household_id FROM households_householdgrant g
            WHERE g.group_id = seers_group
            AND g.permission_id = familyhubs_category('view_household')
            AND g.valid_from <= day AND (g.valid_until IS NULL OR g.valid_until > day)
            LIMIT {MANY} + 1);
    END IF;

    -- The nearest spelling first; a further one only as long as there is room.
    IF words <> '{}' THEN
        spellings := familyhubs_spellings(words, plain, keys);
    ELSIF born_from IS NOT NULL OR numbered IS NOT NULL THEN
        spellings := ARRAY['true'];
    END IF;
    FOR step IN 1 .. cardinality(spellings) LOOP
        CONTINUE WHEN spellings[step] IS NULL;
        -- Names that only look alike come last, and beside a postcode none but the nearest.
        EXIT WHEN cardinality(had) >= most
            OR had <> '{}' AND (step = 6 OR at_postcode IS NOT NULL);
        statement := format(
            'SELECT p.id FROM (
                SELECT c.id FROM (
                    SELECT p.id, similarity(concat_ws('' '',
                        p.given_name, p.family_name, p.preferred_name), $10) AS near
                    FROM households_person p
                    WHERE p.merged_into_id IS NULL AND p.id <> ALL ($9) AND %s %s LIMIT %s
                ) AS c ORDER BY c.near DESC, c.id DESC OFFSET 0
            ) AS p WHERE %s %s LIMIT $11',
            spellings[step], asked, CASE WHEN partner THEN 'ALL' ELSE '5000' END, seen, placed);
        FOR one IN EXECUTE statement
            USING seer, seers_group, sees_restricted, day, born_from, born_until, at_postcode,
                numbered, had, array_to_string(words, ' '), most - cardinality(had), own
        LOOP
            had := had || one;
            person_id := one;
            household_id := NULL;
            nearness := step;
            RETURN NEXT;
        END LOOP;
    END LOOP;

    -- Households: at a postcode, of a property's number, of a name that none of their people has.
    IF words = '{}' AND born_from IS NULL AND numbered IS NULL AND at_postcode IS NOT NULL THEN
        homes := homes || format(
            'SELECT a.household_id FROM households_address a WHERE a.until IS NULL
            AND a.postcode <> '''' AND a.postcode LIKE $5 || ''%%'' AND %s %s',
            familyhubs_when_address_seen(partner),
            CASE WHEN cardinality(own_homes) <= {MANY}
            THEN 'AND a.household_id = ANY ($9)' ELSE '' END);
    END IF;
    IF words = '{}' AND identifiers IS NOT NULL THEN
        homes := homes || format(
            'SELECT a.household_id FROM households_identifier n
            JOIN households_address a ON a.id = n.address_id
            WHERE n.lookup = ANY ($6) AND n.lookup <> '''' AND a.until IS NULL AND %s AND %s',
            familyhubs_when_address_seen(partner),
            familyhubs_when_known_of_anybody(partner, numbers, 'a.household_id'));
    END IF;
    IF words <> '{}' AND had = '{}' AND placed = ''
        AND born_from IS NULL AND numbered IS NULL THEN
        homes := homes || format(
            'SELECT w.id FROM households_household w
            WHERE familyhubs_name_keys(w.name, '''', '''') @> $7 AND %s AND %s',
            familyhubs_when_seen(partner, 'w.id'),
            familyhubs_when_known_of_anybody(partner, identity, 'w.id'));
    END IF;
    FOREACH statement IN ARRAY homes LOOP
        FOR one IN EXECUTE statement || ' LIMIT $8'
            USING seer, seers_group, sees_restricted, day, at_postcode, identifiers, words, most,
                own_homes
        LOOP
            person_id := NULL;
            household_id := one;
            nearness := 1;
            RETURN NEXT;
        END LOOP;
    END LOOP;
END $function$;
"""
BACK = before.in_its_place(before.changed(before.SEARCH))


def search(many: int = MANY) -> str:
    """The function, for partners of up to so many households and people to begin with their own."""
    return SEARCH.replace("{MANY}", str(many))


class Migration(migrations.Migration):
    dependencies = [("households", "0024_indexes_of_who_is_known")]

    operations = [migrations.RunSQL(search(), BACK)]
