from django.conf import settings
from django.db import migrations, models
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid

from coalition.create_together import CreateTogether


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('commitments', '0001_initial'),
        ('commitments', '0002_initial'),
        ('commitments', '0003_inventory'),
        ('commitments', '0004_day_of_a_signature'),
        ('commitments', '0005_keep_the_language_ledger'),
        ('commitments', '0006_enter_texts_into_the_ledger'),
        ('commitments', '0007_versions_of_indicators'),
        ('commitments', '0008_version_1_of_each_indicator'),
        ('commitments', '0009_words_stand_in_versions'),
        ('commitments', '0010_milestones_targets_evidence_and_editions'),
        ('commitments', '0011_number_the_editions'),
        ('commitments', '0012_milestones_enter_the_ledger'),
        ('commitments', '0013_version_of_each_target'),
        ('commitments', '0014_enter_the_version_of_each_target'),
        ('commitments', '0015_every_target_has_a_version'),
        ('commitments', '0016_index_texts_of_actions'),
    ]

    dependencies = [
        ('municipalities', '0001_squashed_0012_endorsements_and_research'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='Action',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('lineage', models.UUIDField(default=uuid.uuid4, editable=False)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('title', models.CharField(max_length=250, verbose_name='what you will do')),
                    ('title_en', models.CharField(max_length=250, null=True, verbose_name='what you will do')),
                    ('title_fr', models.CharField(max_length=250, null=True, verbose_name='what you will do')),
                    ('description', models.TextField(blank=True, verbose_name='more about it')),
                    ('description_en', models.TextField(blank=True, null=True, verbose_name='more about it')),
                    ('description_fr', models.TextField(blank=True, null=True, verbose_name='more about it')),
                    ('is_existing', models.BooleanField(default=False, verbose_name='the municipality already does this')),
                    ('lead', models.CharField(blank=True, max_length=150, verbose_name='lead department')),
                    ('partners', models.CharField(blank=True, max_length=300, verbose_name='partners')),
                    ('people_concerned', models.CharField(blank=True, max_length=300, verbose_name='people concerned')),
                    ('starts_on', models.DateField(blank=True, null=True, verbose_name='starts on')),
                    ('due_on', models.DateField(blank=True, null=True, verbose_name='due on')),
                    ('status', models.CharField(choices=[('not_started', 'Not started'), ('under_way', 'Under way'), ('done', 'Done'), ('dropped', 'Dropped')], default='not_started', max_length=12, verbose_name='status')),
                    ('budget', models.CharField(blank=True, choices=[('none', 'No cost beyond staff time'), ('small', 'Under $25,000'), ('medium', '$25,000 to $100,000'), ('large', 'Over $100,000')], max_length=8, verbose_name='budget')),
                ],
                options={
                    'verbose_name': 'action',
                    'verbose_name_plural': 'actions',
                    'ordering': ['position', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='ActionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('lineage', models.UUIDField(default=uuid.uuid4, editable=False)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('title', models.CharField(max_length=250, verbose_name='what you will do')),
                    ('title_en', models.CharField(max_length=250, null=True, verbose_name='what you will do')),
                    ('title_fr', models.CharField(max_length=250, null=True, verbose_name='what you will do')),
                    ('description', models.TextField(blank=True, verbose_name='more about it')),
                    ('description_en', models.TextField(blank=True, null=True, verbose_name='more about it')),
                    ('description_fr', models.TextField(blank=True, null=True, verbose_name='more about it')),
                    ('is_existing', models.BooleanField(default=False, verbose_name='the municipality already does this')),
                    ('lead', models.CharField(blank=True, max_length=150, verbose_name='lead department')),
                    ('partners', models.CharField(blank=True, max_length=300, verbose_name='partners')),
                    ('people_concerned', models.CharField(blank=True, max_length=300, verbose_name='people concerned')),
                    ('starts_on', models.DateField(blank=True, null=True, verbose_name='starts on')),
                    ('due_on', models.DateField(blank=True, null=True, verbose_name='due on')),
                    ('status', models.CharField(choices=[('not_started', 'Not started'), ('under_way', 'Under way'), ('done', 'Done'), ('dropped', 'Dropped')], default='not_started', max_length=12, verbose_name='status')),
                    ('budget', models.CharField(blank=True, choices=[('none', 'No cost beyond staff time'), ('small', 'Under $25,000'), ('medium', '$25,000 to $100,000'), ('large', 'Over $100,000')], max_length=8, verbose_name='budget')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ActionPlan',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('status', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('replaced', 'Replaced')], default='draft', max_length=10, verbose_name='status')),
                    ('starts_on', models.DateField(blank=True, null=True, verbose_name='starts on')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='ends on')),
                    ('adopted_on', models.DateField(blank=True, null=True, verbose_name='adopted by council on')),
                    ('edition', models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='edition')),
                    ('states', models.JSONField(blank=True, default=dict, editable=False)),
                    ('changes', models.JSONField(blank=True, default=list, editable=False)),
                    ('published_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'verbose_name': 'action plan',
                    'verbose_name_plural': 'action plans',
                    'ordering': ['-pk'],
                },
            ),
            migrations.CreateModel(
                name='ActionPlanEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('status', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('replaced', 'Replaced')], default='draft', max_length=10, verbose_name='status')),
                    ('starts_on', models.DateField(blank=True, null=True, verbose_name='starts on')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='ends on')),
                    ('adopted_on', models.DateField(blank=True, null=True, verbose_name='adopted by council on')),
                    ('edition', models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='edition')),
                    ('states', models.JSONField(blank=True, default=dict, editable=False)),
                    ('changes', models.JSONField(blank=True, default=list, editable=False)),
                    ('published_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CommitmentGroup',
                fields=[
                    ('code', models.CharField(max_length=1, primary_key=True, serialize=False)),
                    ('title', models.CharField(max_length=200, verbose_name='title')),
                    ('title_en', models.CharField(max_length=200, null=True, verbose_name='title')),
                    ('title_fr', models.CharField(max_length=200, null=True, verbose_name='title')),
                ],
                options={
                    'verbose_name': 'group of commitments',
                    'verbose_name_plural': 'groups of commitments',
                    'ordering': ['code'],
                },
            ),
            migrations.CreateModel(
                name='CommonCommitment',
                fields=[
                    ('number', models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name='number')),
                    ('title', models.CharField(max_length=300, verbose_name='title')),
                    ('title_en', models.CharField(max_length=300, null=True, verbose_name='title')),
                    ('title_fr', models.CharField(max_length=300, null=True, verbose_name='title')),
                    ('short_title', models.CharField(max_length=60, verbose_name='short title')),
                    ('short_title_en', models.CharField(max_length=60, null=True, verbose_name='short title')),
                    ('short_title_fr', models.CharField(max_length=60, null=True, verbose_name='short title')),
                    ('explanation', models.TextField(blank=True, verbose_name='in plain language')),
                    ('explanation_en', models.TextField(blank=True, null=True, verbose_name='in plain language')),
                    ('explanation_fr', models.TextField(blank=True, null=True, verbose_name='in plain language')),
                    ('is_confirmed_en', models.BooleanField(default=False)),
                    ('is_confirmed_fr', models.BooleanField(default=False)),
                    ('wording_source', models.CharField(blank=True, max_length=300)),
                ],
                options={
                    'verbose_name': 'Common Commitment',
                    'verbose_name_plural': 'Common Commitments',
                    'ordering': ['number'],
                },
            ),
            migrations.CreateModel(
                name='CommonCommitmentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('number', models.PositiveSmallIntegerField(serialize=False, verbose_name='number')),
                    ('title', models.CharField(max_length=300, verbose_name='title')),
                    ('title_en', models.CharField(max_length=300, null=True, verbose_name='title')),
                    ('title_fr', models.CharField(max_length=300, null=True, verbose_name='title')),
                    ('short_title', models.CharField(max_length=60, verbose_name='short title')),
                    ('short_title_en', models.CharField(max_length=60, null=True, verbose_name='short title')),
                    ('short_title_fr', models.CharField(max_length=60, null=True, verbose_name='short title')),
                    ('explanation', models.TextField(blank=True, verbose_name='in plain language')),
                    ('explanation_en', models.TextField(blank=True, null=True, verbose_name='in plain language')),
                    ('explanation_fr', models.TextField(blank=True, null=True, verbose_name='in plain language')),
                    ('is_confirmed_en', models.BooleanField(default=False)),
                    ('is_confirmed_fr', models.BooleanField(default=False)),
                    ('wording_source', models.CharField(blank=True, max_length=300)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Declaration',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveSmallIntegerField(unique=True, verbose_name='version')),
                    ('title', models.CharField(max_length=200, verbose_name='title')),
                    ('title_en', models.CharField(max_length=200, null=True, verbose_name='title')),
                    ('title_fr', models.CharField(max_length=200, null=True, verbose_name='title')),
                    ('text', models.TextField(verbose_name='text')),
                    ('text_en', models.TextField(null=True, verbose_name='text')),
                    ('text_fr', models.TextField(null=True, verbose_name='text')),
                    ('in_force_from', models.DateField(verbose_name='in force from')),
                    ('is_confirmed', models.BooleanField(default=False, verbose_name='confirmed by the Commission')),
                ],
                options={
                    'verbose_name': 'Declaration',
                    'verbose_name_plural': 'Declarations',
                    'ordering': ['-version'],
                },
            ),
            migrations.CreateModel(
                name='DeclarationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('version', models.PositiveSmallIntegerField(verbose_name='version')),
                    ('title', models.CharField(max_length=200, verbose_name='title')),
                    ('title_en', models.CharField(max_length=200, null=True, verbose_name='title')),
                    ('title_fr', models.CharField(max_length=200, null=True, verbose_name='title')),
                    ('text', models.TextField(verbose_name='text')),
                    ('text_en', models.TextField(null=True, verbose_name='text')),
                    ('text_fr', models.TextField(null=True, verbose_name='text')),
                    ('in_force_from', models.DateField(verbose_name='in force from')),
                    ('is_confirmed', models.BooleanField(default=False, verbose_name='confirmed by the Commission')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Indicator',
                fields=[
                    ('code', models.CharField(max_length=6, primary_key=True, serialize=False, verbose_name='code')),
                    ('direction', models.CharField(choices=[('up', 'higher is better'), ('down', 'lower is better'), ('target', 'best at 1, parity'), ('context', 'no judgement, read with the notes')], max_length=8, verbose_name='direction')),
                    ('trace', models.CharField(blank=True, max_length=300, verbose_name='where it comes from')),
                    ('retired_from', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='retired from the year')),
                    ('reinstated_from', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='reinstated from the year')),
                ],
                options={
                    'verbose_name': 'indicator',
                    'verbose_name_plural': 'indicators',
                    'ordering': ['code'],
                },
            ),
            migrations.CreateModel(
                name='IndicatorEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('code', models.CharField(max_length=6, serialize=False, verbose_name='code')),
                    ('direction', models.CharField(choices=[('up', 'higher is better'), ('down', 'lower is better'), ('target', 'best at 1, parity'), ('context', 'no judgement, read with the notes')], max_length=8, verbose_name='direction')),
                    ('trace', models.CharField(blank=True, max_length=300, verbose_name='where it comes from')),
                    ('retired_from', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='retired from the year')),
                    ('reinstated_from', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='reinstated from the year')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='IndicatorVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                    ('from_year', models.PositiveSmallIntegerField(verbose_name='applies from the reporting year')),
                    ('name', models.CharField(max_length=200, verbose_name='name')),
                    ('name_en', models.CharField(max_length=200, null=True, verbose_name='name')),
                    ('name_fr', models.CharField(max_length=200, null=True, verbose_name='name')),
                    ('unit', models.CharField(max_length=80, verbose_name='unit')),
                    ('unit_en', models.CharField(max_length=80, null=True, verbose_name='unit')),
                    ('unit_fr', models.CharField(max_length=80, null=True, verbose_name='unit')),
                    ('definition', models.TextField(verbose_name='definition')),
                    ('definition_en', models.TextField(null=True, verbose_name='definition')),
                    ('definition_fr', models.TextField(null=True, verbose_name='definition')),
                    ('kind', models.CharField(choices=[('number', 'a number'), ('share', 'a share: one number out of another, in %'), ('rate', 'a rate: one number for so many of another'), ('ratio', 'a ratio of shares: a share among some, divided by the share in the population'), ('gap', 'a gap: one share minus another, in percentage points'), ('scale', 'a step of a scale'), ('yes_no', 'yes or no')], default='number', max_length=8, verbose_name='how the value is made')),
                    ('per', models.PositiveIntegerField(blank=True, choices=[(1, 'for 1'), (1000, 'for 1,000'), (10000, 'for 10,000'), (100000, 'for 100,000')], null=True, verbose_name='so many of it')),
                    ('lowest', models.SmallIntegerField(blank=True, null=True, verbose_name='lowest step')),
                    ('highest', models.SmallIntegerField(blank=True, null=True, verbose_name='highest step')),
                    ('numerator_label', models.CharField(blank=True, max_length=150, verbose_name='first number')),
                    ('numerator_label_en', models.CharField(blank=True, max_length=150, null=True, verbose_name='first number')),
                    ('numerator_label_fr', models.CharField(blank=True, max_length=150, null=True, verbose_name='first number')),
                    ('denominator_label', models.CharField(blank=True, max_length=150, verbose_name='second number')),
                    ('denominator_label_en', models.CharField(blank=True, max_length=150, null=True, verbose_name='second number')),
                    ('denominator_label_fr', models.CharField(blank=True, max_length=150, null=True, verbose_name='second number')),
                    ('comparison_label', models.CharField(blank=True, max_length=150, verbose_name='share it is compared with')),
                    ('comparison_label_en', models.CharField(blank=True, max_length=150, null=True, verbose_name='share it is compared with')),
                    ('comparison_label_fr', models.CharField(blank=True, max_length=150, null=True, verbose_name='share it is compared with')),
                    ('counts_people', models.BooleanField(default=False, verbose_name='counts people, or what happened to single people')),
                    ('uses_population', models.BooleanField(default=False, verbose_name='the second number is the population')),
                    ('asks_response_rate', models.BooleanField(default=False, verbose_name='asks for the response rate')),
                    ('asks_served_by', models.BooleanField(default=False, verbose_name='asks who serves the town, where it is not applicable')),
                    ('comparable_since', models.PositiveSmallIntegerField(default=1)),
                    ('what_changed', models.TextField(blank=True, verbose_name='what changed')),
                    ('what_changed_en', models.TextField(blank=True, null=True, verbose_name='what changed')),
                    ('what_changed_fr', models.TextField(blank=True, null=True, verbose_name='what changed')),
                ],
                options={
                    'verbose_name': 'version of an indicator',
                    'verbose_name_plural': 'versions of indicators',
                    'ordering': ['indicator', '-number'],
                },
            ),
            migrations.CreateModel(
                name='IndicatorVersionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('number', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                    ('from_year', models.PositiveSmallIntegerField(verbose_name='applies from the reporting year')),
                    ('name', models.CharField(max_length=200, verbose_name='name')),
                    ('name_en', models.CharField(max_length=200, null=True, verbose_name='name')),
                    ('name_fr', models.CharField(max_length=200, null=True, verbose_name='name')),
                    ('unit', models.CharField(max_length=80, verbose_name='unit')),
                    ('unit_en', models.CharField(max_length=80, null=True, verbose_name='unit')),
                    ('unit_fr', models.CharField(max_length=80, null=True, verbose_name='unit')),
                    ('definition', models.TextField(verbose_name='definition')),
                    ('definition_en', models.TextField(null=True, verbose_name='definition')),
                    ('definition_fr', models.TextField(null=True, verbose_name='definition')),
                    ('kind', models.CharField(choices=[('number', 'a number'), ('share', 'a share: one number out of another, in %'), ('rate', 'a rate: one number for so many of another'), ('ratio', 'a ratio of shares: a share among some, divided by the share in the population'), ('gap', 'a gap: one share minus another, in percentage points'), ('scale', 'a step of a scale'), ('yes_no', 'yes or no')], default='number', max_length=8, verbose_name='how the value is made')),
                    ('per', models.PositiveIntegerField(blank=True, choices=[(1, 'for 1'), (1000, 'for 1,000'), (10000, 'for 10,000'), (100000, 'for 100,000')], null=True, verbose_name='so many of it')),
                    ('lowest', models.SmallIntegerField(blank=True, null=True, verbose_name='lowest step')),
                    ('highest', models.SmallIntegerField(blank=True, null=True, verbose_name='highest step')),
                    ('numerator_label', models.CharField(blank=True, max_length=150, verbose_name='first number')),
                    ('numerator_label_en', models.CharField(blank=True, max_length=150, null=True, verbose_name='first number')),
                    ('numerator_label_fr', models.CharField(blank=True, max_length=150, null=True, verbose_name='first number')),
                    ('denominator_label', models.CharField(blank=True, max_length=150, verbose_name='second number')),
                    ('denominator_label_en', models.CharField(blank=True, max_length=150, null=True, verbose_name='second number')),
                    ('denominator_label_fr', models.CharField(blank=True, max_length=150, null=True, verbose_name='second number')),
                    ('comparison_label', models.CharField(blank=True, max_length=150, verbose_name='share it is compared with')),
                    ('comparison_label_en', models.CharField(blank=True, max_length=150, null=True, verbose_name='share it is compared with')),
                    ('comparison_label_fr', models.CharField(blank=True, max_length=150, null=True, verbose_name='share it is compared with')),
                    ('counts_people', models.BooleanField(default=False, verbose_name='counts people, or what happened to single people')),
                    ('uses_population', models.BooleanField(default=False, verbose_name='the second number is the population')),
                    ('asks_response_rate', models.BooleanField(default=False, verbose_name='asks for the response rate')),
                    ('asks_served_by', models.BooleanField(default=False, verbose_name='asks who serves the town, where it is not applicable')),
                    ('comparable_since', models.PositiveSmallIntegerField(default=1)),
                    ('what_changed', models.TextField(blank=True, verbose_name='what changed')),
                    ('what_changed_en', models.TextField(blank=True, null=True, verbose_name='what changed')),
                    ('what_changed_fr', models.TextField(blank=True, null=True, verbose_name='what changed')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='InventoryEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField(verbose_name='what you already do')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French')], max_length=2)),
                ],
                options={
                    'verbose_name': 'inventory entry',
                    'verbose_name_plural': 'inventory entries',
                    'ordering': ['commitment'],
                },
            ),
            migrations.CreateModel(
                name='InventoryEntryEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('text', models.TextField(verbose_name='what you already do')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French')], max_length=2)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Milestone',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('lineage', models.UUIDField(default=uuid.uuid4, editable=False)),
                    ('text', models.CharField(max_length=200, verbose_name='milestone')),
                    ('text_en', models.CharField(max_length=200, null=True, verbose_name='milestone')),
                    ('text_fr', models.CharField(max_length=200, null=True, verbose_name='milestone')),
                    ('due_on', models.DateField(blank=True, null=True, verbose_name='due on')),
                    ('reached_on', models.DateField(blank=True, null=True, verbose_name='reached on')),
                ],
                options={
                    'verbose_name': 'milestone',
                    'verbose_name_plural': 'milestones',
                    'ordering': [models.OrderBy(models.F('due_on'), nulls_last=True), 'pk'],
                },
            ),
            migrations.CreateModel(
                name='MilestoneEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('lineage', models.UUIDField(default=uuid.uuid4, editable=False)),
                    ('text', models.CharField(max_length=200, verbose_name='milestone')),
                    ('text_en', models.CharField(max_length=200, null=True, verbose_name='milestone')),
                    ('text_fr', models.CharField(max_length=200, null=True, verbose_name='milestone')),
                    ('due_on', models.DateField(blank=True, null=True, verbose_name='due on')),
                    ('reached_on', models.DateField(blank=True, null=True, verbose_name='reached on')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Priority',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.TextField(blank=True, verbose_name='why this one')),
                    ('since', models.DateField(auto_now_add=True)),
                ],
                options={
                    'verbose_name': 'priority',
                    'verbose_name_plural': 'priorities',
                    'ordering': ['commitment'],
                },
            ),
            migrations.CreateModel(
                name='PriorityEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('reason', models.TextField(blank=True, verbose_name='why this one')),
                    ('since', models.DateField(auto_now_add=True)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='SampleAction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField()),
                    ('text', models.TextField(verbose_name='text')),
                    ('text_en', models.TextField(null=True, verbose_name='text')),
                    ('text_fr', models.TextField(null=True, verbose_name='text')),
                ],
                options={
                    'verbose_name': 'sample action',
                    'verbose_name_plural': 'sample actions',
                    'ordering': ['commitment', 'position'],
                },
            ),
            migrations.CreateModel(
                name='SampleActionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('position', models.PositiveSmallIntegerField()),
                    ('text', models.TextField(verbose_name='text')),
                    ('text_en', models.TextField(null=True, verbose_name='text')),
                    ('text_fr', models.TextField(null=True, verbose_name='text')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Signature',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('signatory_name', models.CharField(max_length=150, verbose_name='name of the person who signs')),
                    ('signatory_title', models.CharField(max_length=150, verbose_name='title of the person who signs')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French')], max_length=2)),
                    ('text_sha256', models.CharField(max_length=64)),
                    ('signed_on', models.DateField(verbose_name='signed on')),
                    ('signed_at', models.DateTimeField(verbose_name='signed at')),
                ],
                options={
                    'verbose_name': 'signature',
                    'verbose_name_plural': 'signatures',
                    'ordering': ['-signed_at'],
                },
            ),
            migrations.CreateModel(
                name='SignatureEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('signatory_name', models.CharField(max_length=150, verbose_name='name of the person who signs')),
                    ('signatory_title', models.CharField(max_length=150, verbose_name='title of the person who signs')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French')], max_length=2)),
                    ('text_sha256', models.CharField(max_length=64)),
                    ('signed_on', models.DateField(verbose_name='signed on')),
                    ('signed_at', models.DateTimeField(verbose_name='signed at')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Target',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('baseline', models.DecimalField(blank=True, decimal_places=3, max_digits=14, null=True, verbose_name='baseline')),
                    ('baseline_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year of the baseline')),
                    ('target', models.DecimalField(blank=True, decimal_places=3, max_digits=14, null=True, verbose_name='target')),
                    ('target_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year of the target')),
                ],
                options={
                    'verbose_name': 'target',
                    'verbose_name_plural': 'targets',
                    'ordering': ['indicator'],
                },
            ),
            migrations.CreateModel(
                name='TargetEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('baseline', models.DecimalField(blank=True, decimal_places=3, max_digits=14, null=True, verbose_name='baseline')),
                    ('baseline_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year of the baseline')),
                    ('target', models.DecimalField(blank=True, decimal_places=3, max_digits=14, null=True, verbose_name='target')),
                    ('target_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year of the target')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='action',
                name='copied_from',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions_taken_up', to='municipalities.municipality', verbose_name='taken up from'),
            ),
            migrations.AddField(
                model_name='action',
                name='evidence',
                field=models.ManyToManyField(blank=True, related_name='actions', to='municipalities.document', verbose_name='evidence'),
            ),
            migrations.AddField(
                model_name='actionevent',
                name='copied_from',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.municipality', verbose_name='taken up from'),
            ),
            migrations.AddField(
                model_name='actionevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='actionevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='commitments.action'),
            ),
            migrations.AddField(
                model_name='actionplan',
                name='municipality',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='municipalities.municipality'),
            ),
            migrations.AddField(
                model_name='actionplan',
                name='resolution',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='municipalities.document', verbose_name='resolution of the council'),
            ),
            migrations.AddField(
                model_name='actionplan',
                name='started_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='actionevent',
                name='plan',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.actionplan'),
            ),
            migrations.AddField(
                model_name='action',
                name='plan',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='commitments.actionplan'),
            ),
            migrations.AddField(
                model_name='actionplanevent',
                name='municipality',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.municipality'),
            ),
            migrations.AddField(
                model_name='actionplanevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='actionplanevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='commitments.actionplan'),
            ),
            migrations.AddField(
                model_name='actionplanevent',
                name='resolution',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.document', verbose_name='resolution of the council'),
            ),
            migrations.AddField(
                model_name='actionplanevent',
                name='started_by',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='commoncommitment',
                name='group',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='commitments.commitmentgroup'),
            ),
            migrations.AddField(
                model_name='action',
                name='commitments',
                field=models.ManyToManyField(related_name='actions', to='commitments.commoncommitment', verbose_name='commitments'),
            ),
            migrations.AddField(
                model_name='commoncommitmentevent',
                name='group',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.commitmentgroup'),
            ),
            migrations.AddField(
                model_name='commoncommitmentevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='commoncommitmentevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='commitments.commoncommitment'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='declaration',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_declarationevent" ("id", "in_force_from", "is_confirmed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "text_en", "text_fr", "title", "title_en", "title_fr", "version") VALUES (NEW."id", NEW."in_force_from", NEW."is_confirmed", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text", NEW."text_en", NEW."text_fr", NEW."title", NEW."title_en", NEW."title_fr", NEW."version"); RETURN NULL;', hash='97493a90f35fc579c81920626bd51af2d703806b', operation='INSERT', pgid='pgtrigger_insert_insert_60b38', table='commitments_declaration', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='declaration',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commitments_declarationevent" ("id", "in_force_from", "is_confirmed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "text_en", "text_fr", "title", "title_en", "title_fr", "version") VALUES (NEW."id", NEW."in_force_from", NEW."is_confirmed", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text", NEW."text_en", NEW."text_fr", NEW."title", NEW."title_en", NEW."title_fr", NEW."version"); RETURN NULL;', hash='2905f69181ab49a71935d1f748234651977acf0a', operation='UPDATE', pgid='pgtrigger_update_update_34a84', table='commitments_declaration', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='declaration',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_declarationevent" ("id", "in_force_from", "is_confirmed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "text_en", "text_fr", "title", "title_en", "title_fr", "version") VALUES (OLD."id", OLD."in_force_from", OLD."is_confirmed", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text", OLD."text_en", OLD."text_fr", OLD."title", OLD."title_en", OLD."title_fr", OLD."version"); RETURN NULL;', hash='4d61c6947a90d272acf1dad92c34e006c0784101', operation='DELETE', pgid='pgtrigger_delete_delete_94ffd', table='commitments_declaration', when='AFTER')),
            ),
            migrations.AddField(
                model_name='declarationevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='declarationevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='commitments.declaration'),
            ),
            migrations.AddField(
                model_name='indicator',
                name='commitment',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='commitments.commoncommitment'),
            ),
            migrations.AddField(
                model_name='indicatorevent',
                name='commitment',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.commoncommitment'),
            ),
            migrations.AddField(
                model_name='indicatorevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='indicatorevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='commitments.indicator'),
            ),
            migrations.AddField(
                model_name='indicatorversion',
                name='indicator',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='commitments.indicator'),
            ),
            migrations.AddField(
                model_name='indicatorversionevent',
                name='indicator',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.indicator'),
            ),
            migrations.AddField(
                model_name='indicatorversionevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='indicatorversionevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='commitments.indicatorversion'),
            ),
            migrations.AddField(
                model_name='inventoryentry',
                name='application',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='inventory', to='municipalities.application'),
            ),
            migrations.AddField(
                model_name='inventoryentry',
                name='commitment',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commitments.commoncommitment'),
            ),
            migrations.AddField(
                model_name='inventoryentryevent',
                name='application',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.application'),
            ),
            migrations.AddField(
                model_name='inventoryentryevent',
                name='commitment',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.commoncommitment'),
            ),
            migrations.AddField(
                model_name='inventoryentryevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='inventoryentryevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='commitments.inventoryentry'),
            ),
            migrations.AddField(
                model_name='milestone',
                name='action',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='commitments.action'),
            ),
            migrations.AddField(
                model_name='milestoneevent',
                name='action',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.action'),
            ),
            migrations.AddField(
                model_name='milestoneevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='milestoneevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='commitments.milestone'),
            ),
            migrations.AddField(
                model_name='priority',
                name='commitment',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='priorities', to='commitments.commoncommitment'),
            ),
            migrations.AddField(
                model_name='priority',
                name='municipality',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='priorities', to='municipalities.municipality'),
            ),
            migrations.AddField(
                model_name='priorityevent',
                name='commitment',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.commoncommitment'),
            ),
            migrations.AddField(
                model_name='priorityevent',
                name='municipality',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.municipality'),
            ),
            migrations.AddField(
                model_name='priorityevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='priorityevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='commitments.priority'),
            ),
            migrations.AddField(
                model_name='sampleaction',
                name='commitment',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sample_actions', to='commitments.commoncommitment'),
            ),
            migrations.AddField(
                model_name='sampleactionevent',
                name='commitment',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.commoncommitment'),
            ),
            migrations.AddField(
                model_name='sampleactionevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='sampleactionevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='commitments.sampleaction'),
            ),
            migrations.AddField(
                model_name='signature',
                name='declaration',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='commitments.declaration'),
            ),
            migrations.AddField(
                model_name='signature',
                name='municipality',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='municipalities.municipality'),
            ),
            migrations.AddField(
                model_name='signature',
                name='recorded_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='signatureevent',
                name='declaration',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.declaration'),
            ),
            migrations.AddField(
                model_name='signatureevent',
                name='municipality',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='municipalities.municipality'),
            ),
            migrations.AddField(
                model_name='signatureevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='signatureevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='commitments.signature'),
            ),
            migrations.AddField(
                model_name='signatureevent',
                name='recorded_by',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='target',
                name='action',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='commitments.action'),
            ),
            migrations.AddField(
                model_name='target',
                name='indicator',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commitments.indicator', verbose_name='indicator'),
            ),
            migrations.AddField(
                model_name='target',
                name='version',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commitments.indicatorversion', verbose_name='definition'),
            ),
            migrations.AddField(
                model_name='targetevent',
                name='action',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.action'),
            ),
            migrations.AddField(
                model_name='targetevent',
                name='indicator',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.indicator', verbose_name='indicator'),
            ),
            migrations.AddField(
                model_name='targetevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='targetevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='commitments.target'),
            ),
            migrations.AddField(
                model_name='targetevent',
                name='version',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.indicatorversion', verbose_name='definition'),
            ),
            migrations.AddConstraint(
                model_name='actionplan',
                constraint=models.UniqueConstraint(condition=models.Q(('status', 'draft')), fields=('municipality',), name='one_plan_being_written_per_municipality'),
            ),
            migrations.AddConstraint(
                model_name='actionplan',
                constraint=models.UniqueConstraint(condition=models.Q(('status', 'published')), fields=('municipality',), name='one_published_plan_per_municipality'),
            ),
            migrations.AddConstraint(
                model_name='actionplan',
                constraint=models.UniqueConstraint(fields=('municipality', 'edition'), name='one_plan_per_municipality_and_edition'),
            ),
            migrations.AddConstraint(
                model_name='actionplan',
                constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='plan_ends_after_it_starts'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='actionplan',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_actionplanevent" ("adopted_on", "changes", "edition", "ends_on", "id", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "resolution_id", "started_by_id", "starts_on", "states", "status") VALUES (NEW."adopted_on", NEW."changes", NEW."edition", NEW."ends_on", NEW."id", NEW."municipality_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."resolution_id", NEW."started_by_id", NEW."starts_on", NEW."states", NEW."status"); RETURN NULL;', hash='cea83c114b36ae2104d9d2726654f01f529d22df', operation='INSERT', pgid='pgtrigger_insert_insert_126ca', table='commitments_actionplan', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='actionplan',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commitments_actionplanevent" ("adopted_on", "changes", "edition", "ends_on", "id", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "resolution_id", "started_by_id", "starts_on", "states", "status") VALUES (NEW."adopted_on", NEW."changes", NEW."edition", NEW."ends_on", NEW."id", NEW."municipality_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."resolution_id", NEW."started_by_id", NEW."starts_on", NEW."states", NEW."status"); RETURN NULL;', hash='b1cd4848a17a3632df12badcd2258be192f197e3', operation='UPDATE', pgid='pgtrigger_update_update_ea705', table='commitments_actionplan', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='actionplan',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_actionplanevent" ("adopted_on", "changes", "edition", "ends_on", "id", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "resolution_id", "started_by_id", "starts_on", "states", "status") VALUES (OLD."adopted_on", OLD."changes", OLD."edition", OLD."ends_on", OLD."id", OLD."municipality_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."resolution_id", OLD."started_by_id", OLD."starts_on", OLD."states", OLD."status"); RETURN NULL;', hash='117a17e224ad64bc60edac606cdabc80ad76c59f', operation='DELETE', pgid='pgtrigger_delete_delete_0b89e', table='commitments_actionplan', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='commoncommitment',
                constraint=models.CheckConstraint(condition=models.Q(('number__range', (1, 10))), name='commitments_are_numbered_1_to_10'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='commoncommitment',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_commoncommitmentevent" ("explanation", "explanation_en", "explanation_fr", "group_id", "is_confirmed_en", "is_confirmed_fr", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_title", "short_title_en", "short_title_fr", "title", "title_en", "title_fr", "wording_source") VALUES (NEW."explanation", NEW."explanation_en", NEW."explanation_fr", NEW."group_id", NEW."is_confirmed_en", NEW."is_confirmed_fr", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."number", NEW."short_title", NEW."short_title_en", NEW."short_title_fr", NEW."title", NEW."title_en", NEW."title_fr", NEW."wording_source"); RETURN NULL;', hash='d6d8c52696ebc4b4515ca312d45d5e4f1a2f1fe9', operation='INSERT', pgid='pgtrigger_insert_insert_555c4', table='commitments_commoncommitment', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='commoncommitment',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commitments_commoncommitmentevent" ("explanation", "explanation_en", "explanation_fr", "group_id", "is_confirmed_en", "is_confirmed_fr", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_title", "short_title_en", "short_title_fr", "title", "title_en", "title_fr", "wording_source") VALUES (NEW."explanation", NEW."explanation_en", NEW."explanation_fr", NEW."group_id", NEW."is_confirmed_en", NEW."is_confirmed_fr", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."number", NEW."short_title", NEW."short_title_en", NEW."short_title_fr", NEW."title", NEW."title_en", NEW."title_fr", NEW."wording_source"); RETURN NULL;', hash='18ac806fbaa437ec98dff7bf6a72859c9ae4aeb4', operation='UPDATE', pgid='pgtrigger_update_update_eae24', table='commitments_commoncommitment', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='commoncommitment',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_commoncommitmentevent" ("explanation", "explanation_en", "explanation_fr", "group_id", "is_confirmed_en", "is_confirmed_fr", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_title", "short_title_en", "short_title_fr", "title", "title_en", "title_fr", "wording_source") VALUES (OLD."explanation", OLD."explanation_en", OLD."explanation_fr", OLD."group_id", OLD."is_confirmed_en", OLD."is_confirmed_fr", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."number", OLD."short_title", OLD."short_title_en", OLD."short_title_fr", OLD."title", OLD."title_en", OLD."title_fr", OLD."wording_source"); RETURN NULL;', hash='969e6bab2a0bc01c1abbd2210318c6840a8e0338', operation='DELETE', pgid='pgtrigger_delete_delete_d4e70', table='commitments_commoncommitment', when='AFTER')),
            ),
            migrations.AddIndex(
                model_name='action',
                index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('title_en', 'description_en', config='english_folded'), name='action_search_en'),
            ),
            migrations.AddIndex(
                model_name='action',
                index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('title_fr', 'description_fr', config='french_folded'), name='action_search_fr'),
            ),
            migrations.AddConstraint(
                model_name='action',
                constraint=models.UniqueConstraint(fields=('plan', 'lineage'), name='an_action_stands_once_in_a_plan'),
            ),
            migrations.AddConstraint(
                model_name='action',
                constraint=models.CheckConstraint(condition=models.Q(('due_on__isnull', True), ('starts_on__isnull', True), ('due_on__gte', models.F('starts_on')), _connector='OR'), name='action_is_due_after_it_starts'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='action',
                trigger=pgtrigger.compiler.Trigger(name='keeps_the_language_ledger', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF TG_OP = 'DELETE' THEN DELETE FROM coalition_translation WHERE model = 'commitments.action' AND row_id = OLD.id; RETURN OLD; END IF; PERFORM keep_translation('commitments.action', NEW.id, 'title', OLD.title_en, OLD.title_fr, NEW.title_en, NEW.title_fr); PERFORM keep_translation('commitments.action', NEW.id, 'description', OLD.description_en, OLD.description_fr, NEW.description_en, NEW.description_fr); RETURN NEW;", hash='3a4e736766e8cda85ac04543628a29d08fa4d118', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_keeps_the_language_ledger_a58bf', table='commitments_action', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='action',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_actionevent" ("budget", "copied_from_id", "description", "description_en", "description_fr", "due_on", "id", "is_existing", "lead", "lineage", "partners", "people_concerned", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "starts_on", "status", "title", "title_en", "title_fr") VALUES (NEW."budget", NEW."copied_from_id", NEW."description", NEW."description_en", NEW."description_fr", NEW."due_on", NEW."id", NEW."is_existing", NEW."lead", NEW."lineage", NEW."partners", NEW."people_concerned", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."position", NEW."starts_on", NEW."status", NEW."title", NEW."title_en", NEW."title_fr"); RETURN NULL;', hash='e625c6511e1ed4b74f25da8244f6ab27197d191a', operation='INSERT', pgid='pgtrigger_insert_insert_2386b', table='commitments_action', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='action',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commitments_actionevent" ("budget", "copied_from_id", "description", "description_en", "description_fr", "due_on", "id", "is_existing", "lead", "lineage", "partners", "people_concerned", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "starts_on", "status", "title", "title_en", "title_fr") VALUES (NEW."budget", NEW."copied_from_id", NEW."description", NEW."description_en", NEW."description_fr", NEW."due_on", NEW."id", NEW."is_existing", NEW."lead", NEW."lineage", NEW."partners", NEW."people_concerned", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."position", NEW."starts_on", NEW."status", NEW."title", NEW."title_en", NEW."title_fr"); RETURN NULL;', hash='5738a06521054d17ade99188369c8c1880632a03', operation='UPDATE', pgid='pgtrigger_update_update_3c485', table='commitments_action', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='action',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_actionevent" ("budget", "copied_from_id", "description", "description_en", "description_fr", "due_on", "id", "is_existing", "lead", "lineage", "partners", "people_concerned", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "starts_on", "status", "title", "title_en", "title_fr") VALUES (OLD."budget", OLD."copied_from_id", OLD."description", OLD."description_en", OLD."description_fr", OLD."due_on", OLD."id", OLD."is_existing", OLD."lead", OLD."lineage", OLD."partners", OLD."people_concerned", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."position", OLD."starts_on", OLD."status", OLD."title", OLD."title_en", OLD."title_fr"); RETURN NULL;', hash='80c3ee4a95d21acb9787c37fa78f0979c591f9a9', operation='DELETE', pgid='pgtrigger_delete_delete_1f144', table='commitments_action', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='indicator',
                constraint=models.CheckConstraint(condition=models.Q(('reinstated_from__isnull', True), ('reinstated_from__gt', models.F('retired_from')), _connector='OR'), name='an_indicator_is_reinstated_after_it_was_retired'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='indicator',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_indicatorevent" ("code", "commitment_id", "direction", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reinstated_from", "retired_from", "trace") VALUES (NEW."code", NEW."commitment_id", NEW."direction", _pgh_attach_context(), NOW(), \'insert\', NEW."code", NEW."reinstated_from", NEW."retired_from", NEW."trace"); RETURN NULL;', hash='c29ed82ebe7b4abccf5f77bc520843c2fc9b5005', operation='INSERT', pgid='pgtrigger_insert_insert_1adcf', table='commitments_indicator', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='indicator',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commitments_indicatorevent" ("code", "commitment_id", "direction", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reinstated_from", "retired_from", "trace") VALUES (NEW."code", NEW."commitment_id", NEW."direction", _pgh_attach_context(), NOW(), \'update\', NEW."code", NEW."reinstated_from", NEW."retired_from", NEW."trace"); RETURN NULL;', hash='4b5495e162f98f1ce197ef2a4cad2c6390c90a1f', operation='UPDATE', pgid='pgtrigger_update_update_9c95e', table='commitments_indicator', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='indicator',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_indicatorevent" ("code", "commitment_id", "direction", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reinstated_from", "retired_from", "trace") VALUES (OLD."code", OLD."commitment_id", OLD."direction", _pgh_attach_context(), NOW(), \'delete\', OLD."code", OLD."reinstated_from", OLD."retired_from", OLD."trace"); RETURN NULL;', hash='baa1062f1d7bfe097a9b37fade230b5aaa6b666b', operation='DELETE', pgid='pgtrigger_delete_delete_8163c', table='commitments_indicator', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='indicatorversion',
                constraint=models.UniqueConstraint(fields=('indicator', 'number'), name='one_version_of_an_indicator_per_number'),
            ),
            migrations.AddConstraint(
                model_name='indicatorversion',
                constraint=models.UniqueConstraint(fields=('indicator', 'from_year'), name='one_version_of_an_indicator_per_year'),
            ),
            migrations.AddConstraint(
                model_name='indicatorversion',
                constraint=models.CheckConstraint(condition=models.Q(('comparable_since__lte', models.F('number'))), name='version_is_comparable_with_itself'),
            ),
            migrations.AddConstraint(
                model_name='indicatorversion',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'rate'), ('per__isnull', False)), models.Q(models.Q(('kind', 'rate'), _negated=True), ('per__isnull', True)), _connector='OR'), name='a_rate_says_for_how_many'),
            ),
            migrations.AddConstraint(
                model_name='indicatorversion',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'scale'), ('lowest__lt', models.F('highest'))), models.Q(models.Q(('kind', 'scale'), _negated=True), ('highest__isnull', True), ('lowest__isnull', True)), _connector='OR'), name='a_scale_has_two_ends'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='indicatorversion',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_indicatorversionevent" ("asks_response_rate", "asks_served_by", "comparable_since", "comparison_label", "comparison_label_en", "comparison_label_fr", "counts_people", "definition", "definition_en", "definition_fr", "denominator_label", "denominator_label_en", "denominator_label_fr", "from_year", "highest", "id", "indicator_id", "kind", "lowest", "name", "name_en", "name_fr", "number", "numerator_label", "numerator_label_en", "numerator_label_fr", "per", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit", "unit_en", "unit_fr", "uses_population", "what_changed", "what_changed_en", "what_changed_fr") VALUES (NEW."asks_response_rate", NEW."asks_served_by", NEW."comparable_since", NEW."comparison_label", NEW."comparison_label_en", NEW."comparison_label_fr", NEW."counts_people", NEW."definition", NEW."definition_en", NEW."definition_fr", NEW."denominator_label", NEW."denominator_label_en", NEW."denominator_label_fr", NEW."from_year", NEW."highest", NEW."id", NEW."indicator_id", NEW."kind", NEW."lowest", NEW."name", NEW."name_en", NEW."name_fr", NEW."number", NEW."numerator_label", NEW."numerator_label_en", NEW."numerator_label_fr", NEW."per", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."unit", NEW."unit_en", NEW."unit_fr", NEW."uses_population", NEW."what_changed", NEW."what_changed_en", NEW."what_changed_fr"); RETURN NULL;', hash='3ee4eb963fb3e237b4967812cf8a2d2b513f1ee4', operation='INSERT', pgid='pgtrigger_insert_insert_627fa', table='commitments_indicatorversion', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='indicatorversion',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commitments_indicatorversionevent" ("asks_response_rate", "asks_served_by", "comparable_since", "comparison_label", "comparison_label_en", "comparison_label_fr", "counts_people", "definition", "definition_en", "definition_fr", "denominator_label", "denominator_label_en", "denominator_label_fr", "from_year", "highest", "id", "indicator_id", "kind", "lowest", "name", "name_en", "name_fr", "number", "numerator_label", "numerator_label_en", "numerator_label_fr", "per", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit", "unit_en", "unit_fr", "uses_population", "what_changed", "what_changed_en", "what_changed_fr") VALUES (NEW."asks_response_rate", NEW."asks_served_by", NEW."comparable_since", NEW."comparison_label", NEW."comparison_label_en", NEW."comparison_label_fr", NEW."counts_people", NEW."definition", NEW."definition_en", NEW."definition_fr", NEW."denominator_label", NEW."denominator_label_en", NEW."denominator_label_fr", NEW."from_year", NEW."highest", NEW."id", NEW."indicator_id", NEW."kind", NEW."lowest", NEW."name", NEW."name_en", NEW."name_fr", NEW."number", NEW."numerator_label", NEW."numerator_label_en", NEW."numerator_label_fr", NEW."per", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."unit", NEW."unit_en", NEW."unit_fr", NEW."uses_population", NEW."what_changed", NEW."what_changed_en", NEW."what_changed_fr"); RETURN NULL;', hash='a26e9f1420605b3be7e7ca863bea5cd662ab60db', operation='UPDATE', pgid='pgtrigger_update_update_b7ff7', table='commitments_indicatorversion', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='indicatorversion',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_indicatorversionevent" ("asks_response_rate", "asks_served_by", "comparable_since", "comparison_label", "comparison_label_en", "comparison_label_fr", "counts_people", "definition", "definition_en", "definition_fr", "denominator_label", "denominator_label_en", "denominator_label_fr", "from_year", "highest", "id", "indicator_id", "kind", "lowest", "name", "name_en", "name_fr", "number", "numerator_label", "numerator_label_en", "numerator_label_fr", "per", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit", "unit_en", "unit_fr", "uses_population", "what_changed", "what_changed_en", "what_changed_fr") VALUES (OLD."asks_response_rate", OLD."asks_served_by", OLD."comparable_since", OLD."comparison_label", OLD."comparison_label_en", OLD."comparison_label_fr", OLD."counts_people", OLD."definition", OLD."definition_en", OLD."definition_fr", OLD."denominator_label", OLD."denominator_label_en", OLD."denominator_label_fr", OLD."from_year", OLD."highest", OLD."id", OLD."indicator_id", OLD."kind", OLD."lowest", OLD."name", OLD."name_en", OLD."name_fr", OLD."number", OLD."numerator_label", OLD."numerator_label_en", OLD."numerator_label_fr", OLD."per", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."unit", OLD."unit_en", OLD."unit_fr", OLD."uses_population", OLD."what_changed", OLD."what_changed_en", OLD."what_changed_fr"); RETURN NULL;', hash='f3fef18a3faf89f71ea25a6d4100975f2e3381b8', operation='DELETE', pgid='pgtrigger_delete_delete_d9270', table='commitments_indicatorversion', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='inventoryentry',
                constraint=models.UniqueConstraint(fields=('application', 'commitment'), name='one_inventory_entry_per_application_and_commitment'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='inventoryentry',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_inventoryentryevent" ("application_id", "commitment_id", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."application_id", NEW."commitment_id", NEW."id", NEW."language", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text"); RETURN NULL;', hash='82473310a16e12362d5de69ee0deef3095f6cadf', operation='INSERT', pgid='pgtrigger_insert_insert_03622', table='commitments_inventoryentry', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='inventoryentry',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commitments_inventoryentryevent" ("application_id", "commitment_id", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."application_id", NEW."commitment_id", NEW."id", NEW."language", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text"); RETURN NULL;', hash='3120ba96c25932ebcdac88ab15bc6dfd960f337b', operation='UPDATE', pgid='pgtrigger_update_update_e0a9f', table='commitments_inventoryentry', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='inventoryentry',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_inventoryentryevent" ("application_id", "commitment_id", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (OLD."application_id", OLD."commitment_id", OLD."id", OLD."language", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text"); RETURN NULL;', hash='347b918e3f2799e1abe969bbaf09df926f77792f', operation='DELETE', pgid='pgtrigger_delete_delete_4f349', table='commitments_inventoryentry', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='milestone',
                constraint=models.UniqueConstraint(fields=('action', 'lineage'), name='a_milestone_stands_once_in_an_action'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='milestone',
                trigger=pgtrigger.compiler.Trigger(name='keeps_the_language_ledger', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF TG_OP = 'DELETE' THEN DELETE FROM coalition_translation WHERE model = 'commitments.milestone' AND row_id = OLD.id; RETURN OLD; END IF; PERFORM keep_translation('commitments.milestone', NEW.id, 'text', OLD.text_en, OLD.text_fr, NEW.text_en, NEW.text_fr); RETURN NEW;", hash='f6bf8af0ce6b40922a8340b5b4973d1d8d8dd601', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_keeps_the_language_ledger_bc790', table='commitments_milestone', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='milestone',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_milestoneevent" ("action_id", "due_on", "id", "lineage", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reached_on", "text", "text_en", "text_fr") VALUES (NEW."action_id", NEW."due_on", NEW."id", NEW."lineage", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reached_on", NEW."text", NEW."text_en", NEW."text_fr"); RETURN NULL;', hash='e7a5828bd4371f77057969fcd11c364dfca9b16d', operation='INSERT', pgid='pgtrigger_insert_insert_37ed8', table='commitments_milestone', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='milestone',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commitments_milestoneevent" ("action_id", "due_on", "id", "lineage", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reached_on", "text", "text_en", "text_fr") VALUES (NEW."action_id", NEW."due_on", NEW."id", NEW."lineage", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reached_on", NEW."text", NEW."text_en", NEW."text_fr"); RETURN NULL;', hash='3012f7d87054cd046b89e721832ace60a64291ca', operation='UPDATE', pgid='pgtrigger_update_update_c03ec', table='commitments_milestone', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='milestone',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_milestoneevent" ("action_id", "due_on", "id", "lineage", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reached_on", "text", "text_en", "text_fr") VALUES (OLD."action_id", OLD."due_on", OLD."id", OLD."lineage", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reached_on", OLD."text", OLD."text_en", OLD."text_fr"); RETURN NULL;', hash='6dc64b654042a2eadd57b40a5d2aae764dc18b62', operation='DELETE', pgid='pgtrigger_delete_delete_32ffd', table='commitments_milestone', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='priority',
                constraint=models.UniqueConstraint(fields=('municipality', 'commitment'), name='one_priority_per_municipality_and_commitment'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='priority',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_priorityevent" ("commitment_id", "id", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "since") VALUES (NEW."commitment_id", NEW."id", NEW."municipality_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."since"); RETURN NULL;', hash='7f26f4826cd25f141298f7fa96753ecd8272d440', operation='INSERT', pgid='pgtrigger_insert_insert_de814', table='commitments_priority', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='priority',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commitments_priorityevent" ("commitment_id", "id", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "since") VALUES (NEW."commitment_id", NEW."id", NEW."municipality_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."since"); RETURN NULL;', hash='25be407de051a817f59ebe63466af9b617fdc853', operation='UPDATE', pgid='pgtrigger_update_update_08470', table='commitments_priority', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='priority',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_priorityevent" ("commitment_id", "id", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "since") VALUES (OLD."commitment_id", OLD."id", OLD."municipality_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."since"); RETURN NULL;', hash='64706a52e1e6ffc741f83158969030f263bbb043', operation='DELETE', pgid='pgtrigger_delete_delete_1ae00', table='commitments_priority', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='sampleaction',
                constraint=models.UniqueConstraint(fields=('commitment', 'position'), name='one_sample_action_per_position'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='sampleaction',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_sampleactionevent" ("commitment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text", "text_en", "text_fr") VALUES (NEW."commitment_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."text", NEW."text_en", NEW."text_fr"); RETURN NULL;', hash='c9e67bc75b1eec270e874bd037e4675fa7c02aa3', operation='INSERT', pgid='pgtrigger_insert_insert_5111d', table='commitments_sampleaction', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='sampleaction',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commitments_sampleactionevent" ("commitment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text", "text_en", "text_fr") VALUES (NEW."commitment_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."text", NEW."text_en", NEW."text_fr"); RETURN NULL;', hash='b56243a23e084a8328ad289d129e7870321e1b7c', operation='UPDATE', pgid='pgtrigger_update_update_2a0ff', table='commitments_sampleaction', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='sampleaction',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_sampleactionevent" ("commitment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text", "text_en", "text_fr") VALUES (OLD."commitment_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."text", OLD."text_en", OLD."text_fr"); RETURN NULL;', hash='5624ecaf081957b69c7a34874452ab4b862e4e01', operation='DELETE', pgid='pgtrigger_delete_delete_f51d0', table='commitments_sampleaction', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='signature',
                constraint=models.UniqueConstraint(fields=('municipality', 'declaration'), name='one_signature_per_municipality_and_declaration'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='signature',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_signatureevent" ("declaration_id", "id", "language", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "signatory_name", "signatory_title", "signed_at", "signed_on", "text_sha256") VALUES (NEW."declaration_id", NEW."id", NEW."language", NEW."municipality_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."signatory_name", NEW."signatory_title", NEW."signed_at", NEW."signed_on", NEW."text_sha256"); RETURN NULL;', hash='3a5d3d6eff63b77d6cbc3b0211942c6c3093ee3d', operation='INSERT', pgid='pgtrigger_insert_insert_4db11', table='commitments_signature', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='signature',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commitments_signatureevent" ("declaration_id", "id", "language", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "signatory_name", "signatory_title", "signed_at", "signed_on", "text_sha256") VALUES (NEW."declaration_id", NEW."id", NEW."language", NEW."municipality_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."signatory_name", NEW."signatory_title", NEW."signed_at", NEW."signed_on", NEW."text_sha256"); RETURN NULL;', hash='4289f155bb93e76895cb6f97e04cfd8b18d421ed', operation='UPDATE', pgid='pgtrigger_update_update_380b1', table='commitments_signature', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='signature',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_signatureevent" ("declaration_id", "id", "language", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "signatory_name", "signatory_title", "signed_at", "signed_on", "text_sha256") VALUES (OLD."declaration_id", OLD."id", OLD."language", OLD."municipality_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."signatory_name", OLD."signatory_title", OLD."signed_at", OLD."signed_on", OLD."text_sha256"); RETURN NULL;', hash='02708ae110fc2975fed69f61490c3b94ed49bf98', operation='DELETE', pgid='pgtrigger_delete_delete_9953a', table='commitments_signature', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='target',
                constraint=models.UniqueConstraint(fields=('action', 'indicator'), name='one_target_per_action_and_indicator'),
            ),
            migrations.AddConstraint(
                model_name='target',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('baseline__isnull', True), ('baseline_year__isnull', True)), models.Q(('baseline__isnull', False), ('baseline_year__isnull', False)), _connector='OR'), name='a_baseline_has_its_year'),
            ),
            migrations.AddConstraint(
                model_name='target',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('target__isnull', True), ('target_year__isnull', True)), models.Q(('target__isnull', False), ('target_year__isnull', False)), _connector='OR'), name='a_target_has_its_year'),
            ),
            migrations.AddConstraint(
                model_name='target',
                constraint=models.CheckConstraint(condition=models.Q(('baseline__isnull', False), ('target__isnull', False), _connector='OR'), name='a_target_says_something'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='target',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_targetevent" ("action_id", "baseline", "baseline_year", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target", "target_year", "version_id") VALUES (NEW."action_id", NEW."baseline", NEW."baseline_year", NEW."id", NEW."indicator_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."target", NEW."target_year", NEW."version_id"); RETURN NULL;', hash='c6f3fce3c2042c7a738cec57508dd7d69bf44dff', operation='INSERT', pgid='pgtrigger_insert_insert_67334', table='commitments_target', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='target',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commitments_targetevent" ("action_id", "baseline", "baseline_year", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target", "target_year", "version_id") VALUES (NEW."action_id", NEW."baseline", NEW."baseline_year", NEW."id", NEW."indicator_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."target", NEW."target_year", NEW."version_id"); RETURN NULL;', hash='92ee08bc2fc0f15bab433461bdc82283e3213a62', operation='UPDATE', pgid='pgtrigger_update_update_68256', table='commitments_target', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='target',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_targetevent" ("action_id", "baseline", "baseline_year", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target", "target_year", "version_id") VALUES (OLD."action_id", OLD."baseline", OLD."baseline_year", OLD."id", OLD."indicator_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."target", OLD."target_year", OLD."version_id"); RETURN NULL;', hash='49445257e5f34410e616188e0032273c5fd37f32', operation='DELETE', pgid='pgtrigger_delete_delete_9d7f8', table='commitments_target', when='AFTER')),
            ),
        ]),
    ]
