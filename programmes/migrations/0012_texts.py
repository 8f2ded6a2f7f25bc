"""Long texts of drafts, as `programmes/upgrades.py` reads stored sheets: none means more than before.

Both say the same, so that no programme looks modified after the deploy.
"""

from django.db import migrations

from programmes.upgrades import OF_A_BLOC, OF_A_CENTRE, TEXTS, escaped


def forwards(apps, schema_editor):
    for name, texts in (("Programme", TEXTS), ("Bloc", OF_A_BLOC), ("TrainingCentre", OF_A_CENTRE)):
        rows = apps.get_model("programmes", name).objects
        for pk, *stored in rows.values_list("pk", *texts):
            # A draft may still hold the line ends that a browser sent; a sheet holds one kind.
            read = [text.replace("\r\n", "\n").replace("\r", "\n") for text in stored]
            said = {
                name: escaped(text, longest)
                for (name, longest), text in zip(texts.items(), read, strict=True)
            }
            if [*said.values()] != read:
                rows.filter(pk=pk).update(**said)


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0011_figures'),
    ]

    # Backwards nothing is lost: the earlier site shows the backslashes.
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
