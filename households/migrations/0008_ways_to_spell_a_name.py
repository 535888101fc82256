"""What a name is looked for by: its plain words, what they sound like, one letter more or less.

Immutable, so that indexes can stand on them (0009). Everything inside is named with its schema or
found under the fixed search_path: an index is built and restored with no other.
"""

from django.db import migrations

# The dictionary is named, because unaccent(text) alone depends on the search_path.
PLAIN = r"""
CREATE FUNCTION familyhubs_plain(written text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
SET search_path = public, pg_catalog, pg_temp AS $$
    SELECT btrim(regexp_replace(
        regexp_replace(
            lower(unaccent('public.unaccent', normalize(written, NFKC))),
            '[''`\u00b4\u2019\u2018\u02bc\u0300-\u036f]', '', 'g'),
        '[^[:alnum:]]+', ' ', 'g'))
$$;
COMMENT ON FUNCTION familyhubs_plain IS
    'A name in small letters without accents and apostrophes, its words apart';
"""

NAMES = """
CREATE FUNCTION familyhubs_plain_names(given text, family text, preferred text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
SET search_path = public, pg_catalog, pg_temp AS $$
    SELECT ' ' || familyhubs_plain(given || ' ' || family || ' ' || preferred)
$$;
COMMENT ON FUNCTION familyhubs_plain_names IS
    'All names of a person, with a blank before each word so that its beginning can be found';
"""

# dmetaphone stops at four codes, and would take Christopher for Christina; metaphone goes on.
SOUNDS = """
CREATE FUNCTION familyhubs_sounds(word text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
SET search_path = public, pg_catalog, pg_temp AS $$
    SELECT CASE WHEN word ~ '^[a-z]{3,60}$' AND dmetaphone(word) <> '' THEN ARRAY[
        '~' || dmetaphone(word) || substr(metaphone(word, 12), 5),
        '~' || dmetaphone_alt(word) || substr(metaphone(word, 12), 5)]
    ELSE '{}' END
$$;
COMMENT ON FUNCTION familyhubs_sounds IS 'What a word sounds like to an English ear, two ways';
"""

# Two words that share one of these are a letter apart: added, left out, changed, two swapped.
SLIPS = """
CREATE FUNCTION familyhubs_slips(word text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
SET search_path = public, pg_catalog, pg_temp AS $$
    SELECT CASE WHEN length(word) BETWEEN 4 AND 24 THEN ARRAY(
        SELECT '-' || overlay(word PLACING '' FROM place FOR 1)
        FROM generate_series(1, length(word)) AS place
        UNION SELECT '-' || word)
    ELSE '{}' END
$$;
COMMENT ON FUNCTION familyhubs_slips IS
    'A word, and what is left of it without each of its letters';
"""

KEYS = """
CREATE FUNCTION familyhubs_name_keys(given text, family text, preferred text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
SET search_path = public, pg_catalog, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT key), '{}')
    FROM unnest(ARRAY[familyhubs_plain(given), familyhubs_plain(family),
                      familyhubs_plain(preferred)]) AS name,
        -- "De Souza" is found as "Desouza", too.
        unnest(string_to_array(name, ' ') || replace(name, ' ', '')) AS word,
        unnest(word || familyhubs_sounds(word) || familyhubs_slips(word)) AS key
    WHERE word <> ''
$$;
COMMENT ON FUNCTION familyhubs_name_keys IS
    'Each word of the names, its sounds (~) and its slips of the keyboard (-)';
"""

NAMES_OF_FUNCTIONS = [
    "familyhubs_name_keys(text, text, text)",
    "familyhubs_slips(text)",
    "familyhubs_sounds(text)",
    "familyhubs_plain_names(text, text, text)",
    "familyhubs_plain(text)",
]


class Migration(migrations.Migration):
    dependencies = [("households", "0007_references_in_any_case")]

    operations = [
        # prepare_database makes them; a database prepared before they were needed has them here.
        migrations.RunSQL(
            "CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE EXTENSION IF NOT EXISTS fuzzystrmatch; "
            "CREATE EXTENSION IF NOT EXISTS unaccent;",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            PLAIN + NAMES + SOUNDS + SLIPS + KEYS,
            "".join(f"DROP FUNCTION {name};" for name in NAMES_OF_FUNCTIONS),
        ),
    ]
