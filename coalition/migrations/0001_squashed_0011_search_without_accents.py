import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations, models

from coalition.create_together import CreateTogether

# Called by the triggers of coalition/ledger_trigger.py for one bilingual text of a row that was written.
KEEP = """
CREATE FUNCTION keep_translation(
    label text, row_number bigint, name text, old_en text, old_fr text, new_en text, new_fr text
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    line coalition_translation%ROWTYPE;
    en text := btrim(coalesce(new_en, ''), E' \\n\\r\\t');
    fr text := btrim(coalesce(new_fr, ''), E' \\n\\r\\t');
    en_before text := btrim(coalesce(old_en, ''), E' \\n\\r\\t');
    fr_before text := btrim(coalesce(old_fr, ''), E' \\n\\r\\t');
    lead text;
    lead_before text;
    follower text;
    follower_before text;
BEGIN
    SELECT * INTO line FROM coalition_translation
        WHERE model = label AND row_id = row_number AND field = name;
    IF en = '' AND fr = '' THEN
        DELETE FROM coalition_translation WHERE id = line.id;
        RETURN;
    END IF;
    IF line.id IS NULL THEN
        line.original := CASE WHEN fr = '' THEN 'en' WHEN en = '' THEN 'fr' ELSE '' END;
        INSERT INTO coalition_translation
            (model, row_id, field, original, state, translated_from, draft, draft_of, changed_at)
        VALUES (
            label, row_number, name, line.original,
            CASE WHEN line.original = '' THEN 'ready' ELSE 'missing' END, '', '', '', now()
        );
        RETURN;
    END IF;
    IF en = en_before AND fr = fr_before THEN
        RETURN;
    END IF;
    -- Both were written in one go until now: the one that changes alone leads from here on.
    IF line.original = '' AND NOT (en <> en_before AND fr <> fr_before AND en <> '' AND fr <> '') THEN
        line.original := CASE WHEN fr = '' THEN 'en' WHEN en = '' THEN 'fr'
                              WHEN en <> en_before THEN 'en' ELSE 'fr' END;
    END IF;
    IF line.original = 'fr' THEN
        lead := fr; lead_before := fr_before; follower := en; follower_before := en_before;
    ELSE
        lead := en; lead_before := en_before; follower := fr; follower_before := fr_before;
    END IF;
    IF lead = '' THEN
        line.original := CASE line.original WHEN 'en' THEN 'fr' ELSE 'en' END;
        line.state := 'missing';
        line.translated_from := '';
    ELSIF follower = '' THEN
        line.state := 'missing';
        line.translated_from := '';
    ELSIF follower <> follower_before OR line.original = '' THEN
        line.state := 'ready';
        line.translated_from := '';
    ELSE
        IF line.state = 'ready' THEN
            line.translated_from := lead_before;
        END IF;
        line.state := CASE WHEN lead = line.translated_from THEN 'ready' ELSE 'outdated' END;
    END IF;
    UPDATE coalition_translation SET
        original = line.original,
        state = line.state,
        translated_from = line.translated_from,
        draft = CASE WHEN follower = follower_before THEN draft ELSE '' END,
        draft_of = CASE WHEN follower = follower_before THEN draft_of ELSE '' END,
        draft_asked_at = CASE WHEN follower = follower_before THEN draft_asked_at END,
        changed_at = now()
    WHERE id = line.id;
END;
$$
"""

# What reads a text without its accents, as people type: beside "english" and "french", which need them.
CREATE = """
CREATE TEXT SEARCH CONFIGURATION {name}_folded (COPY = pg_catalog.{name});
ALTER TEXT SEARCH CONFIGURATION {name}_folded
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, {name}_stem;
"""
DROP = "DROP TEXT SEARCH CONFIGURATION {name}_folded"


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('coalition', '0001_initial'),
        ('coalition', '0002_comments_and_preferences'),
        ('coalition', '0003_whom_an_event_concerns'),
        ('coalition', '0004_departures'),
        ('coalition', '0005_language_ledger'),
        ('coalition', '0006_what_a_change_means_to_the_ledger'),
        ('coalition', '0007_comments_among_colleagues_and_kept_answers'),
        ('coalition', '0008_spreadsheet_uploads'),
        ('coalition', '0009_what_visitors_send'),
        ('coalition', '0010_pages_notices_features_opinions'),
        ('coalition', '0011_search_without_accents'),
    ]

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        UnaccentExtension(),
        *(
            migrations.RunSQL(CREATE.format(name=name), DROP.format(name=name))
            for name in ("english", "french")
        ),
        CreateTogether([
            migrations.CreateModel(
                name='FeatureEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('starts_at', models.DateTimeField(verbose_name='from')),
                    ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                    ('title', models.CharField(max_length=80, verbose_name='title')),
                    ('title_en', models.CharField(max_length=80, null=True, verbose_name='title')),
                    ('title_fr', models.CharField(max_length=80, null=True, verbose_name='title')),
                    ('text', models.CharField(max_length=240, verbose_name='text')),
                    ('text_en', models.CharField(max_length=240, null=True, verbose_name='text')),
                    ('text_fr', models.CharField(max_length=240, null=True, verbose_name='text')),
                    ('link', models.CharField(max_length=500, verbose_name='where it leads')),
                    ('link_en', models.CharField(max_length=500, null=True, verbose_name='where it leads')),
                    ('link_fr', models.CharField(max_length=500, null=True, verbose_name='where it leads')),
                    ('position', models.PositiveSmallIntegerField(default=1, verbose_name='place')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='KeptAnswers',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token', models.CharField(max_length=43, unique=True)),
                    ('path', models.CharField(max_length=400)),
                    ('answers', models.JSONField()),
                    ('kept_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'verbose_name': 'answers kept through a sign-in',
                    'verbose_name_plural': 'answers kept through a sign-in',
                    'ordering': ['-kept_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='Notice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts_at', models.DateTimeField(verbose_name='from')),
                    ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                    ('text', models.CharField(max_length=300, verbose_name='text')),
                    ('text_en', models.CharField(max_length=300, null=True, verbose_name='text')),
                    ('text_fr', models.CharField(max_length=300, null=True, verbose_name='text')),
                    ('level', models.CharField(choices=[('info', 'For information'), ('warning', 'Warning')], default='info', max_length=7, verbose_name='how pressing')),
                ],
                options={
                    'verbose_name': 'notice',
                    'verbose_name_plural': 'notices',
                    'ordering': ['-starts_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='NoticeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('starts_at', models.DateTimeField(verbose_name='from')),
                    ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                    ('text', models.CharField(max_length=300, verbose_name='text')),
                    ('text_en', models.CharField(max_length=300, null=True, verbose_name='text')),
                    ('text_fr', models.CharField(max_length=300, null=True, verbose_name='text')),
                    ('level', models.CharField(choices=[('info', 'For information'), ('warning', 'Warning')], default='info', max_length=7, verbose_name='how pressing')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Opinion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('path', models.CharField(max_length=300, verbose_name='page')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French')], max_length=2, verbose_name='language')),
                    ('is_useful', models.BooleanField(verbose_name='useful')),
                    ('comment', models.TextField(blank=True, max_length=1000, verbose_name='comment')),
                    ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('status', models.CharField(choices=[('new', 'New'), ('answered', 'Dealt with'), ('aside', 'Set aside')], default='new', max_length=8, verbose_name='status')),
                ],
                options={
                    'verbose_name': 'opinion of a reader',
                    'verbose_name_plural': 'opinions of readers',
                    'ordering': ['-given_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='OpinionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('path', models.CharField(max_length=300, verbose_name='page')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French')], max_length=2, verbose_name='language')),
                    ('is_useful', models.BooleanField(verbose_name='useful')),
                    ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('status', models.CharField(choices=[('new', 'New'), ('answered', 'Dealt with'), ('aside', 'Set aside')], default='new', max_length=8, verbose_name='status')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='OutgoingMessage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(help_text='The same key is never queued twice.', max_length=200)),
                    ('category', models.CharField(max_length=40)),
                    ('to_address', models.EmailField(max_length=254)),
                    ('reply_to', models.EmailField(blank=True, max_length=254)),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French')], max_length=2)),
                    ('subject', models.CharField(max_length=250)),
                    ('text', models.TextField()),
                    ('html', models.TextField(blank=True)),
                    ('status', models.CharField(choices=[('queued', 'Waiting'), ('sent', 'Sent'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='queued', max_length=10)),
                    ('tries', models.PositiveSmallIntegerField(default=0)),
                    ('next_try_at', models.DateTimeField()),
                    ('last_error', models.TextField(blank=True)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('sent_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'verbose_name': 'message',
                    'verbose_name_plural': 'messages',
                    'ordering': ['-pk'],
                },
            ),
            migrations.CreateModel(
                name='Page',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(blank=True, max_length=40, null=True, unique=True)),
                    ('slug', models.SlugField(max_length=80, unique=True, verbose_name='address')),
                    ('slug_en', models.SlugField(max_length=80, null=True, unique=True, verbose_name='address')),
                    ('slug_fr', models.SlugField(max_length=80, null=True, unique=True, verbose_name='address')),
                    ('chapter', models.PositiveSmallIntegerField(choices=[(1, 'The coalition'), (2, 'Around the world'), (3, 'What it is measured by'), (4, 'This site')], default=1, verbose_name='chapter')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='place')),
                    ('part', models.SlugField(blank=True, max_length=40)),
                ],
                options={
                    'verbose_name': 'page',
                    'verbose_name_plural': 'pages',
                    'ordering': ['chapter', 'position', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='PageEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('key', models.SlugField(blank=True, db_index=False, max_length=40, null=True)),
                    ('slug', models.SlugField(db_index=False, max_length=80, verbose_name='address')),
                    ('slug_en', models.SlugField(db_index=False, max_length=80, null=True, verbose_name='address')),
                    ('slug_fr', models.SlugField(db_index=False, max_length=80, null=True, verbose_name='address')),
                    ('chapter', models.PositiveSmallIntegerField(choices=[(1, 'The coalition'), (2, 'Around the world'), (3, 'What it is measured by'), (4, 'This site')], default=1, verbose_name='chapter')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='place')),
                    ('part', models.SlugField(blank=True, db_index=False, max_length=40)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='PageLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('link', models.URLField(blank=True, max_length=500, verbose_name='link')),
                    ('link_state', models.CharField(choices=[('waiting', 'Not tried yet'), ('works', 'Works'), ('broken', 'Does not answer')], default='waiting', max_length=7)),
                    ('link_tried_at', models.DateTimeField(blank=True, null=True)),
                    ('link_failures', models.PositiveSmallIntegerField(db_default=0, default=0)),
                ],
                options={
                    'verbose_name': 'link of a page',
                    'verbose_name_plural': 'links of pages',
                    'ordering': ['link'],
                },
            ),
            migrations.CreateModel(
                name='PageVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                    ('title', models.CharField(blank=True, max_length=120, verbose_name='title')),
                    ('title_en', models.CharField(blank=True, max_length=120, null=True, verbose_name='title')),
                    ('title_fr', models.CharField(blank=True, max_length=120, null=True, verbose_name='title')),
                    ('summary', models.CharField(blank=True, max_length=200, verbose_name='summary')),
                    ('summary_en', models.CharField(blank=True, max_length=200, null=True, verbose_name='summary')),
                    ('summary_fr', models.CharField(blank=True, max_length=200, null=True, verbose_name='summary')),
                    ('body', models.TextField(blank=True, verbose_name='text')),
                    ('body_en', models.TextField(blank=True, null=True, verbose_name='text')),
                    ('body_fr', models.TextField(blank=True, null=True, verbose_name='text')),
                    ('visible_from', models.DateTimeField(blank=True, null=True, verbose_name='published from')),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('written_at', models.DateTimeField(auto_now=True)),
                    ('is_shipped', models.BooleanField(default=False)),
                ],
                options={
                    'verbose_name': 'version of a page',
                    'verbose_name_plural': 'versions of pages',
                    'ordering': ['-number'],
                },
            ),
            migrations.CreateModel(
                name='PageVersionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                    ('title', models.CharField(blank=True, max_length=120, verbose_name='title')),
                    ('title_en', models.CharField(blank=True, max_length=120, null=True, verbose_name='title')),
                    ('title_fr', models.CharField(blank=True, max_length=120, null=True, verbose_name='title')),
                    ('summary', models.CharField(blank=True, max_length=200, verbose_name='summary')),
                    ('summary_en', models.CharField(blank=True, max_length=200, null=True, verbose_name='summary')),
                    ('summary_fr', models.CharField(blank=True, max_length=200, null=True, verbose_name='summary')),
                    ('body', models.TextField(blank=True, verbose_name='text')),
                    ('body_en', models.TextField(blank=True, null=True, verbose_name='text')),
                    ('body_fr', models.TextField(blank=True, null=True, verbose_name='text')),
                    ('visible_from', models.DateTimeField(blank=True, null=True, verbose_name='published from')),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('written_at', models.DateTimeField(auto_now=True)),
                    ('is_shipped', models.BooleanField(default=False)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='SpreadsheetUpload',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('object_id', models.BigIntegerField()),
                    ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                    ('name', models.CharField(max_length=150, verbose_name='name')),
                    ('language', models.CharField(max_length=2, verbose_name='language')),
                    ('data', models.JSONField()),
                    ('choices', models.JSONField(default=dict)),
                    ('applied_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'verbose_name': 'uploaded spreadsheet',
                    'verbose_name_plural': 'uploaded spreadsheets',
                    'ordering': ['uploaded_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Translation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('model', models.CharField(max_length=60)),
                    ('row_id', models.BigIntegerField()),
                    ('field', models.CharField(max_length=40)),
                    ('original', models.CharField(blank=True, choices=[('en', 'English'), ('fr', 'French')], max_length=2, verbose_name='original')),
                    ('state', models.CharField(choices=[('missing', 'Missing'), ('outdated', 'Out of date'), ('ready', 'Ready')], max_length=8, verbose_name='other version')),
                    ('translated_from', models.TextField(blank=True)),
                    ('changed_at', models.DateTimeField()),
                    ('draft', models.TextField(blank=True)),
                    ('draft_of', models.TextField(blank=True)),
                    ('draft_asked_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'verbose_name': 'language ledger line',
                    'verbose_name_plural': 'language ledger',
                },
            ),
            migrations.CreateModel(
                name='UserEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                    ('name', models.CharField(max_length=150, verbose_name='name')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French')], default='en', max_length=2, verbose_name='language')),
                    ('zone', models.CharField(blank=True, max_length=40, verbose_name='time zone')),
                    ('muted', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                    ('is_secretariat', models.BooleanField(default=False, verbose_name='works for the secretariat')),
                    ('is_staff', models.BooleanField(default=False, verbose_name='may see raw data')),
                    ('is_active', models.BooleanField(default=True, verbose_name='active')),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='joined at')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='VisitorPost',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=40)),
                    ('sender', models.CharField(max_length=64)),
                    ('at', models.DateTimeField(auto_now_add=True)),
                ],
            ),
            migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                    ('name', models.CharField(max_length=150, verbose_name='name')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French')], default='en', max_length=2, verbose_name='language')),
                    ('zone', models.CharField(blank=True, max_length=40, verbose_name='time zone')),
                    ('muted', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                    ('is_secretariat', models.BooleanField(default=False, verbose_name='works for the secretariat')),
                    ('is_staff', models.BooleanField(default=False, verbose_name='may see raw data')),
                    ('is_active', models.BooleanField(default=True, verbose_name='active')),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='joined at')),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ],
                options={
                    'verbose_name': 'person',
                    'verbose_name_plural': 'people',
                },
            ),
            migrations.CreateModel(
                name='Comment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('object_id', models.BigIntegerField()),
                    ('place', models.CharField(max_length=40)),
                    ('is_of_secretariat', models.BooleanField(default=False)),
                    ('is_internal', models.BooleanField(default=False)),
                    ('text', models.TextField(verbose_name='message')),
                    ('written_at', models.DateTimeField(auto_now_add=True)),
                    ('resolved_at', models.DateTimeField(blank=True, null=True)),
                    ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='comments', to=settings.AUTH_USER_MODEL)),
                    ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='contenttypes.contenttype')),
                    ('resolved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'comment',
                    'verbose_name_plural': 'comments',
                    'ordering': ['written_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='CommentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('object_id', models.BigIntegerField()),
                    ('place', models.CharField(max_length=40)),
                    ('is_of_secretariat', models.BooleanField(default=False)),
                    ('is_internal', models.BooleanField(default=False)),
                    ('text', models.TextField(verbose_name='message')),
                    ('written_at', models.DateTimeField(auto_now_add=True)),
                    ('resolved_at', models.DateTimeField(blank=True, null=True)),
                    ('author', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('content_type', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contenttypes.contenttype')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='coalition.comment')),
                    ('resolved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Departure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person_id', models.BigIntegerField()),
                    ('joined_at', models.DateTimeField()),
                    ('left_at', models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    'verbose_name': 'deleted account',
                    'verbose_name_plural': 'deleted accounts',
                    'ordering': ['left_at', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('person_id', 'joined_at'), name='one_departure_per_person')],
                },
            ),
            migrations.CreateModel(
                name='Event',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('object_id', models.BigIntegerField()),
                    ('action', models.CharField(max_length=40, verbose_name='action')),
                    ('is_on_behalf', models.BooleanField(default=False, verbose_name='done by the secretariat on behalf of the town')),
                    ('note', models.TextField(blank=True, verbose_name='note')),
                    ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                    ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='trail', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='contenttypes.contenttype')),
                    ('whom', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person concerned')),
                ],
                options={
                    'verbose_name': 'event',
                    'verbose_name_plural': 'events',
                    'ordering': ['at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Feature',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts_at', models.DateTimeField(verbose_name='from')),
                    ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                    ('title', models.CharField(max_length=80, verbose_name='title')),
                    ('title_en', models.CharField(max_length=80, null=True, verbose_name='title')),
                    ('title_fr', models.CharField(max_length=80, null=True, verbose_name='title')),
                    ('text', models.CharField(max_length=240, verbose_name='text')),
                    ('text_en', models.CharField(max_length=240, null=True, verbose_name='text')),
                    ('text_fr', models.CharField(max_length=240, null=True, verbose_name='text')),
                    ('link', models.CharField(max_length=500, verbose_name='where it leads')),
                    ('link_en', models.CharField(max_length=500, null=True, verbose_name='where it leads')),
                    ('link_fr', models.CharField(max_length=500, null=True, verbose_name='where it leads')),
                    ('position', models.PositiveSmallIntegerField(default=1, verbose_name='place')),
                ],
                options={
                    'verbose_name': 'feature of the home page',
                    'verbose_name_plural': 'features of the home page',
                    'ordering': ['position', '-starts_at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='feature_ends_after_it_starts')],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='feature',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "coalition_featureevent" ("ends_at", "id", "link", "link_en", "link_fr", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "starts_at", "text", "text_en", "text_fr", "title", "title_en", "title_fr") VALUES (NEW."ends_at", NEW."id", NEW."link", NEW."link_en", NEW."link_fr", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."starts_at", NEW."text", NEW."text_en", NEW."text_fr", NEW."title", NEW."title_en", NEW."title_fr"); RETURN NULL;', hash='230e169c3c61df1a276f6944257975ef2597521b', operation='INSERT', pgid='pgtrigger_insert_insert_3b409', table='coalition_feature', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='feature',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "coalition_featureevent" ("ends_at", "id", "link", "link_en", "link_fr", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "starts_at", "text", "text_en", "text_fr", "title", "title_en", "title_fr") VALUES (NEW."ends_at", NEW."id", NEW."link", NEW."link_en", NEW."link_fr", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."starts_at", NEW."text", NEW."text_en", NEW."text_fr", NEW."title", NEW."title_en", NEW."title_fr"); RETURN NULL;', hash='c96ef54c103e947febebfb308aaa618d630f1d22', operation='UPDATE', pgid='pgtrigger_update_update_1cc5e', table='coalition_feature', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='feature',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "coalition_featureevent" ("ends_at", "id", "link", "link_en", "link_fr", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "starts_at", "text", "text_en", "text_fr", "title", "title_en", "title_fr") VALUES (OLD."ends_at", OLD."id", OLD."link", OLD."link_en", OLD."link_fr", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."starts_at", OLD."text", OLD."text_en", OLD."text_fr", OLD."title", OLD."title_en", OLD."title_fr"); RETURN NULL;', hash='57dbff72ea6f851185d457aaee8dd32d74470ab5', operation='DELETE', pgid='pgtrigger_delete_delete_28e87', table='coalition_feature', when='AFTER')),
            ),
            migrations.AddField(
                model_name='featureevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='featureevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='coalition.feature'),
            ),
            migrations.AddField(
                model_name='keptanswers',
                name='person',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddConstraint(
                model_name='notice',
                constraint=models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='notice_ends_after_it_starts'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='notice',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "coalition_noticeevent" ("ends_at", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at", "text", "text_en", "text_fr") VALUES (NEW."ends_at", NEW."id", NEW."level", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."starts_at", NEW."text", NEW."text_en", NEW."text_fr"); RETURN NULL;', hash='94c42943de94844787b87f6655a00d9d0b677ef7', operation='INSERT', pgid='pgtrigger_insert_insert_d4416', table='coalition_notice', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='notice',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "coalition_noticeevent" ("ends_at", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at", "text", "text_en", "text_fr") VALUES (NEW."ends_at", NEW."id", NEW."level", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."starts_at", NEW."text", NEW."text_en", NEW."text_fr"); RETURN NULL;', hash='12bafb3b661d6e50aca8f2e9680b0a259ef0282b', operation='UPDATE', pgid='pgtrigger_update_update_399af', table='coalition_notice', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='notice',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "coalition_noticeevent" ("ends_at", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at", "text", "text_en", "text_fr") VALUES (OLD."ends_at", OLD."id", OLD."level", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."starts_at", OLD."text", OLD."text_en", OLD."text_fr"); RETURN NULL;', hash='51c8f7b1e35ba3cc43d9026174dd1ac3bba05abe', operation='DELETE', pgid='pgtrigger_delete_delete_30bcb', table='coalition_notice', when='AFTER')),
            ),
            migrations.AddField(
                model_name='noticeevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='noticeevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='coalition.notice'),
            ),
            migrations.AddIndex(
                model_name='opinion',
                index=models.Index(condition=models.Q(('comment', ''), _negated=True), fields=['status', '-given_at'], name='opinions_by_status'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='opinion',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "coalition_opinionevent" ("given_at", "id", "is_useful", "language", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."given_at", NEW."id", NEW."is_useful", NEW."language", NEW."path", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."status"); RETURN NULL;', hash='afe076dc90990523f4a49aa24c6b08a603e67084', operation='INSERT', pgid='pgtrigger_insert_insert_1df76', table='coalition_opinion', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='opinion',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."given_at" IS DISTINCT FROM (NEW."given_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_useful" IS DISTINCT FROM (NEW."is_useful") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."path" IS DISTINCT FROM (NEW."path") OR OLD."status" IS DISTINCT FROM (NEW."status"))', func='INSERT INTO "coalition_opinionevent" ("given_at", "id", "is_useful", "language", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."given_at", NEW."id", NEW."is_useful", NEW."language", NEW."path", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."status"); RETURN NULL;', hash='bca3662d0a0d251642ecec4c3f8b3050ab56e061', operation='UPDATE', pgid='pgtrigger_update_update_f1b93', table='coalition_opinion', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='opinion',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "coalition_opinionevent" ("given_at", "id", "is_useful", "language", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (OLD."given_at", OLD."id", OLD."is_useful", OLD."language", OLD."path", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."status"); RETURN NULL;', hash='ba58f138a2e6eba0f05ce14c3c3e6ce1d13c23ef', operation='DELETE', pgid='pgtrigger_delete_delete_3565f', table='coalition_opinion', when='AFTER')),
            ),
            migrations.AddField(
                model_name='opinionevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='opinionevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='coalition.opinion'),
            ),
            migrations.AddField(
                model_name='outgoingmessage',
                name='recipient',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='messages_received', to=settings.AUTH_USER_MODEL),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='page',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "coalition_pageevent" ("chapter", "id", "key", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "slug_en", "slug_fr") VALUES (NEW."chapter", NEW."id", NEW."key", NEW."part", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."slug", NEW."slug_en", NEW."slug_fr"); RETURN NULL;', hash='b33a9e624a954cac05e43180337ccae0b750d192', operation='INSERT', pgid='pgtrigger_insert_insert_99d23', table='coalition_page', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='page',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "coalition_pageevent" ("chapter", "id", "key", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "slug_en", "slug_fr") VALUES (NEW."chapter", NEW."id", NEW."key", NEW."part", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."slug", NEW."slug_en", NEW."slug_fr"); RETURN NULL;', hash='1fa4579899d47283e31e19bb0f7ae77fa210f3d7', operation='UPDATE', pgid='pgtrigger_update_update_1a34b', table='coalition_page', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='page',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "coalition_pageevent" ("chapter", "id", "key", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "slug_en", "slug_fr") VALUES (OLD."chapter", OLD."id", OLD."key", OLD."part", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."slug", OLD."slug_en", OLD."slug_fr"); RETURN NULL;', hash='5cd30ce2b1c889d19cfcafd2bace406f8a18328c', operation='DELETE', pgid='pgtrigger_delete_delete_1138f', table='coalition_page', when='AFTER')),
            ),
            migrations.AddField(
                model_name='pageevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='pageevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='coalition.page'),
            ),
            migrations.AddConstraint(
                model_name='pagelink',
                constraint=models.UniqueConstraint(fields=('link',), name='one_row_per_link_of_pages'),
            ),
            migrations.AddField(
                model_name='pageversion',
                name='page',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='coalition.page'),
            ),
            migrations.AddField(
                model_name='pageversionevent',
                name='page',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='coalition.page'),
            ),
            migrations.AddField(
                model_name='pageversionevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='pageversionevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='coalition.pageversion'),
            ),
            migrations.AddField(
                model_name='spreadsheetupload',
                name='content_type',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='contenttypes.contenttype'),
            ),
            migrations.AddField(
                model_name='spreadsheetupload',
                name='uploaded_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddIndex(
                model_name='translation',
                index=models.Index(condition=models.Q(('state', 'ready'), _negated=True), fields=['model', 'state'], name='ledger_lines_that_lack'),
            ),
            migrations.AddConstraint(
                model_name='translation',
                constraint=models.UniqueConstraint(fields=('model', 'row_id', 'field'), name='one_ledger_line_per_text'),
            ),
            migrations.AddField(
                model_name='userevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='userevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddIndex(
                model_name='visitorpost',
                index=models.Index(fields=['sender', 'at'], name='visitor_posts_of_sender'),
            ),
            migrations.AddIndex(
                model_name='visitorpost',
                index=models.Index(fields=['kind', 'at'], name='visitor_posts_of_kind'),
            ),
            migrations.AddConstraint(
                model_name='user',
                constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='one_user_per_email_address'),
            ),
            migrations.AddConstraint(
                model_name='user',
                constraint=models.CheckConstraint(condition=models.Q(('language__in', ['en', 'fr'])), name='user_language_is_english_or_french'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='user',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "coalition_userevent" ("date_joined", "email", "id", "is_active", "is_secretariat", "is_staff", "is_superuser", "language", "muted", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "zone") VALUES (NEW."date_joined", NEW."email", NEW."id", NEW."is_active", NEW."is_secretariat", NEW."is_staff", NEW."is_superuser", NEW."language", NEW."muted", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."zone"); RETURN NULL;', hash='02288e0a38a2d4ea9fb3d6b11958a5d00872b812', operation='INSERT', pgid='pgtrigger_insert_insert_d4654', table='coalition_user', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='user',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_secretariat" IS DISTINCT FROM (NEW."is_secretariat") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."muted" IS DISTINCT FROM (NEW."muted") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."zone" IS DISTINCT FROM (NEW."zone"))', func='INSERT INTO "coalition_userevent" ("date_joined", "email", "id", "is_active", "is_secretariat", "is_staff", "is_superuser", "language", "muted", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "zone") VALUES (NEW."date_joined", NEW."email", NEW."id", NEW."is_active", NEW."is_secretariat", NEW."is_staff", NEW."is_superuser", NEW."language", NEW."muted", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."zone"); RETURN NULL;', hash='8160f83781a3e3ee706f1a597848c975c2e632f9', operation='UPDATE', pgid='pgtrigger_update_update_f284c', table='coalition_user', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='user',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "coalition_userevent" ("date_joined", "email", "id", "is_active", "is_secretariat", "is_staff", "is_superuser", "language", "muted", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "zone") VALUES (OLD."date_joined", OLD."email", OLD."id", OLD."is_active", OLD."is_secretariat", OLD."is_staff", OLD."is_superuser", OLD."language", OLD."muted", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."zone"); RETURN NULL;', hash='42b6c08a85a4f940185838c108a05f916f6ce024', operation='DELETE', pgid='pgtrigger_delete_delete_9c61d', table='coalition_user', when='AFTER')),
            ),
            migrations.AddIndex(
                model_name='comment',
                index=models.Index(fields=['content_type', 'object_id', 'place'], name='comment_by_place'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='comment',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "coalition_commentevent" ("author_id", "content_type_id", "id", "is_internal", "is_of_secretariat", "object_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "resolved_at", "resolved_by_id", "text", "written_at") VALUES (NEW."author_id", NEW."content_type_id", NEW."id", NEW."is_internal", NEW."is_of_secretariat", NEW."object_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."resolved_at", NEW."resolved_by_id", NEW."text", NEW."written_at"); RETURN NULL;', hash='3fdb7481efa73456d717561816f987af1078538d', operation='INSERT', pgid='pgtrigger_insert_insert_6e105', table='coalition_comment', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='comment',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "coalition_commentevent" ("author_id", "content_type_id", "id", "is_internal", "is_of_secretariat", "object_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "resolved_at", "resolved_by_id", "text", "written_at") VALUES (NEW."author_id", NEW."content_type_id", NEW."id", NEW."is_internal", NEW."is_of_secretariat", NEW."object_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."resolved_at", NEW."resolved_by_id", NEW."text", NEW."written_at"); RETURN NULL;', hash='f4d587485a0bc56b61da41399c75791274eb6ded', operation='UPDATE', pgid='pgtrigger_update_update_f965c', table='coalition_comment', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='comment',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "coalition_commentevent" ("author_id", "content_type_id", "id", "is_internal", "is_of_secretariat", "object_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "resolved_at", "resolved_by_id", "text", "written_at") VALUES (OLD."author_id", OLD."content_type_id", OLD."id", OLD."is_internal", OLD."is_of_secretariat", OLD."object_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."resolved_at", OLD."resolved_by_id", OLD."text", OLD."written_at"); RETURN NULL;', hash='070ba5bf47ca1c08763ae3c62b0819da5ec0ddd8', operation='DELETE', pgid='pgtrigger_delete_delete_d0cd4', table='coalition_comment', when='AFTER')),
            ),
            migrations.AddIndex(
                model_name='event',
                index=models.Index(fields=['content_type', 'object_id', 'at'], name='event_by_target'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='event',
                trigger=pgtrigger.compiler.Trigger(name='events_never_change', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."content_type_id" IS DISTINCT FROM (NEW."content_type_id") OR OLD."object_id" IS DISTINCT FROM (NEW."object_id") OR OLD."action" IS DISTINCT FROM (NEW."action") OR OLD."is_on_behalf" IS DISTINCT FROM (NEW."is_on_behalf") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."at" IS DISTINCT FROM (NEW."at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='f77d3d2f1095d46bb3ac8401fd46e71e261f876c', operation='UPDATE', pgid='pgtrigger_events_never_change_dfef3', table='coalition_event', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='event',
                trigger=pgtrigger.compiler.Trigger(name='events_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='d7458255c746b03d1029eac4639ed11320dab043', operation='DELETE', pgid='pgtrigger_events_are_kept_58ca5', table='coalition_event', when='BEFORE')),
            ),
            migrations.AddIndex(
                model_name='outgoingmessage',
                index=models.Index(condition=models.Q(('status', 'queued')), fields=['next_try_at'], name='messages_to_send'),
            ),
            migrations.AddConstraint(
                model_name='outgoingmessage',
                constraint=models.UniqueConstraint(fields=('key',), name='one_message_per_key'),
            ),
            migrations.AddConstraint(
                model_name='pageversion',
                constraint=models.UniqueConstraint(fields=('page', 'number'), name='one_version_per_page_and_number'),
            ),
            migrations.AddConstraint(
                model_name='pageversion',
                constraint=models.UniqueConstraint(condition=models.Q(('visible_from', None)), fields=('page',), name='one_draft_per_page'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='pageversion',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "coalition_pageversionevent" ("body", "body_en", "body_fr", "ended_at", "id", "is_shipped", "number", "page_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "summary", "summary_en", "summary_fr", "title", "title_en", "title_fr", "visible_from", "written_at") VALUES (NEW."body", NEW."body_en", NEW."body_fr", NEW."ended_at", NEW."id", NEW."is_shipped", NEW."number", NEW."page_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."summary", NEW."summary_en", NEW."summary_fr", NEW."title", NEW."title_en", NEW."title_fr", NEW."visible_from", NEW."written_at"); RETURN NULL;', hash='09c008433fc072e0b430e879236a2aad17357f8c', operation='INSERT', pgid='pgtrigger_insert_insert_f30c5', table='coalition_pageversion', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='pageversion',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "coalition_pageversionevent" ("body", "body_en", "body_fr", "ended_at", "id", "is_shipped", "number", "page_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "summary", "summary_en", "summary_fr", "title", "title_en", "title_fr", "visible_from", "written_at") VALUES (NEW."body", NEW."body_en", NEW."body_fr", NEW."ended_at", NEW."id", NEW."is_shipped", NEW."number", NEW."page_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."summary", NEW."summary_en", NEW."summary_fr", NEW."title", NEW."title_en", NEW."title_fr", NEW."visible_from", NEW."written_at"); RETURN NULL;', hash='c6c82a30c018eaaabb55a9cb46fc5f301d684421', operation='UPDATE', pgid='pgtrigger_update_update_22bf0', table='coalition_pageversion', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='pageversion',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "coalition_pageversionevent" ("body", "body_en", "body_fr", "ended_at", "id", "is_shipped", "number", "page_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "summary", "summary_en", "summary_fr", "title", "title_en", "title_fr", "visible_from", "written_at") VALUES (OLD."body", OLD."body_en", OLD."body_fr", OLD."ended_at", OLD."id", OLD."is_shipped", OLD."number", OLD."page_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."summary", OLD."summary_en", OLD."summary_fr", OLD."title", OLD."title_en", OLD."title_fr", OLD."visible_from", OLD."written_at"); RETURN NULL;', hash='af3ef0f49f879792d7a89e60c8ccc58552c46bab', operation='DELETE', pgid='pgtrigger_delete_delete_e9e35', table='coalition_pageversion', when='AFTER')),
            ),
        ]),
        migrations.RunSQL(
            KEEP, "DROP FUNCTION keep_translation(text, bigint, text, text, text, text, text)"
        ),
    ]
