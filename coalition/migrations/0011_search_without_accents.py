from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations

# What reads a text without its accents, as people type: beside "english" and "french", which need them.
CREATE = """
CREATE TEXT SEARCH CONFIGURATION {name}_folded (COPY = pg_catalog.{name});
ALTER TEXT SEARCH CONFIGURATION {name}_folded
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, {name}_stem;
"""
DROP = "DROP TEXT SEARCH CONFIGURATION {name}_folded"


class Migration(migrations.Migration):
    dependencies = [("coalition", "0010_pages_notices_features_opinions")]

    operations = [
        UnaccentExtension(),
        *(
            migrations.RunSQL(CREATE.format(name=name), DROP.format(name=name))
            for name in ("english", "french")
        ),
    ]
