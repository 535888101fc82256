"""The search itself: one function that finds the best within what one user may see.

It runs with the owner's rights, because under row-level security no index serves a search (LIKE
and && are not leakproof: 3 to 20 seconds for a name not found). So the first functions here say in
SQL what `visible_to` says in Python (households/models/scope.py), a test holds the two against
each other, and what is found is ids alone, which the page loads again through `visible_to`.
"""

from django.db import migrations

from familyhubs.database.roles import DatabaseRole

SEER = """
CREATE TYPE familyhubs_seer AS (id bigint, group_id bigint, sees_restricted boolean, day date);
COMMENT ON TYPE familyhubs_seer IS
    'Who asks: the user; the organisation''s group, none for the council; the day it is';
"""

CLOSED = """
CREATE FUNCTION familyhubs_is_closed(who familyhubs_seer, home bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_catalog, pg_temp COST 1000 AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM households_household h
        WHERE h.id = home AND (h.merged_into_id IS NOT NULL OR h.restricted
            AND NOT who.sees_restricted AND NOT EXISTS (
                SELECT FROM households_householdusergrant n
                WHERE n.household_id = home AND n.user_id = who.id AND n.valid_from <= who.day
                AND (n.valid_until IS NULL OR n.valid_until > who.day))));
END $$;
COMMENT ON FUNCTION familyhubs_is_closed IS
    'Merged into another, or restricted to people of whom this user is none';
"""

MAY_OPEN = """
CREATE FUNCTION familyhubs_may_open(who familyhubs_seer, home bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_catalog, pg_temp COST 1000 AS $$
BEGIN
    RETURN NOT familyhubs_is_closed(who, home) AND (who.group_id IS NULL OR EXISTS (
        SELECT FROM households_householdgrant g
        WHERE g.group_id = who.group_id AND g.household_id = home AND g.valid_from <= who.day
        AND (g.valid_until IS NULL OR g.valid_until > who.day)
        AND g.permission_id = familyhubs_category('view_household')));
END $$;
"""

CATEGORY = """
CREATE FUNCTION familyhubs_category(wanted text) RETURNS int
LANGUAGE plpgsql STABLE STRICT SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT p.id FROM auth_permission p
        JOIN django_content_type t ON t.id = p.content_type_id
        WHERE t.app_label = 'households' AND t.model IN ('household', 'person')
        AND p.codename = wanted);
END $$;
"""

MAY_KNOW = """
CREATE FUNCTION familyhubs_may_know(
    who familyhubs_seer, category int, person bigint, home bigint DEFAULT NULL
) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_catalog, pg_temp COST 1000 AS $$
BEGIN
    IF who.group_id IS NULL THEN
        RETURN EXISTS (
            SELECT FROM households_membership l
            WHERE l.person_id = person AND (home IS NULL OR l.household_id = home)
            AND NOT familyhubs_is_closed(who, l.household_id));
    END IF;
    RETURN EXISTS (
        SELECT FROM households_persongrant g
        JOIN households_involvement i ON i.id = g.involvement_id
        WHERE g.group_id = who.group_id AND g.permission_id = category AND g.person_id = person
        AND g.valid_from <= who.day AND (g.valid_until IS NULL OR g.valid_until > who.day)
        AND (home IS NULL OR i.household_id = home)
        AND EXISTS (
            SELECT FROM households_membership l
            WHERE l.person_id = person AND l.household_id = i.household_id
            AND (l.left_on IS NULL OR l.left_on > who.day))
        AND NOT familyhubs_is_closed(who, i.household_id));
END $$;
COMMENT ON FUNCTION familyhubs_may_know IS
    'One category of one person: in one of its households, or in any';
"""

MAY_KNOW_OF_ANYBODY = """
CREATE FUNCTION familyhubs_may_know_of_anybody(who familyhubs_seer, category int, home bigint)
RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_catalog, pg_temp COST 1000 AS $$
BEGIN
    RETURN who.group_id IS NULL OR EXISTS (
        SELECT FROM households_membership l
        WHERE l.household_id = home AND l.left_on IS NULL
        AND familyhubs_may_know(who, category, l.person_id, home));
END $$;
"""

SEARCH = r"""
CREATE FUNCTION familyhubs_search(
    seer bigint, seers_group bigint, sees_restricted boolean, day date, typed text,
    born_from date, born_until date, at_postcode text, telephone_from_end text,
    identifiers text[], most int
) RETURNS TABLE (person_id bigint, household_id bigint, nearness int)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    who familyhubs_seer := ROW(seer, seers_group, sees_restricted, day);
    identity int := familyhubs_category('see_identity');
    contact int := familyhubs_category('see_contact_details');
    numbers int := familyhubs_category('see_identifiers');
    words text[] := (array_remove(string_to_array(familyhubs_plain(typed), ' '), ''))[1:5];
    plain constant text := 'familyhubs_plain_names(p.given_name, p.family_name, p.preferred_name)';
    keys constant text := 'familyhubs_name_keys(p.given_name, p.family_name, p.preferred_name)';
    asked text := '';
    spellings text[];
    numbered bigint[];
    found bigint[] := '{}';
    one bigint;
BEGIN
    -- What is asked besides a name.
    IF born_from IS NOT NULL THEN
        asked := asked || ' AND p.date_of_birth BETWEEN $3 AND $4';
    END IF;
    IF telephone_from_end IS NOT NULL OR identifiers IS NOT NULL THEN
        numbered := ARRAY(
            SELECT p.id FROM households_person p
            WHERE p.telephone <> '' AND reverse(regexp_replace(p.telephone, '\D', '', 'g'))
                LIKE telephone_from_end || '%'
            AND familyhubs_may_know(who, contact, p.id) LIMIT 500
        ) || ARRAY(
            SELECT n.person_id FROM households_identifier n
            WHERE n.lookup = ANY (identifiers) AND n.lookup <> '' AND n.person_id IS NOT NULL
            AND familyhubs_may_know(who, numbers, n.person_id) LIMIT 500);
        asked := asked || ' AND p.id = ANY ($6)';
    END IF;
    IF at_postcode IS NOT NULL THEN
        -- Where somebody is seen in one home, nothing is told of the other.
        asked := asked || ' AND EXISTS (
            SELECT FROM households_membership l
            JOIN households_address a ON a.household_id = l.household_id
            WHERE l.person_id = p.id AND (l.left_on IS NULL OR l.left_on > $1.day)
            AND a.until IS NULL AND a.postcode <> '''' AND a.postcode LIKE $5 || ''%''
            AND (NOT a.hidden OR $1.group_id IS NULL) AND familyhubs_may_open($1, a.household_id)
            AND familyhubs_may_know($1, $2, p.id, l.household_id)
            AND familyhubs_may_know_of_anybody($1, $7, l.household_id))';
    END IF;

    -- The nearest spelling first; a further one only as long as there is room.
    spellings := familyhubs_spellings(words, plain, keys);
    IF words = '{}' AND (born_from IS NOT NULL OR numbered IS NOT NULL) THEN
        spellings := ARRAY['true'];
    END IF;
    FOR step IN 1 .. coalesce(array_length(spellings, 1), 0) LOOP
        CONTINUE WHEN spellings[step] IS NULL;
        EXIT WHEN cardinality(found) >= most OR step = 6 AND found <> '{}';
        FOR one IN EXECUTE format(
            'SELECT c.id FROM (
                SELECT p.id, %s AS plain FROM households_person p
                WHERE p.merged_into_id IS NULL AND p.id <> ALL ($8) AND %s %s
                AND familyhubs_may_know($1, $2, p.id) LIMIT 200) AS c
            ORDER BY similarity(c.plain, $9) DESC, c.id DESC LIMIT $10',
            plain, spellings[step], asked)
            USING who, identity, born_from, born_until, at_postcode, numbered, contact, found,
                array_to_string(words, ' '), most - cardinality(found)
        LOOP
            found := found || one;
            person_id := one; household_id := NULL; nearness := step;
            RETURN NEXT;
        END LOOP;
    END LOOP;

    -- Households: at a postcode, of a property's number, of a name that none of their people has.
    FOR one IN
        SELECT DISTINCT a.household_id FROM households_address a
        WHERE words = '{}' AND born_from IS NULL AND numbered IS NULL
        AND a.until IS NULL AND a.postcode <> '' AND a.postcode LIKE at_postcode || '%'
        AND (NOT a.hidden OR who.group_id IS NULL) AND familyhubs_may_open(who, a.household_id)
        AND familyhubs_may_know_of_anybody(who, contact, a.household_id)
        UNION
        SELECT a.household_id FROM households_identifier n
        JOIN households_address a ON a.id = n.address_id
        WHERE n.lookup = ANY (identifiers) AND n.lookup <> '' AND words = '{}'
        AND (NOT a.hidden OR who.group_id IS NULL) AND familyhubs_may_open(who, a.household_id)
        AND familyhubs_may_know_of_anybody(who, contact, a.household_id)
        AND familyhubs_may_know_of_anybody(who, numbers, a.household_id)
        UNION
        SELECT h.id FROM households_household h
        WHERE words <> '{}' AND found = '{}' AND asked = ''
        AND familyhubs_name_keys(h.name, '', '') @> words AND h.merged_into_id IS NULL
        AND familyhubs_may_open(who, h.id)
        AND familyhubs_may_know_of_anybody(who, identity, h.id)
        LIMIT greatest(most - cardinality(found), 0)
    LOOP
        person_id := NULL; household_id := one; nearness := 1;
        RETURN NEXT;
    END LOOP;
END $function$;
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

SIGNATURE = (
    "familyhubs_search(bigint, bigint, boolean, date, text, date, date, text, text, text[], int)"
)
RIGHTS = f"""
REVOKE ALL ON FUNCTION {SIGNATURE} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {SIGNATURE} TO {DatabaseRole.WEB};
"""

BACK = f"""
DROP FUNCTION {SIGNATURE};
DROP FUNCTION familyhubs_spellings(text[], text, text);
DROP FUNCTION familyhubs_may_know_of_anybody(familyhubs_seer, int, bigint);
DROP FUNCTION familyhubs_may_know(familyhubs_seer, int, bigint, bigint);
DROP FUNCTION familyhubs_may_open(familyhubs_seer, bigint);
DROP FUNCTION familyhubs_category(text);
DROP FUNCTION familyhubs_is_closed(familyhubs_seer, bigint);
DROP TYPE familyhubs_seer;
"""


class Migration(migrations.Migration):
    dependencies = [("households", "0009_search_indexes")]

    operations = [
        migrations.RunSQL(
            SEER
            + CLOSED
            + CATEGORY
            + MAY_OPEN
            + MAY_KNOW
            + MAY_KNOW_OF_ANYBODY
            + SPELLINGS
            + SEARCH
            + RIGHTS,
            BACK,
        )
    ]
