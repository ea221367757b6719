from django.db import migrations

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


class Migration(migrations.Migration):
    dependencies = [("coalition", "0005_language_ledger")]

    operations = [
        migrations.RunSQL(
            KEEP, "DROP FUNCTION keep_translation(text, bigint, text, text, text, text, text)"
        ),
    ]
