"""Other kinds of programme: the rows of drafts, as `programmes/upgrades.py` reads stored sheets.

Both say the same, so that no programme looks modified after the deploy.
"""

from django.db import migrations
from django.db.models import F, Q


def forwards(apps, schema_editor):
    Programme = apps.get_model("programmes", "Programme")
    Certifier = apps.get_model("programmes", "Certifier")
    ExamUnit = apps.get_model("programmes", "ExamUnit")
    Edition = apps.get_model("programmes", "Edition")

    Programme.objects.exclude(
        Q(registry_code="") & Q(registered_on=None) & Q(registration_ends_on=None)
    ).update(registry="rncp")
    Programme.objects.exclude(length=None).update(length_unit="years")
    Programme.objects.filter(kind="bts").update(rules="bts")
    Certifier.objects.bulk_create(
        Certifier(programme_id=pk, order=1, name=name)
        for pk, name in Programme.objects.exclude(certifier="").values_list("pk", "certifier")
    )
    assessed = ExamUnit.blocs.through
    assessed.objects.bulk_create(
        assessed(examunit_id=pk, bloc_id=bloc)
        for pk, bloc in ExamUnit.objects.exclude(bloc=None).values_list("pk", "bloc")
    )
    Edition.objects.update(sheet_last=F("sheet"))


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0005_kinds'),
    ]

    # Backwards there is nothing to do: the columns that were filled in go with 0005.
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
