"""What a name is looked for by: its plain words, what they sound like, one letter more or less.

Immutable, so that indexes can stand on them (0009), and every name inside is written with its
schema, because an index is built and restored with no search_path at all. In plpgsql, which calls
another function in a twentieth of the time: each person saved is spelt in sixty ways.
"""

from django.db import migrations

# The dictionary is named, because unaccent(text) alone depends on the search_path.
PLAIN = r"""
CREATE FUNCTION familyhubs_plain(written text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
BEGIN
    RETURN btrim(regexp_replace(
        translate(
            lower(public.unaccent('public.unaccent'::regdictionary, normalize(written, NFKC))),
            U&'\0027\0060\00b4\2018\2019\02bc', ''),
        '[^[:alnum:]]+', ' ', 'g'));
END $$;
COMMENT ON FUNCTION familyhubs_plain IS
    'A name in small letters without accents and apostrophes, its words apart';
"""

NAMES = """
CREATE FUNCTION familyhubs_plain_names(given text, family text, preferred text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
BEGIN
    RETURN ' ' || public.familyhubs_plain(given || ' ' || family || ' ' || preferred);
END $$;
COMMENT ON FUNCTION familyhubs_plain_names IS
    'All names of a person, with a blank before each word so that its beginning can be found';
"""

# dmetaphone stops at four codes, and would take Christopher for Christina; metaphone goes on.
SOUNDS = """
CREATE FUNCTION familyhubs_sounds(word text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
DECLARE
    further text;
BEGIN
    IF word !~ '^[a-z]{3,60}$' OR public.dmetaphone(word) = '' THEN
        RETURN '{}';
    END IF;
    further := substr(public.metaphone(word, 12), 5);
    RETURN ARRAY['~' || public.dmetaphone(word) || further,
                 '~' || public.dmetaphone_alt(word) || further];
END $$;
COMMENT ON FUNCTION familyhubs_sounds IS 'What a word sounds like to an English ear, two ways';
"""

# Two words that share one of these are a letter apart: added, left out, changed, two swapped.
SLIPS = """
CREATE FUNCTION familyhubs_slips(word text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
DECLARE
    slips text[] := ARRAY['-' || word];
BEGIN
    IF length(word) NOT BETWEEN 4 AND 24 THEN
        RETURN '{}';
    END IF;
    FOR place IN 1 .. length(word) LOOP
        slips := slips || ('-' || left(word, place - 1) || substr(word, place + 1));
    END LOOP;
    RETURN slips;
END $$;
COMMENT ON FUNCTION familyhubs_slips IS
    'A word, and what is left of it without each of its letters';
"""

KEYS = """
CREATE FUNCTION familyhubs_name_keys(given text, family text, preferred text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$
DECLARE
    name text;
    word text;
    words text[];
    keys text[] := '{}';
BEGIN
    FOREACH name IN ARRAY ARRAY[given, family, preferred] LOOP
        name := public.familyhubs_plain(name);
        words := string_to_array(name, ' ');
        IF cardinality(words) > 1 THEN  -- "De Souza" is found as "Desouza", too
            words := words || replace(name, ' ', '');
        END IF;
        FOREACH word IN ARRAY words LOOP
            keys := keys || word || public.familyhubs_sounds(word)
                || public.familyhubs_slips(word);
        END LOOP;
    END LOOP;
    RETURN array_remove(keys, '');
END $$;
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
