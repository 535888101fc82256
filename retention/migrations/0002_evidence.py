"""Evidence stays as it was written, by trigger (house rule 8); so does what only looks like it."""

from django.db import migrations

from familyhubs.database.triggers import AppendOnly

SWEEP = "retention_sweeprun"
DEMO = "retention_demodatabase"

# A sweep is a row while it runs and evidence once it is over.
FINISHED_SWEEPS_STAY = migrations.RunSQL(
    sql=f"""
    CREATE FUNCTION retention_finished_sweeps_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND OLD.finished_at IS NULL THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a sweep that is over stays as it was: % is not allowed', TG_OP
            USING ERRCODE = 'insufficient_privilege';
    END $$;
    CREATE TRIGGER {SWEEP}_stays BEFORE UPDATE OR DELETE ON {SWEEP}
        FOR EACH ROW EXECUTE FUNCTION retention_finished_sweeps_stay();
    CREATE TRIGGER {SWEEP}_no_truncate BEFORE TRUNCATE ON {SWEEP}
        FOR EACH STATEMENT EXECUTE FUNCTION retention_finished_sweeps_stay();
    """,
    reverse_sql=f"""
    DROP TRIGGER {SWEEP}_stays ON {SWEEP};
    DROP TRIGGER {SWEEP}_no_truncate ON {SWEEP};
    DROP FUNCTION retention_finished_sweeps_stay();
    """,
)

# A database with a family in it cannot be declared a demo one.
ONLY_AN_EMPTY_DATABASE_IS_A_DEMO = migrations.RunSQL(
    sql=f"""
    CREATE FUNCTION retention_only_an_empty_database() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT FROM households_household) THEN
            RAISE EXCEPTION 'a database that holds households cannot be marked as a demo one'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER {DEMO}_only_when_empty BEFORE INSERT ON {DEMO}
        FOR EACH ROW EXECUTE FUNCTION retention_only_an_empty_database();
    """,
    reverse_sql=f"""
    DROP TRIGGER {DEMO}_only_when_empty ON {DEMO};
    DROP FUNCTION retention_only_an_empty_database();
    """,
)


class Migration(migrations.Migration):
    dependencies = [("retention", "0001_initial")]

    operations = [
        AppendOnly("retention_scheduleversion"),
        AppendOnly("retention_schedulerule"),
        AppendOnly("retention_certificate"),
        AppendOnly("retention_historicalhold", disposable=True),
        AppendOnly(DEMO),
        FINISHED_SWEEPS_STAY,
        ONLY_AN_EMPTY_DATABASE_IS_A_DEMO,
    ]
