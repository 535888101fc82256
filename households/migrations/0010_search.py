"""The search itself: one function that finds the best within what one user may see.

It runs with the owner's rights, because under row-level security no index serves a search (LIKE
and && are not leakproof: 3 to 20 seconds for a name not found). So the first functions here say in
SQL what `visible_to` says in Python (households/models/scope.py), a test holds the two against
each other, and what is found is ids alone, which the page loads again through `visible_to`.
"""

from django.db import migrations

from familyhubs.database.roles import DatabaseRole

CATEGORY = """
CREATE FUNCTION familyhubs_category(wanted text) RETURNS int LANGUAGE sql STABLE STRICT AS $$
    SELECT p.id FROM auth_permission p JOIN django_content_type t ON t.id = p.content_type_id
    WHERE t.app_label = 'households' AND t.model IN ('household', 'person')
    AND p.codename = wanted
$$;
"""

# Each of these writes a condition for the search's statement, where $1 is the user, $2 the group of
# a partner's organisation, $3 whether all restricted households are seen, $4 the day. Conditions
# and not functions to call, because a call for each row costs ten times as much; OFFSET 0 has
# PostgreSQL ask row by row, where it would else hash all that an organisation may see.
SCOPE = """
CREATE FUNCTION familyhubs_when_open(home text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT format('EXISTS (
        SELECT FROM households_household h WHERE h.id = %s AND h.merged_into_id IS NULL
        AND (NOT h.restricted OR $3 OR EXISTS (
            SELECT FROM households_householdusergrant n
            WHERE n.household_id = h.id AND n.user_id = $1 AND n.valid_from <= $4
            AND (n.valid_until IS NULL OR n.valid_until > $4))) OFFSET 0)', home)
$$;
COMMENT ON FUNCTION familyhubs_when_open IS
    'A household is not merged into another, nor restricted to people of whom the user is none';

CREATE FUNCTION familyhubs_when_seen(partner boolean, home text) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT concat_ws(' AND ', familyhubs_when_open(home), CASE WHEN partner THEN format('EXISTS (
        SELECT FROM households_householdgrant g
        WHERE g.group_id = $2 AND g.household_id = %s AND g.valid_from <= $4
        AND (g.valid_until IS NULL OR g.valid_until > $4)
        AND g.permission_id = %s OFFSET 0)', home, familyhubs_category('view_household')) END)
$$;
COMMENT ON FUNCTION familyhubs_when_seen IS 'The household is one that the user may see';

CREATE FUNCTION familyhubs_when_known(
    partner boolean, category int, person text, home text DEFAULT NULL
) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN partner THEN format('EXISTS (
        SELECT FROM households_persongrant g
        JOIN households_involvement i ON i.id = g.involvement_id
        JOIN households_membership l
            ON l.person_id = g.person_id AND l.household_id = i.household_id
        WHERE g.group_id = $2 AND g.permission_id = %1$s AND g.person_id = %2$s
        AND g.valid_from <= $4 AND (g.valid_until IS NULL OR g.valid_until > $4)
        AND i.household_id = %3$s AND (l.left_on IS NULL OR l.left_on > $4) AND %4$s OFFSET 0)',
        category, person, coalesce(home, 'i.household_id'),
        familyhubs_when_open('i.household_id'))
    -- Who lives in a restricted household is known only through another home of today.
    ELSE format('EXISTS (
        SELECT FROM households_membership l
        WHERE l.person_id = %1$s AND l.household_id = %2$s AND %3$s
        AND (l.left_on IS NULL OR l.left_on > $4 OR NOT EXISTS (
            SELECT FROM households_membership c
            WHERE c.person_id = %1$s AND (c.left_on IS NULL OR c.left_on > $4)
            AND NOT (%4$s) OFFSET 0)) OFFSET 0)',
        person, coalesce(home, 'l.household_id'), familyhubs_when_open('l.household_id'),
        familyhubs_when_open('c.household_id'))
    END
$$;
COMMENT ON FUNCTION familyhubs_when_known IS
    'One category of one person is known to the user: through one of its households, or any';

CREATE FUNCTION familyhubs_when_known_of_anybody(partner boolean, category int, home text)
RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN partner THEN format('EXISTS (
        SELECT FROM households_membership m
        WHERE m.household_id = %s AND m.left_on IS NULL AND %s OFFSET 0)',
        home, familyhubs_when_known(partner, category, 'm.person_id', home))
    ELSE 'true' END
$$;

CREATE FUNCTION familyhubs_when_address_seen(partner boolean) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT concat_ws(' AND ', 'NOT a.hidden',
        familyhubs_when_seen(partner, 'a.household_id'),
        familyhubs_when_known_of_anybody(
            partner, familyhubs_category('see_contact_details'), 'a.household_id'))
$$;
COMMENT ON FUNCTION familyhubs_when_address_seen IS
    'The address a is seen: a hidden one by nobody, another by who knows somebody living there';
"""

# Literals are quoted by format(%L); the words hold letters and digits alone.
SPELLINGS = r"""
CREATE FUNCTION familyhubs_spellings(words text[], plain text, keys text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    letters text;
    begins text;
    sounds text;
    slips text;
    like_it text;
    word text;
    so text;
    long text[] := ARRAY(SELECT one FROM unnest(words) AS one WHERE length(one) > 1);
    joined text;
BEGIN
    IF long = '{}' THEN RETURN '{}'; END IF;
    FOREACH word IN ARRAY words LOOP
        so := format('%s LIKE %L', plain, '% ' || word || '%');
        begins := concat_ws(' AND ', begins, so);
        IF length(word) = 1 THEN  -- an initial
            letters := concat_ws(' AND ', letters, so);
        ELSE
            sounds := concat_ws(' AND ', sounds,
                format('%s && %L::text[]', keys, word || familyhubs_sounds(word)));
            slips := concat_ws(' AND ', slips, format('%s && %L::text[]', keys,
                word || familyhubs_sounds(word) || familyhubs_slips(word)));
            like_it := concat_ws(' AND ', like_it, format('%L <<%% %s', word, plain));
        END IF;
    END LOOP;
    -- "Mc Donald" for "McDonald": each two words that stand together, as one.
    SELECT string_agg(format('%s @> %L::text[]', keys,
        long[:at - 1] || ARRAY[long[at] || long[at + 1]] || long[at + 2:]), ' OR ')
    INTO joined FROM generate_series(1, least(cardinality(long), 4) - 1) AS at;
    RETURN ARRAY[
        concat_ws(' AND ', format('%s @> %L::text[]', keys, long), letters),
        CASE WHEN cardinality(words) > 1 OR length(words[1]) > 2 THEN begins END,
        '(' || joined || ')',
        concat_ws(' AND ', sounds, letters),
        concat_ws(' AND ', slips, letters),
        concat_ws(' AND ', like_it, letters)];
END $$;
COMMENT ON FUNCTION familyhubs_spellings IS
    'Conditions for a name: the same words; begins so; as one word; sounds; a letter off; looks';
"""

SEARCH = r"""
CREATE FUNCTION familyhubs_search(
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
        asked := asked || format(' AND EXISTS (
            SELECT FROM households_membership b
            JOIN households_address a ON a.household_id = b.household_id
            WHERE b.person_id = p.id AND (b.left_on IS NULL OR b.left_on > $4)
            AND a.until IS NULL AND a.postcode <> '''' AND a.postcode LIKE $7 || ''%%''
            AND %s AND %s OFFSET 0)',
            familyhubs_when_address_seen(partner),
            familyhubs_when_known(partner, identity, 'p.id', 'b.household_id'));
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
            'SELECT c.id FROM (
                SELECT p.id, %s AS plain FROM households_person p
                WHERE p.merged_into_id IS NULL AND p.id <> ALL ($9) AND %s %s AND %s LIMIT 60
            ) AS c ORDER BY similarity(c.plain, $10) DESC, c.id DESC LIMIT $11',
            plain, spellings[step], asked, seen);
        FOR one IN EXECUTE statement
            USING seer, seers_group, sees_restricted, day, born_from, born_until, at_postcode,
                numbered, had, array_to_string(words, ' '), most - cardinality(had)
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
            AND a.postcode <> '''' AND a.postcode LIKE $5 || ''%%'' AND %s',
            familyhubs_when_address_seen(partner));
    END IF;
    IF words = '{}' AND identifiers IS NOT NULL THEN
        homes := homes || format(
            'SELECT a.household_id FROM households_identifier n
            JOIN households_address a ON a.id = n.address_id
            WHERE n.lookup = ANY ($6) AND n.lookup <> '''' AND a.until IS NULL AND %s AND %s',
            familyhubs_when_address_seen(partner),
            familyhubs_when_known_of_anybody(partner, numbers, 'a.household_id'));
    END IF;
    IF words <> '{}' AND had = '{}' AND asked = '' THEN
        homes := homes || format(
            'SELECT w.id FROM households_household w
            WHERE familyhubs_name_keys(w.name, '''', '''') @> $7 AND %s AND %s',
            familyhubs_when_seen(partner, 'w.id'),
            familyhubs_when_known_of_anybody(partner, identity, 'w.id'));
    END IF;
    FOREACH statement IN ARRAY homes LOOP
        FOR one IN EXECUTE statement || ' LIMIT $8'
            USING seer, seers_group, sees_restricted, day, at_postcode, identifiers, words, most
        LOOP
            person_id := NULL;
            household_id := one;
            nearness := 1;
            RETURN NEXT;
        END LOOP;
    END LOOP;
END $function$;
"""

SIGNATURE = (
    "familyhubs_search(bigint, bigint, boolean, date, text, date, date, text, text, text[], int)"
)
RIGHTS = f"""
REVOKE ALL ON FUNCTION {SIGNATURE} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {SIGNATURE} TO {DatabaseRole.WEB}, {DatabaseRole.WORKER};
"""

BACK = f"""
DROP FUNCTION {SIGNATURE};
DROP FUNCTION familyhubs_spellings(text[], text, text);
DROP FUNCTION familyhubs_when_address_seen(boolean);
DROP FUNCTION familyhubs_when_known_of_anybody(boolean, int, text);
DROP FUNCTION familyhubs_when_known(boolean, int, text, text);
DROP FUNCTION familyhubs_when_seen(boolean, text);
DROP FUNCTION familyhubs_when_open(text);
DROP FUNCTION familyhubs_category(text);
"""


class Migration(migrations.Migration):
    dependencies = [("households", "0009_search_indexes")]

    operations = [migrations.RunSQL(CATEGORY + SCOPE + SPELLINGS + SEARCH + RIGHTS, BACK)]
