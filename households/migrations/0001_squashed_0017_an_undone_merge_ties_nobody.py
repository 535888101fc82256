"""The whole record as it stands after 0017, made at once: what a new database starts from.

The functions a name is spelt by come first, because indexes of the tables stand on them.
"""

import uuid
from importlib import import_module

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from django.db.migrations import CreateModel

import households.references
from familyhubs.database.tables import AtOnce
from familyhubs.database.triggers import AppendOnly, FollowsMerge

names = import_module("households.migrations.0008_ways_to_spell_a_name")
search = import_module("households.migrations.0010_search")
best = import_module("households.migrations.0015_best_of_a_common_name")
walls = import_module("households.migrations.0016_walls")

HISTORIES = [
    *import_module("households.migrations.0002_append_only").HISTORIES,
    *import_module("households.migrations.0006_append_only_in_full").HISTORIES,
    "reveal",
    "suggestion",
]


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("households", "0001_initial"),
        ("households", "0002_append_only"),
        ("households", "0003_versions_in_history"),
        ("households", "0004_the_record_in_full"),
        ("households", "0005_a_data_key_each"),
        ("households", "0006_append_only_in_full"),
        ("households", "0007_references_in_any_case"),
        ("households", "0008_ways_to_spell_a_name"),
        ("households", "0009_search_indexes"),
        ("households", "0010_search"),
        ("households", "0011_reveals"),
        ("households", "0012_possible_duplicates"),
        ("households", "0013_not_told_and_taken_away"),
        ("households", "0014_numbers_and_addresses_alike"),
        ("households", "0015_best_of_a_common_name"),
        ("households", "0016_walls"),
        ("households", "0017_an_undone_merge_ties_nobody"),
    ]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        # Not needed, but quicker: its tables change while few models lead to a user.
        ("guardian", "0003_remove_groupobjectpermission_guardian_gr_content_ae6aec_idx_and_more"),
        ("organisations", "0003_no_last_login"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *names.Migration.operations,
        AtOnce(
            CreateModel(
                name="DuplicateSearch",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("up_to", models.BigIntegerField()),
                    ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    "verbose_name_plural": "duplicate searches",
                    "ordering": ["id"],
                },
            ),
            CreateModel(
                name="Household",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "reference",
                        models.CharField(
                            default=households.references.new_reference,
                            editable=False,
                            max_length=40,
                            unique=True,
                        ),
                    ),
                    ("name", models.CharField(max_length=120, verbose_name="family name")),
                    (
                        "hub",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, to="organisations.hub"
                        ),
                    ),
                    (
                        "created_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    (
                        "restricted",
                        models.BooleanField(
                            default=False,
                            help_text="For example, a colleague's family.",
                            verbose_name="seen only by people named",
                        ),
                    ),
                    (
                        "merged_into",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    ("data_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                    (
                        "import_fingerprint",
                        models.CharField(blank=True, editable=False, max_length=64),
                    ),
                ],
                options={
                    "ordering": ["-id"],
                    "permissions": [
                        ("see_hub_record", "Can see: Hub record: who leads, goals and progress")
                    ],
                    "indexes": [
                        models.Index(
                            condition=models.Q(("restricted", True)),
                            fields=["id"],
                            name="restricted_households",
                        ),
                        django.contrib.postgres.indexes.GinIndex(
                            models.Func(
                                models.F("name"),
                                models.Value(""),
                                models.Value(""),
                                function="familyhubs_name_keys",
                                output_field=django.contrib.postgres.fields.ArrayField(
                                    base_field=models.TextField()
                                ),
                            ),
                            name="household_name_keys",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            django.db.models.functions.text.Upper("reference"),
                            name="reference_in_any_case",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("import_fingerprint", ""), _negated=True),
                            fields=("import_fingerprint",),
                            name="imported_once",
                        ),
                    ],
                },
            ),
            CreateModel(
                name="Address",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "household",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="addresses",
                            to="households.household",
                        ),
                    ),
                    ("lines", models.TextField(blank=True, verbose_name="address")),
                    ("postcode", models.CharField(blank=True, max_length=8)),
                    ("no_fixed_abode", models.BooleanField(default=False)),
                    (
                        "since",
                        models.DateField(blank=True, null=True, verbose_name="lived here since"),
                    ),
                    (
                        "until",
                        models.DateField(blank=True, null=True, verbose_name="lived here until"),
                    ),
                    (
                        "hidden",
                        models.BooleanField(
                            default=False,
                            help_text="Somebody would be in danger if it were known. It is never shared.",
                            verbose_name="keep it hidden",
                        ),
                    ),
                ],
                options={
                    "verbose_name_plural": "addresses",
                    "ordering": ["-id"],
                    "indexes": [
                        models.Index(
                            condition=models.Q(
                                ("until__isnull", True), models.Q(("postcode", ""), _negated=True)
                            ),
                            fields=["postcode"],
                            name="address_postcode",
                            opclasses=["varchar_pattern_ops"],
                        )
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("until__isnull", True)),
                            fields=("household",),
                            name="one_current_address",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("no_fixed_abode", True),
                                models.Q(("lines", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="address_or_no_fixed_abode",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("until__isnull", True),
                                ("since__isnull", True),
                                ("until__gte", models.F("since")),
                                _connector="OR",
                            ),
                            name="address_until_after_since",
                        ),
                    ],
                },
            ),
            CreateModel(
                name="Episode",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "household",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="episodes",
                            to="households.household",
                        ),
                    ),
                    ("opened_on", models.DateField(verbose_name="support opened on")),
                    (
                        "closed_on",
                        models.DateField(blank=True, null=True, verbose_name="support closed on"),
                    ),
                    (
                        "reason",
                        models.CharField(
                            blank=True, max_length=300, verbose_name="why support was opened"
                        ),
                    ),
                    (
                        "closing_reason",
                        models.CharField(
                            blank=True, max_length=300, verbose_name="why support was closed"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "episode of support",
                    "verbose_name_plural": "episodes of support",
                    "ordering": ["-opened_on", "-id"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("closed_on__isnull", True)),
                            fields=("household",),
                            name="one_open_episode",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("closed_on__isnull", True),
                                ("closed_on__gte", models.F("opened_on")),
                                _connector="OR",
                            ),
                            name="closed_after_opened",
                        ),
                    ],
                },
            ),
            CreateModel(
                name="Goal",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "household",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="goals",
                            to="households.household",
                        ),
                    ),
                    (
                        "words",
                        models.CharField(
                            max_length=300, verbose_name="the goal, in the family's words"
                        ),
                    ),
                    (
                        "need",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("education", "School and education"),
                                ("early_years", "Pregnancy, babies and early years"),
                                ("health", "Physical and mental health"),
                                ("substance_use", "Alcohol and drugs"),
                                ("relationships", "Family relationships"),
                                ("abuse", "Keeping children safe from abuse and exploitation"),
                                ("crime", "Crime and antisocial behaviour"),
                                ("domestic_abuse", "Domestic abuse"),
                                ("housing", "Housing"),
                                ("finances", "Money and work"),
                            ],
                            max_length=20,
                            verbose_name="what it is about",
                        ),
                    ),
                    ("set_on", models.DateField(verbose_name="agreed on")),
                    (
                        "baseline",
                        models.PositiveSmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(10),
                            ],
                            verbose_name="score at the start",
                        ),
                    ),
                    (
                        "target",
                        models.PositiveSmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(10),
                            ],
                            verbose_name="score the family aims for",
                        ),
                    ),
                    (
                        "outcome",
                        models.CharField(
                            choices=[
                                ("open", "In progress"),
                                ("achieved", "Achieved"),
                                ("partly", "Partly achieved"),
                                ("not_achieved", "Not achieved"),
                                ("not_wanted", "No longer wanted"),
                            ],
                            default="open",
                            max_length=20,
                        ),
                    ),
                    (
                        "closed_on",
                        models.DateField(blank=True, null=True, verbose_name="closed on"),
                    ),
                ],
                options={
                    "ordering": ["id"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("baseline__range", (1, 10)), ("target__range", (1, 10))
                            ),
                            name="goal_on_the_scale",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("closed_on__isnull", True), ("outcome", "open")),
                                models.Q(
                                    models.Q(("outcome", "open"), _negated=True),
                                    ("closed_on__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="goal_closed_with_its_outcome",
                        ),
                    ],
                },
            ),
            CreateModel(
                name="Attainment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "goal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="attainments",
                            to="households.goal",
                        ),
                    ),
                    ("on", models.DateField(verbose_name="rated on")),
                    (
                        "level",
                        models.SmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(-2),
                                django.core.validators.MaxValueValidator(2),
                            ]
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "goal attainment rating",
                    "ordering": ["on", "id"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("level__range", (-2, 2))), name="attainment_level"
                        )
                    ],
                },
            ),
            CreateModel(
                name="GoalScale",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "goal",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="scale",
                            to="households.goal",
                        ),
                    ),
                    (
                        "much_less",
                        models.CharField(
                            max_length=300, verbose_name="-2: much less than expected"
                        ),
                    ),
                    (
                        "less",
                        models.CharField(max_length=300, verbose_name="-1: less than expected"),
                    ),
                    (
                        "expected",
                        models.CharField(max_length=300, verbose_name="0: the expected outcome"),
                    ),
                    (
                        "better",
                        models.CharField(max_length=300, verbose_name="+1: better than expected"),
                    ),
                    (
                        "much_better",
                        models.CharField(
                            max_length=300, verbose_name="+2: much better than expected"
                        ),
                    ),
                    (
                        "importance",
                        models.PositiveSmallIntegerField(
                            default=1,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(3),
                            ],
                        ),
                    ),
                    (
                        "difficulty",
                        models.PositiveSmallIntegerField(
                            default=1,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(3),
                            ],
                        ),
                    ),
                ],
                options={
                    "verbose_name": "goal attainment scale",
                    "ordering": ["id"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("difficulty__range", (1, 3)), ("importance__range", (1, 3))
                            ),
                            name="goal_scale_weights",
                        )
                    ],
                },
            ),
            CreateModel(
                name="GoalStep",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "goal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="steps",
                            to="households.goal",
                        ),
                    ),
                    ("words", models.CharField(max_length=300, verbose_name="what will be done")),
                    ("who", models.CharField(max_length=120, verbose_name="who will do it")),
                    ("by_when", models.DateField(verbose_name="by when")),
                    ("done_on", models.DateField(blank=True, null=True)),
                    (
                        "dropped",
                        models.BooleanField(default=False, verbose_name="no longer needed"),
                    ),
                ],
                options={
                    "verbose_name": "step towards a goal",
                    "verbose_name_plural": "steps towards a goal",
                    "ordering": ["by_when", "id"],
                },
            ),
            CreateModel(
                name="HouseholdUserGrant",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "permission",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, to="auth.permission"
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "content_object",
                        models.ForeignKey(
                            db_column="household_id",
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="named_users",
                            to="households.household",
                        ),
                    ),
                    ("valid_from", models.DateField()),
                    ("valid_until", models.DateField(null=True)),
                ],
                options={
                    "verbose_name": "person named for a restricted household",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("user", "permission", "content_object"), name="named_once"
                        )
                    ],
                },
            ),
            CreateModel(
                name="LeadAssignment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "household",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="lead_assignments",
                            to="households.household",
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            to="organisations.organisation",
                            verbose_name="lead partner",
                        ),
                    ),
                    (
                        "practitioner",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="lead practitioner",
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("offered", "Waiting for an answer"),
                                ("accepted", "Leading"),
                                ("declined", "Declined"),
                                ("withdrawn", "Offer withdrawn"),
                                ("ended", "Handed over or ended"),
                            ],
                            default="offered",
                            max_length=20,
                        ),
                    ),
                    (
                        "reason",
                        models.CharField(
                            blank=True, max_length=300, verbose_name="why this organisation"
                        ),
                    ),
                    (
                        "answer_reason",
                        models.CharField(blank=True, max_length=300, verbose_name="reason given"),
                    ),
                    ("offered_at", models.DateTimeField()),
                    (
                        "offered_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("answered_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "answered_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("ended_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "ended_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "end_reason",
                        models.CharField(blank=True, max_length=300, verbose_name="why it ended"),
                    ),
                ],
                options={
                    "verbose_name": "lead",
                    "ordering": ["-offered_at", "-id"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("state", "accepted")),
                            fields=("household",),
                            name="one_lead",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("state", "offered")),
                            fields=("household",),
                            name="one_offer_of_the_lead",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("answered_at__isnull", True), ("answered_by__isnull", True)
                                ),
                                models.Q(
                                    ("answered_at__isnull", False), ("answered_by__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            name="lead_answered_at_and_by",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                                models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                                _connector="OR",
                            ),
                            name="lead_ended_at_and_by",
                        ),
                    ],
                },
            ),
            CreateModel(
                name="Person",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("given_name", models.CharField(max_length=80, verbose_name="first name")),
                    ("family_name", models.CharField(max_length=80, verbose_name="last name")),
                    (
                        "preferred_name",
                        models.CharField(blank=True, max_length=80, verbose_name="known as"),
                    ),
                    ("date_of_birth", models.DateField(blank=True, null=True)),
                    (
                        "died_on",
                        models.DateField(blank=True, null=True, verbose_name="date of death"),
                    ),
                    ("telephone", models.CharField(blank=True, max_length=20)),
                    ("email", models.EmailField(blank=True, max_length=254)),
                    (
                        "contact_warning",
                        models.CharField(
                            blank=True,
                            help_text="What a worker must know before ringing, writing or visiting.",
                            max_length=300,
                            verbose_name="is it safe to contact them?",
                        ),
                    ),
                    (
                        "interpreter",
                        models.CharField(
                            blank=True, max_length=80, verbose_name="needs an interpreter for"
                        ),
                    ),
                    ("communication_needs", models.CharField(blank=True, max_length=300)),
                    (
                        "confirmed_on",
                        models.DateField(
                            blank=True,
                            editable=False,
                            null=True,
                            verbose_name="details last confirmed on",
                        ),
                    ),
                    (
                        "merged_into",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    ("data_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ],
                options={
                    "verbose_name_plural": "people",
                    "ordering": ["date_of_birth", "id"],
                    "permissions": [
                        ("see_background", "Can see: Ethnic origin and religion"),
                        ("see_contact_details", "Can see: Address, telephone and email"),
                        (
                            "see_contact_history",
                            "Can see: Appointments, calls, visits, letters and notes",
                        ),
                        ("see_finance", "Can see: Money"),
                        ("see_health", "Can see: Health"),
                        (
                            "see_identifiers",
                            "Can see: NHS number, National Insurance number and other identifiers",
                        ),
                        (
                            "see_identity",
                            "Can see: Names, dates of birth and how people are related",
                        ),
                        ("see_services", "Can see: Services accessed"),
                    ],
                    "indexes": [
                        django.contrib.postgres.indexes.GinIndex(
                            models.Func(
                                models.F("given_name"),
                                models.F("family_name"),
                                models.F("preferred_name"),
                                function="familyhubs_name_keys",
                                output_field=django.contrib.postgres.fields.ArrayField(
                                    base_field=models.TextField()
                                ),
                            ),
                            name="person_name_keys",
                        ),
                        django.contrib.postgres.indexes.GinIndex(
                            django.contrib.postgres.indexes.OpClass(
                                models.Func(
                                    models.F("given_name"),
                                    models.F("family_name"),
                                    models.F("preferred_name"),
                                    function="familyhubs_plain_names",
                                    output_field=models.TextField(),
                                ),
                                name="gin_trgm_ops",
                            ),
                            name="person_plain_names",
                        ),
                        models.Index(fields=["date_of_birth"], name="person_born"),
                        models.Index(
                            django.contrib.postgres.indexes.OpClass(
                                django.db.models.functions.text.Reverse(
                                    models.Func(
                                        models.F("telephone"),
                                        models.Value("\\D"),
                                        models.Value(""),
                                        models.Value("g"),
                                        function="regexp_replace",
                                        output_field=models.TextField(),
                                    )
                                ),
                                name="text_pattern_ops",
                            ),
                            condition=models.Q(("telephone", ""), _negated=True),
                            name="person_telephone",
                        ),
                        models.Index(
                            models.OrderBy(models.F("confirmed_on"), nulls_first=True),
                            models.F("id"),
                            name="stalest_first",
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("died_on__isnull", True),
                                ("date_of_birth__isnull", True),
                                ("died_on__gte", models.F("date_of_birth")),
                                _connector="OR",
                            ),
                            name="died_after_birth",
                        )
                    ],
                },
            ),
            CreateModel(
                name="Contact",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("sealed_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                    (
                        "household",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="contacts",
                            to="households.household",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("appointment", "Appointment"),
                                ("call", "Call"),
                                ("visit", "Visit"),
                                ("letter", "Letter or email"),
                                ("note", "Note"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("on", models.DateField(verbose_name="date")),
                    ("at", models.TimeField(blank=True, null=True, verbose_name="time")),
                    (
                        "attended",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("attended", "Attended"),
                                ("did_not_attend", "Did not attend"),
                                ("cancelled", "Cancelled"),
                            ],
                            max_length=20,
                        ),
                    ),
                    (
                        "channel",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("face_to_face", "Face to face"),
                                ("telephone", "Telephone"),
                                ("video", "Video call"),
                                ("letter", "Letter"),
                                ("email", "Email"),
                                ("text", "Text message"),
                                ("online_form", "Online form"),
                                ("survey", "Survey"),
                            ],
                            max_length=20,
                        ),
                    ),
                    (
                        "source",
                        models.CharField(
                            choices=[
                                ("family", "The family"),
                                ("worker", "The worker's own observation"),
                                ("other", "Somebody else"),
                            ],
                            default="family",
                            max_length=10,
                            verbose_name="who said so",
                        ),
                    ),
                    (
                        "source_name",
                        models.CharField(
                            blank=True, max_length=120, verbose_name="their name or role"
                        ),
                    ),
                    (
                        "source_organisation",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.organisation",
                        ),
                    ),
                    ("received_on", models.DateField(blank=True, null=True)),
                    (
                        "family_told_on",
                        models.DateField(blank=True, null=True, verbose_name="family told on"),
                    ),
                    (
                        "not_told_why",
                        models.CharField(
                            blank=True, max_length=200, verbose_name="not told, because"
                        ),
                    ),
                    (
                        "look_again_on",
                        models.DateField(blank=True, null=True, verbose_name="look again on"),
                    ),
                    ("note", models.BinaryField(null=True)),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "in_error",
                        models.BooleanField(default=False, verbose_name="recorded by mistake"),
                    ),
                    (
                        "people",
                        models.ManyToManyField(
                            related_name="+", to="households.person", verbose_name="about whom"
                        ),
                    ),
                ],
                options={
                    "ordering": ["-on", "-at", "-id"],
                    "indexes": [
                        models.Index(fields=["household", "-on", "-id"], name="contact_timeline")
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("source", "family"), _negated=True),
                                models.Q(("channel", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="contact_of_the_family_has_its_channel",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("source", "other"), _negated=True),
                                models.Q(
                                    ("received_on__isnull", False),
                                    models.Q(
                                        ("source_organisation__isnull", False),
                                        models.Q(("source_name", ""), _negated=True),
                                        _connector="OR",
                                    ),
                                ),
                                _connector="OR",
                            ),
                            name="contact_from_somebody_else_says_whom",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("look_again_on__isnull", True), ("not_told_why", "")),
                                models.Q(
                                    models.Q(("not_told_why", ""), _negated=True),
                                    ("look_again_on__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="contact_not_told_is_looked_at_again",
                        ),
                    ],
                },
            ),
            CreateModel(
                name="Attachment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("sealed_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                    (
                        "contact",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="attachments",
                            to="households.contact",
                        ),
                    ),
                    ("name", models.CharField(max_length=200, verbose_name="file name")),
                    ("media_type", models.CharField(editable=False, max_length=100)),
                    (
                        "size",
                        models.PositiveIntegerField(editable=False, verbose_name="size in bytes"),
                    ),
                    ("stored_as", models.CharField(editable=False, max_length=80, unique=True)),
                    (
                        "added_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("added_at", models.DateTimeField(auto_now_add=True)),
                    ("in_error", models.BooleanField(default=False, verbose_name="taken away")),
                ],
                options={
                    "ordering": ["id"],
                },
            ),
            CreateModel(
                name="Correction",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "household",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.organisation",
                        ),
                    ),
                    (
                        "fields",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=40)
                        ),
                    ),
                    (
                        "told_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("noted_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "noted_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "correction passed on",
                    "verbose_name_plural": "corrections passed on",
                    "ordering": ["-told_at", "-id"],
                    "indexes": [
                        models.Index(
                            condition=models.Q(("noted_at__isnull", True)),
                            fields=["organisation"],
                            name="unread_corrections",
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("noted_at__isnull", True), ("noted_by__isnull", True)),
                                models.Q(("noted_at__isnull", False), ("noted_by__isnull", False)),
                                _connector="OR",
                            ),
                            name="correction_noted_by_somebody",
                        )
                    ],
                },
            ),
            CreateModel(
                name="Identifier",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("sealed_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                    (
                        "person",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="identifiers",
                            to="households.person",
                        ),
                    ),
                    (
                        "address",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="identifiers",
                            to="households.address",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("nhs", "NHS number"),
                                ("ni", "National Insurance number"),
                                ("upn", "Unique pupil number"),
                                ("uprn", "Unique property reference number"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("value", models.BinaryField(null=True)),
                    ("lookup", models.CharField(blank=True, editable=False, max_length=64)),
                ],
                options={
                    "ordering": ["kind", "id"],
                    "indexes": [
                        models.Index(
                            condition=models.Q(("lookup", ""), _negated=True),
                            fields=["lookup"],
                            name="identifier_lookup",
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("address__isnull", True),
                                    ("person__isnull", False),
                                    models.Q(("kind", "uprn"), _negated=True),
                                ),
                                models.Q(
                                    ("address__isnull", False),
                                    ("kind", "uprn"),
                                    ("person__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="identifier_of_a_person_or_an_address",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("person__isnull", False)),
                            fields=("person", "kind"),
                            name="identifier_once_a_person",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("address__isnull", False)),
                            fields=("address",),
                            name="one_uprn",
                        ),
                    ],
                },
            ),
            CreateModel(
                name="Involvement",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "household",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="involvements",
                            to="households.household",
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            to="organisations.organisation",
                        ),
                    ),
                    (
                        "reason",
                        models.CharField(
                            choices=[
                                ("lead", "It leads the support"),
                                ("agreement", "The family agreed to share with it"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("source_id", models.BigIntegerField(editable=False)),
                    (
                        "categories",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("hub_record", "Hub record: who leads, goals and progress"),
                                    (
                                        "identity",
                                        "Names, dates of birth and how people are related",
                                    ),
                                    ("contact_details", "Address, telephone and email"),
                                    (
                                        "contact_history",
                                        "Appointments, calls, visits, letters and notes",
                                    ),
                                    ("services", "Services accessed"),
                                    ("health", "Health"),
                                    ("finance", "Money"),
                                    (
                                        "identifiers",
                                        "NHS number, National Insurance number and other identifiers",
                                    ),
                                    ("background", "Ethnic origin and religion"),
                                ],
                                max_length=30,
                            )
                        ),
                    ),
                    ("since", models.DateField(verbose_name="from")),
                    (
                        "until",
                        models.DateField(
                            blank=True, null=True, verbose_name="holds until, not including"
                        ),
                    ),
                    ("people", models.ManyToManyField(related_name="+", to="households.person")),
                ],
                options={
                    "ordering": ["id"],
                    "indexes": [
                        models.Index(
                            fields=["organisation", "household"],
                            include=("since", "until"),
                            name="involved",
                        )
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("reason", "source_id", "organisation"),
                            name="one_involvement_a_reason",
                        )
                    ],
                },
            ),
            CreateModel(
                name="HouseholdGrant",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "permission",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, to="auth.permission"
                        ),
                    ),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, to="auth.group"
                        ),
                    ),
                    (
                        "involvement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.involvement",
                        ),
                    ),
                    ("valid_from", models.DateField()),
                    ("valid_until", models.DateField(null=True)),
                    (
                        "content_object",
                        models.ForeignKey(
                            db_column="household_id",
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="grants",
                            to="households.household",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "permission on a household",
                    "indexes": [
                        models.Index(
                            fields=["group", "permission", "-content_object"],
                            include=("valid_from", "valid_until"),
                            name="householdgrant_scope",
                        )
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "permission", "content_object", "involvement"),
                            name="householdgrant_once",
                        )
                    ],
                },
            ),
            CreateModel(
                name="Membership",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "household",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="memberships",
                            to="households.household",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="memberships",
                            to="households.person",
                        ),
                    ),
                    (
                        "joined_on",
                        models.DateField(blank=True, null=True, verbose_name="lives here since"),
                    ),
                    ("left_on", models.DateField(blank=True, null=True, verbose_name="left on")),
                ],
                options={
                    "verbose_name": "place in the household",
                    "ordering": ["id"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("left_on__isnull", True)),
                            fields=("household", "person"),
                            name="lives_once_in_a_household",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("left_on__isnull", True),
                                ("joined_on__isnull", True),
                                ("left_on__gte", models.F("joined_on")),
                                _connector="OR",
                            ),
                            name="left_after_joining",
                        ),
                    ],
                },
            ),
            CreateModel(
                name="Merge",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "household",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    (
                        "merged_household",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    (
                        "kept_person",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "merged_person",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    ("moves", models.JSONField(default=list, editable=False)),
                    (
                        "merged_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "merged_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("undone_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "undone_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "ordering": ["-merged_at", "-id"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("kept_person__isnull", False),
                                    ("merged_household__isnull", True),
                                    ("merged_person__isnull", False),
                                    ("undone_at__isnull", True),
                                ),
                                models.Q(
                                    ("kept_person__isnull", True),
                                    ("merged_household__isnull", False),
                                    ("merged_person__isnull", True),
                                    ("undone_at__isnull", True),
                                ),
                                models.Q(
                                    ("kept_person__isnull", True),
                                    ("merged_household__isnull", True),
                                    ("merged_person__isnull", True),
                                    ("undone_at__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="merge_of_people_or_of_households",
                        )
                    ],
                },
            ),
            CreateModel(
                name="PersonGrant",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "permission",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, to="auth.permission"
                        ),
                    ),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, to="auth.group"
                        ),
                    ),
                    (
                        "involvement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.involvement",
                        ),
                    ),
                    ("valid_from", models.DateField()),
                    ("valid_until", models.DateField(null=True)),
                    (
                        "content_object",
                        models.ForeignKey(
                            db_column="person_id",
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="grants",
                            to="households.person",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "permission on a person",
                    "indexes": [
                        models.Index(
                            fields=["group", "permission", "-content_object"],
                            include=("valid_from", "valid_until"),
                            name="persongrant_scope",
                        )
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "permission", "content_object", "involvement"),
                            name="persongrant_once",
                        )
                    ],
                },
            ),
            CreateModel(
                name="Protection",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="protections",
                            to="households.person",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("looked_after", "Looked after"),
                                ("child_protection_plan", "Child protection plan"),
                            ],
                            max_length=30,
                        ),
                    ),
                    ("since", models.DateField(verbose_name="from")),
                    ("until", models.DateField(blank=True, null=True)),
                    (
                        "in_error",
                        models.BooleanField(default=False, verbose_name="recorded by mistake"),
                    ),
                ],
                options={
                    "verbose_name": "protection status",
                    "ordering": ["id"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("until__isnull", True),
                                ("until__gte", models.F("since")),
                                _connector="OR",
                            ),
                            name="protection_until_after_since",
                        )
                    ],
                },
            ),
            CreateModel(
                name="Relationship",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="relationships",
                            to="households.person",
                        ),
                    ),
                    (
                        "other",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="relationships_to",
                            to="households.person",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("parent", "Parent"),
                                ("step_parent", "Step-parent"),
                                ("grandparent", "Grandparent"),
                                ("carer", "Carer"),
                                ("partner", "Partner"),
                                ("sibling", "Brother or sister"),
                                ("other", "Other relationship"),
                            ],
                            max_length=20,
                            verbose_name="relationship",
                        ),
                    ),
                    (
                        "parental_responsibility",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("", "Not known"),
                                ("holds", "Holds parental responsibility"),
                                ("does_not_hold", "Does not hold parental responsibility"),
                            ],
                            default="",
                            max_length=20,
                        ),
                    ),
                    (
                        "in_error",
                        models.BooleanField(default=False, verbose_name="recorded by mistake"),
                    ),
                ],
                options={
                    "ordering": ["id"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("in_error", False)),
                            fields=("person", "other", "kind"),
                            name="related_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("person", models.F("other")), _negated=True),
                            name="nobody_is_related_to_themselves",
                        ),
                    ],
                },
            ),
            CreateModel(
                name="Reveal",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "household",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "address",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.address",
                        ),
                    ),
                    (
                        "what",
                        models.CharField(
                            choices=[
                                ("address", "Hidden address"),
                                ("nhs", "NHS number"),
                                ("ni", "National Insurance number"),
                                ("upn", "Unique pupil number"),
                                ("uprn", "Unique property reference number"),
                            ],
                            max_length=10,
                            verbose_name="what was shown",
                        ),
                    ),
                    ("reason", models.CharField(max_length=300, verbose_name="why it was needed")),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="shown to",
                        ),
                    ),
                    (
                        "at",
                        models.DateTimeField(
                            default=django.utils.timezone.now,
                            editable=False,
                            verbose_name="shown at",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "showing of what is kept hidden",
                    "verbose_name_plural": "showings of what is kept hidden",
                    "ordering": ["-at", "-id"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("address__isnull", True), ("person__isnull", False)),
                                models.Q(("address__isnull", False), ("person__isnull", True)),
                                _connector="OR",
                            ),
                            name="reveal_of_a_person_or_an_address",
                        )
                    ],
                },
            ),
            CreateModel(
                name="Score",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "goal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="scores",
                            to="households.goal",
                        ),
                    ),
                    ("on", models.DateField(verbose_name="scored on")),
                    (
                        "scored_by",
                        models.CharField(
                            choices=[("family", "Family"), ("worker", "Worker")],
                            max_length=10,
                            verbose_name="whose view",
                        ),
                    ),
                    (
                        "value",
                        models.PositiveSmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(10),
                            ],
                            verbose_name="score",
                        ),
                    ),
                    ("note", models.CharField(blank=True, max_length=300)),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "ordering": ["on", "id"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("value__range", (1, 10))), name="score_on_the_scale"
                        )
                    ],
                },
            ),
            CreateModel(
                name="SensitiveDetail",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("sealed_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="details",
                            to="households.person",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("health", "Health"),
                                ("finance", "Money"),
                                ("ethnic_origin", "Ethnic origin"),
                                ("religion", "Religion or belief"),
                            ],
                            max_length=20,
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("prefers_not_to_say", "Prefers not to say"),
                                ("given", "Given"),
                            ],
                            default="not_asked",
                            max_length=20,
                            verbose_name="answer",
                        ),
                    ),
                    ("answer", models.BinaryField(null=True)),
                    ("relevance", models.BinaryField(null=True)),
                    (
                        "relevant",
                        models.BooleanField(
                            default=False,
                            editable=False,
                            verbose_name="why it matters to the support is recorded",
                        ),
                    ),
                    ("asked_on", models.DateField(blank=True, null=True)),
                ],
                options={
                    "ordering": ["kind", "id"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("person", "kind"), name="detail_once_a_person"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("answer__isnull", False), ("state", "given")),
                                models.Q(
                                    models.Q(("state", "given"), _negated=True),
                                    ("answer__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="detail_given_with_its_answer",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "given"), _negated=True),
                                ("kind", "ethnic_origin"),
                                models.Q(("relevance__isnull", False), ("relevant", True)),
                                _connector="OR",
                            ),
                            name="detail_given_only_where_relevant",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "religion"), _negated=True),
                                ("state", "not_asked"),
                                ("relevant", True),
                                _connector="OR",
                            ),
                            name="religion_asked_only_where_relevant",
                        ),
                    ],
                },
            ),
            CreateModel(
                name="Suggestion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "other",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "likeness",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("same_name", "Same name"),
                                    ("name_alike", "Name sounds or is spelt alike"),
                                    ("born", "Same date of birth"),
                                    ("born_nearly", "Date of birth differs in one part"),
                                    ("telephone", "Same telephone number"),
                                    ("address", "Same address"),
                                    ("nhs", "Same NHS number"),
                                    ("ni", "Same National Insurance number"),
                                    ("upn", "Same unique pupil number"),
                                ],
                                max_length=20,
                            )
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("open", "To look at"),
                                ("dismissed", "Two different people"),
                                ("merged", "Merged"),
                            ],
                            default="open",
                            max_length=20,
                        ),
                    ),
                    (
                        "found_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("decided_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "decided_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "possible duplicate",
                    "ordering": ["-found_at", "-id"],
                    "indexes": [
                        models.Index(
                            condition=models.Q(("state", "open")),
                            fields=["-found_at"],
                            name="open_suggestions",
                        )
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("person", "other"), name="suggested_once"),
                        models.CheckConstraint(
                            condition=models.Q(("person__lt", models.F("other"))),
                            name="suggested_in_one_order",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("decided_at__isnull", True), ("decided_by__isnull", True)
                                ),
                                models.Q(
                                    ("decided_at__isnull", False), ("decided_by__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            name="suggestion_decided_at_and_by",
                        ),
                    ],
                },
            ),
            CreateModel(
                name="TeamMember",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "household",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="team",
                            to="households.household",
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            to="organisations.organisation",
                        ),
                    ),
                    (
                        "worker",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("name", models.CharField(blank=True, max_length=120)),
                    ("role", models.CharField(max_length=120, verbose_name="role in the team")),
                    ("since", models.DateField(verbose_name="from")),
                    (
                        "until",
                        models.DateField(
                            blank=True, null=True, verbose_name="until, not including"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "member of the team",
                    "verbose_name_plural": "members of the team",
                    "ordering": ["since", "id"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("worker__isnull", False),
                                models.Q(("name", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="team_member_is_somebody",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("until__isnull", True),
                                ("until__gte", models.F("since")),
                                _connector="OR",
                            ),
                            name="team_member_until_after_since",
                        ),
                    ],
                },
            ),
            CreateModel(
                name="Review",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "household",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reviews",
                            to="households.household",
                        ),
                    ),
                    ("planned_for", models.DateField()),
                    ("held_on", models.DateField(blank=True, null=True)),
                    ("apologies", models.CharField(blank=True, max_length=300)),
                    ("decisions", models.TextField(blank=True)),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "members",
                        models.ManyToManyField(
                            related_name="+", to="households.teammember", verbose_name="who came"
                        ),
                    ),
                    (
                        "family",
                        models.ManyToManyField(
                            related_name="+",
                            to="households.person",
                            verbose_name="who of the family came",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "review meeting",
                    "ordering": ["-planned_for", "-id"],
                    "indexes": [
                        models.Index(
                            condition=models.Q(("held_on__isnull", True)),
                            fields=["planned_for"],
                            name="reviews_planned",
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("held_on__isnull", True),
                                models.Q(("decisions", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="review_held_with_its_decisions",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("held_on__isnull", True)),
                            fields=("household",),
                            name="one_review_planned",
                        ),
                    ],
                },
            ),
            CreateModel(
                name="HistoricalAddress",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    ("lines", models.TextField(blank=True, verbose_name="address")),
                    ("postcode", models.CharField(blank=True, max_length=8)),
                    ("no_fixed_abode", models.BooleanField(default=False)),
                    (
                        "since",
                        models.DateField(blank=True, null=True, verbose_name="lived here since"),
                    ),
                    (
                        "until",
                        models.DateField(blank=True, null=True, verbose_name="lived here until"),
                    ),
                    (
                        "hidden",
                        models.BooleanField(
                            default=False,
                            help_text="Somebody would be in danger if it were known. It is never shared.",
                            verbose_name="keep it hidden",
                        ),
                    ),
                    (
                        "household",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical address",
                    "verbose_name_plural": "historical addresses",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalAttachment",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    ("sealed_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                    ("name", models.CharField(max_length=200, verbose_name="file name")),
                    ("media_type", models.CharField(editable=False, max_length=100)),
                    (
                        "size",
                        models.PositiveIntegerField(editable=False, verbose_name="size in bytes"),
                    ),
                    ("stored_as", models.CharField(db_index=True, editable=False, max_length=80)),
                    ("added_at", models.DateTimeField(blank=True, editable=False)),
                    ("in_error", models.BooleanField(default=False, verbose_name="taken away")),
                    (
                        "contact",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.contact",
                        ),
                    ),
                    (
                        "added_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical attachment",
                    "verbose_name_plural": "historical attachments",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalAttainment",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    ("on", models.DateField(verbose_name="rated on")),
                    (
                        "level",
                        models.SmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(-2),
                                django.core.validators.MaxValueValidator(2),
                            ]
                        ),
                    ),
                    (
                        "goal",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.goal",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical goal attainment rating",
                    "verbose_name_plural": "historical goal attainment ratings",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalContact",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    ("sealed_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("appointment", "Appointment"),
                                ("call", "Call"),
                                ("visit", "Visit"),
                                ("letter", "Letter or email"),
                                ("note", "Note"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("on", models.DateField(verbose_name="date")),
                    ("at", models.TimeField(blank=True, null=True, verbose_name="time")),
                    (
                        "attended",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("attended", "Attended"),
                                ("did_not_attend", "Did not attend"),
                                ("cancelled", "Cancelled"),
                            ],
                            max_length=20,
                        ),
                    ),
                    (
                        "channel",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("face_to_face", "Face to face"),
                                ("telephone", "Telephone"),
                                ("video", "Video call"),
                                ("letter", "Letter"),
                                ("email", "Email"),
                                ("text", "Text message"),
                                ("online_form", "Online form"),
                                ("survey", "Survey"),
                            ],
                            max_length=20,
                        ),
                    ),
                    (
                        "source",
                        models.CharField(
                            choices=[
                                ("family", "The family"),
                                ("worker", "The worker's own observation"),
                                ("other", "Somebody else"),
                            ],
                            default="family",
                            max_length=10,
                            verbose_name="who said so",
                        ),
                    ),
                    (
                        "source_name",
                        models.CharField(
                            blank=True, max_length=120, verbose_name="their name or role"
                        ),
                    ),
                    ("received_on", models.DateField(blank=True, null=True)),
                    (
                        "family_told_on",
                        models.DateField(blank=True, null=True, verbose_name="family told on"),
                    ),
                    (
                        "not_told_why",
                        models.CharField(
                            blank=True, max_length=200, verbose_name="not told, because"
                        ),
                    ),
                    (
                        "look_again_on",
                        models.DateField(blank=True, null=True, verbose_name="look again on"),
                    ),
                    ("note", models.BinaryField(null=True)),
                    (
                        "in_error",
                        models.BooleanField(default=False, verbose_name="recorded by mistake"),
                    ),
                    (
                        "household",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    (
                        "source_organisation",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="organisations.organisation",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical contact",
                    "verbose_name_plural": "historical contacts",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalCorrection",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    (
                        "fields",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=40)
                        ),
                    ),
                    (
                        "told_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("noted_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "household",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="organisations.organisation",
                        ),
                    ),
                    (
                        "noted_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical correction passed on",
                    "verbose_name_plural": "historical corrections passed on",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalEpisode",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    ("opened_on", models.DateField(verbose_name="support opened on")),
                    (
                        "closed_on",
                        models.DateField(blank=True, null=True, verbose_name="support closed on"),
                    ),
                    (
                        "reason",
                        models.CharField(
                            blank=True, max_length=300, verbose_name="why support was opened"
                        ),
                    ),
                    (
                        "closing_reason",
                        models.CharField(
                            blank=True, max_length=300, verbose_name="why support was closed"
                        ),
                    ),
                    (
                        "household",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical episode of support",
                    "verbose_name_plural": "historical episodes of support",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalGoal",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    (
                        "words",
                        models.CharField(
                            max_length=300, verbose_name="the goal, in the family's words"
                        ),
                    ),
                    (
                        "need",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("education", "School and education"),
                                ("early_years", "Pregnancy, babies and early years"),
                                ("health", "Physical and mental health"),
                                ("substance_use", "Alcohol and drugs"),
                                ("relationships", "Family relationships"),
                                ("abuse", "Keeping children safe from abuse and exploitation"),
                                ("crime", "Crime and antisocial behaviour"),
                                ("domestic_abuse", "Domestic abuse"),
                                ("housing", "Housing"),
                                ("finances", "Money and work"),
                            ],
                            max_length=20,
                            verbose_name="what it is about",
                        ),
                    ),
                    ("set_on", models.DateField(verbose_name="agreed on")),
                    (
                        "baseline",
                        models.PositiveSmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(10),
                            ],
                            verbose_name="score at the start",
                        ),
                    ),
                    (
                        "target",
                        models.PositiveSmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(10),
                            ],
                            verbose_name="score the family aims for",
                        ),
                    ),
                    (
                        "outcome",
                        models.CharField(
                            choices=[
                                ("open", "In progress"),
                                ("achieved", "Achieved"),
                                ("partly", "Partly achieved"),
                                ("not_achieved", "Not achieved"),
                                ("not_wanted", "No longer wanted"),
                            ],
                            default="open",
                            max_length=20,
                        ),
                    ),
                    (
                        "closed_on",
                        models.DateField(blank=True, null=True, verbose_name="closed on"),
                    ),
                    (
                        "household",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical goal",
                    "verbose_name_plural": "historical goals",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalGoalScale",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    (
                        "much_less",
                        models.CharField(
                            max_length=300, verbose_name="-2: much less than expected"
                        ),
                    ),
                    (
                        "less",
                        models.CharField(max_length=300, verbose_name="-1: less than expected"),
                    ),
                    (
                        "expected",
                        models.CharField(max_length=300, verbose_name="0: the expected outcome"),
                    ),
                    (
                        "better",
                        models.CharField(max_length=300, verbose_name="+1: better than expected"),
                    ),
                    (
                        "much_better",
                        models.CharField(
                            max_length=300, verbose_name="+2: much better than expected"
                        ),
                    ),
                    (
                        "importance",
                        models.PositiveSmallIntegerField(
                            default=1,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(3),
                            ],
                        ),
                    ),
                    (
                        "difficulty",
                        models.PositiveSmallIntegerField(
                            default=1,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(3),
                            ],
                        ),
                    ),
                    (
                        "goal",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.goal",
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical goal attainment scale",
                    "verbose_name_plural": "historical goal attainment scales",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalGoalStep",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    ("words", models.CharField(max_length=300, verbose_name="what will be done")),
                    ("who", models.CharField(max_length=120, verbose_name="who will do it")),
                    ("by_when", models.DateField(verbose_name="by when")),
                    ("done_on", models.DateField(blank=True, null=True)),
                    (
                        "dropped",
                        models.BooleanField(default=False, verbose_name="no longer needed"),
                    ),
                    (
                        "goal",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.goal",
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical step towards a goal",
                    "verbose_name_plural": "historical steps towards a goal",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalHousehold",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    (
                        "reference",
                        models.CharField(
                            db_index=True,
                            default=households.references.new_reference,
                            editable=False,
                            max_length=40,
                        ),
                    ),
                    ("name", models.CharField(max_length=120, verbose_name="family name")),
                    (
                        "created_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    (
                        "restricted",
                        models.BooleanField(
                            default=False,
                            help_text="For example, a colleague's family.",
                            verbose_name="seen only by people named",
                        ),
                    ),
                    (
                        "hub",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="organisations.hub",
                        ),
                    ),
                    (
                        "merged_into",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical household",
                    "verbose_name_plural": "historical households",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalIdentifier",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    ("sealed_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("nhs", "NHS number"),
                                ("ni", "National Insurance number"),
                                ("upn", "Unique pupil number"),
                                ("uprn", "Unique property reference number"),
                            ],
                            max_length=10,
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "address",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.address",
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical identifier",
                    "verbose_name_plural": "historical identifiers",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalInvolvement",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    (
                        "reason",
                        models.CharField(
                            choices=[
                                ("lead", "It leads the support"),
                                ("agreement", "The family agreed to share with it"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("source_id", models.BigIntegerField(editable=False)),
                    (
                        "categories",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("hub_record", "Hub record: who leads, goals and progress"),
                                    (
                                        "identity",
                                        "Names, dates of birth and how people are related",
                                    ),
                                    ("contact_details", "Address, telephone and email"),
                                    (
                                        "contact_history",
                                        "Appointments, calls, visits, letters and notes",
                                    ),
                                    ("services", "Services accessed"),
                                    ("health", "Health"),
                                    ("finance", "Money"),
                                    (
                                        "identifiers",
                                        "NHS number, National Insurance number and other identifiers",
                                    ),
                                    ("background", "Ethnic origin and religion"),
                                ],
                                max_length=30,
                            )
                        ),
                    ),
                    ("since", models.DateField(verbose_name="from")),
                    (
                        "until",
                        models.DateField(
                            blank=True, null=True, verbose_name="holds until, not including"
                        ),
                    ),
                    (
                        "household",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="organisations.organisation",
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical involvement",
                    "verbose_name_plural": "historical involvements",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalLeadAssignment",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("offered", "Waiting for an answer"),
                                ("accepted", "Leading"),
                                ("declined", "Declined"),
                                ("withdrawn", "Offer withdrawn"),
                                ("ended", "Handed over or ended"),
                            ],
                            default="offered",
                            max_length=20,
                        ),
                    ),
                    (
                        "reason",
                        models.CharField(
                            blank=True, max_length=300, verbose_name="why this organisation"
                        ),
                    ),
                    (
                        "answer_reason",
                        models.CharField(blank=True, max_length=300, verbose_name="reason given"),
                    ),
                    ("offered_at", models.DateTimeField()),
                    ("answered_at", models.DateTimeField(blank=True, null=True)),
                    ("ended_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "end_reason",
                        models.CharField(blank=True, max_length=300, verbose_name="why it ended"),
                    ),
                    (
                        "household",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="organisations.organisation",
                            verbose_name="lead partner",
                        ),
                    ),
                    (
                        "practitioner",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="lead practitioner",
                        ),
                    ),
                    (
                        "offered_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "answered_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "ended_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical lead",
                    "verbose_name_plural": "historical leads",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalMembership",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    (
                        "joined_on",
                        models.DateField(blank=True, null=True, verbose_name="lives here since"),
                    ),
                    ("left_on", models.DateField(blank=True, null=True, verbose_name="left on")),
                    (
                        "household",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical place in the household",
                    "verbose_name_plural": "historical place in the households",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalMerge",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    (
                        "merged_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("undone_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "household",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    (
                        "merged_household",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    (
                        "kept_person",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "merged_person",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "merged_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "undone_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical merge",
                    "verbose_name_plural": "historical merges",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalPerson",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    ("given_name", models.CharField(max_length=80, verbose_name="first name")),
                    ("family_name", models.CharField(max_length=80, verbose_name="last name")),
                    (
                        "preferred_name",
                        models.CharField(blank=True, max_length=80, verbose_name="known as"),
                    ),
                    ("date_of_birth", models.DateField(blank=True, null=True)),
                    (
                        "died_on",
                        models.DateField(blank=True, null=True, verbose_name="date of death"),
                    ),
                    ("telephone", models.CharField(blank=True, max_length=20)),
                    ("email", models.EmailField(blank=True, max_length=254)),
                    (
                        "contact_warning",
                        models.CharField(
                            blank=True,
                            help_text="What a worker must know before ringing, writing or visiting.",
                            max_length=300,
                            verbose_name="is it safe to contact them?",
                        ),
                    ),
                    (
                        "interpreter",
                        models.CharField(
                            blank=True, max_length=80, verbose_name="needs an interpreter for"
                        ),
                    ),
                    ("communication_needs", models.CharField(blank=True, max_length=300)),
                    (
                        "confirmed_on",
                        models.DateField(
                            blank=True,
                            editable=False,
                            null=True,
                            verbose_name="details last confirmed on",
                        ),
                    ),
                    (
                        "merged_into",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical person",
                    "verbose_name_plural": "historical people",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalProtection",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("looked_after", "Looked after"),
                                ("child_protection_plan", "Child protection plan"),
                            ],
                            max_length=30,
                        ),
                    ),
                    ("since", models.DateField(verbose_name="from")),
                    ("until", models.DateField(blank=True, null=True)),
                    (
                        "in_error",
                        models.BooleanField(default=False, verbose_name="recorded by mistake"),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical protection status",
                    "verbose_name_plural": "historical protection statuss",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalRelationship",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("parent", "Parent"),
                                ("step_parent", "Step-parent"),
                                ("grandparent", "Grandparent"),
                                ("carer", "Carer"),
                                ("partner", "Partner"),
                                ("sibling", "Brother or sister"),
                                ("other", "Other relationship"),
                            ],
                            max_length=20,
                            verbose_name="relationship",
                        ),
                    ),
                    (
                        "parental_responsibility",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("", "Not known"),
                                ("holds", "Holds parental responsibility"),
                                ("does_not_hold", "Does not hold parental responsibility"),
                            ],
                            default="",
                            max_length=20,
                        ),
                    ),
                    (
                        "in_error",
                        models.BooleanField(default=False, verbose_name="recorded by mistake"),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "other",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical relationship",
                    "verbose_name_plural": "historical relationships",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalReveal",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    (
                        "what",
                        models.CharField(
                            choices=[
                                ("address", "Hidden address"),
                                ("nhs", "NHS number"),
                                ("ni", "National Insurance number"),
                                ("upn", "Unique pupil number"),
                                ("uprn", "Unique property reference number"),
                            ],
                            max_length=10,
                            verbose_name="what was shown",
                        ),
                    ),
                    ("reason", models.CharField(max_length=300, verbose_name="why it was needed")),
                    (
                        "at",
                        models.DateTimeField(
                            default=django.utils.timezone.now,
                            editable=False,
                            verbose_name="shown at",
                        ),
                    ),
                    (
                        "household",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "address",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.address",
                        ),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="shown to",
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical showing of what is kept hidden",
                    "verbose_name_plural": "historical showings of what is kept hidden",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalReview",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    ("planned_for", models.DateField()),
                    ("held_on", models.DateField(blank=True, null=True)),
                    ("apologies", models.CharField(blank=True, max_length=300)),
                    ("decisions", models.TextField(blank=True)),
                    (
                        "household",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical review meeting",
                    "verbose_name_plural": "historical review meetings",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalScore",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    ("on", models.DateField(verbose_name="scored on")),
                    (
                        "scored_by",
                        models.CharField(
                            choices=[("family", "Family"), ("worker", "Worker")],
                            max_length=10,
                            verbose_name="whose view",
                        ),
                    ),
                    (
                        "value",
                        models.PositiveSmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(10),
                            ],
                            verbose_name="score",
                        ),
                    ),
                    ("note", models.CharField(blank=True, max_length=300)),
                    (
                        "goal",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.goal",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical score",
                    "verbose_name_plural": "historical scores",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalSensitiveDetail",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    ("sealed_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("health", "Health"),
                                ("finance", "Money"),
                                ("ethnic_origin", "Ethnic origin"),
                                ("religion", "Religion or belief"),
                            ],
                            max_length=20,
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("prefers_not_to_say", "Prefers not to say"),
                                ("given", "Given"),
                            ],
                            default="not_asked",
                            max_length=20,
                            verbose_name="answer",
                        ),
                    ),
                    (
                        "relevant",
                        models.BooleanField(
                            default=False,
                            editable=False,
                            verbose_name="why it matters to the support is recorded",
                        ),
                    ),
                    ("asked_on", models.DateField(blank=True, null=True)),
                    (
                        "person",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical sensitive detail",
                    "verbose_name_plural": "historical sensitive details",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalSuggestion",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    (
                        "likeness",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("same_name", "Same name"),
                                    ("name_alike", "Name sounds or is spelt alike"),
                                    ("born", "Same date of birth"),
                                    ("born_nearly", "Date of birth differs in one part"),
                                    ("telephone", "Same telephone number"),
                                    ("address", "Same address"),
                                    ("nhs", "Same NHS number"),
                                    ("ni", "Same National Insurance number"),
                                    ("upn", "Same unique pupil number"),
                                ],
                                max_length=20,
                            )
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("open", "To look at"),
                                ("dismissed", "Two different people"),
                                ("merged", "Merged"),
                            ],
                            default="open",
                            max_length=20,
                        ),
                    ),
                    (
                        "found_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("decided_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "person",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "other",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.person",
                        ),
                    ),
                    (
                        "decided_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical possible duplicate",
                    "verbose_name_plural": "historical possible duplicates",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            CreateModel(
                name="HistoricalTeamMember",
                fields=[
                    (
                        "id",
                        models.BigIntegerField(
                            auto_created=True, blank=True, db_index=True, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("history_change_reason", models.TextField(blank=True, default="")),
                    ("name", models.CharField(blank=True, max_length=120)),
                    ("role", models.CharField(max_length=120, verbose_name="role in the team")),
                    ("since", models.DateField(verbose_name="from")),
                    (
                        "until",
                        models.DateField(
                            blank=True, null=True, verbose_name="until, not including"
                        ),
                    ),
                    (
                        "household",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="households.household",
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="organisations.organisation",
                        ),
                    ),
                    (
                        "worker",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "history_id",
                        models.BigAutoField(editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField(db_index=True)),
                    (
                        "history_type",
                        models.CharField(
                            choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                            max_length=1,
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical member of the team",
                    "verbose_name_plural": "historical members of the team",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
        ),
        *[AppendOnly(f"households_historical{name}", disposable=True) for name in HISTORIES],
        AppendOnly("households_reveal", disposable=True),
        FollowsMerge(
            "households_reveal",
            household_id="households_household",
            person_id="households_person",
        ),
        migrations.RunSQL(
            search.CATEGORY
            + search.SCOPE
            + search.SPELLINGS
            + best.changed(search.SEARCH)
            + search.RIGHTS,
            search.BACK,
        ),
        *walls.Migration.operations,
    ]
