"""A referral knows its agreement's last day: after it, whom it was sent to reads it no more.

It stands on the referral itself, so that the second wall asks nothing more than it did: the row it
reads anyway says it. Where nobody took a step (the agreement ran out), the step names nobody.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from familyhubs.database.tables import AtOnce

FUNCTION = """
CREATE OR REPLACE FUNCTION familyhubs_referred(which bigint)
RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE COST 1000
SET search_path = public, pg_temp AS $$
DECLARE
    sight text := current_setting('familyhubs.sight', true);
    day date := nullif(current_setting('familyhubs.day', true), '')::date;
    who bigint := nullif(current_setting('familyhubs.organisation', true), '')::bigint;
    home bigint;
    receiver bigint;
    stands text;
    -- a last day --
BEGIN
    IF sight IN ('all', 'whole') THEN RETURN true; END IF;
    IF sight IS NULL OR sight NOT IN ('council', 'partner') THEN RETURN false; END IF;
    SELECT r.household_id, r.organisation_id, r.state -- it --
    FROM referrals_referral r WHERE r.id = which;
    IF home IS NULL THEN RETURN false; END IF;
    IF sight = 'council' THEN RETURN familyhubs_sees(home); END IF;
    IF receiver IS DISTINCT FROM who THEN RETURN false; END IF;
    -- is over --
    IF stands IN ('accepted', 'started') THEN RETURN familyhubs_sees(home); END IF;
    RETURN stands IN ('sent', 'received', 'waiting') AND familyhubs_open(home) AND EXISTS (
        SELECT FROM organisations_organisation o
        WHERE o.id = who AND o.is_active AND o.sharing_agreement_until >= day);
END $$;
"""


def in_sql(last_day: str, it: str, is_over: str) -> str:
    written = FUNCTION.replace("-- a last day --", last_day).replace("-- it --", it)
    return written.replace("-- is over --", is_over)


REFERRED = in_sql(
    "last_day date;",
    ", r.until INTO home, receiver, stands, last_day",
    "IF last_day IS NOT NULL AND (last_day >= day) IS NOT TRUE THEN RETURN false; END IF;",
)
AS_IT_WAS = in_sql("", "INTO home, receiver, stands", "")
BECAUSE = [
    ("full", "There is no place"),
    ("not_offered", "There is no such service"),
    ("not_eligible", "The family is not eligible"),
    ("too_far", "It is too far for the family"),
    ("by_the_family", "The family does not want it"),
    ("by_mistake", "It was sent by mistake"),
    ("not_needed", "It is no longer needed"),
    ("stopped_sharing", "The family stopped sharing"),
    ("ran_out", "What the family agreed to has run out"),
    ("other", "Something else"),
]


def until():
    return models.DateField(null=True, verbose_name="its agreement holds until")


def because():
    return models.CharField(blank=True, choices=BECAUSE, max_length=20, verbose_name="why")


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0014_lists_in_their_order"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce(
            migrations.AddField("historicalreferral", "until", until()),
            migrations.AddField("referral", "until", until()),
            migrations.AlterField("historicalreferralstep", "because", because()),
            migrations.AlterField("referralstep", "because", because()),
            migrations.AlterField(
                "referralstep",
                "by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ),
        migrations.RunSQL(REFERRED, AS_IT_WAS),
    ]
