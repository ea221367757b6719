import pgtrigger


class KeepTranslations(pgtrigger.Trigger):
    """On a model with bilingual `fields`: keeps the lines of the language ledger (models/translation.py) of its rows.

    A trigger, as the row history has: texts are also written by bulk updates, which no method of a model sees.
    """

    when = pgtrigger.After
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete

    def __init__(self, *fields, **options):
        self.fields = fields
        super().__init__(name="keeps_the_language_ledger", **options)

    def get_func(self, model):
        label = model._meta.label_lower
        kept = " ".join(_keep(label, field) for field in self.fields)
        gone = f"DELETE FROM coalition_translation WHERE model = '{label}' AND row_id = OLD.id;"
        return f"IF TG_OP = 'DELETE' THEN {gone} RETURN OLD; END IF; {kept} RETURN NEW;"


def _keep(label, field):
    versions = [f"{row}.{field}_{language}" for row in ("OLD", "NEW") for language in ("en", "fr")]
    # The function stands in coalition/migrations: what one change of a text means for its line.
    return f"PERFORM keep_translation('{label}', NEW.id, '{field}', {', '.join(versions)});"
