from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations

# What reads a text without its accents, as people type. The good practices made them first, where they were there before.
CREATE = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_ts_config WHERE cfgname = '{name}_folded') THEN
    CREATE TEXT SEARCH CONFIGURATION {name}_folded (COPY = pg_catalog.{name});
    ALTER TEXT SEARCH CONFIGURATION {name}_folded
      ALTER MAPPING FOR hword, hword_part, word WITH unaccent, {name}_stem;
  END IF;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("coalition", "0010_pages_notices_features_opinions")]

    operations = [
        UnaccentExtension(),
        *(
            migrations.RunSQL(CREATE.format(name=name), migrations.RunSQL.noop)
            for name in ("english", "french")
        ),
    ]
