"""The oldest rule by which cards and filters were made is asked for with each list: by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0007_kinds_settled'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(condition=models.Q(('current', True)), fields=['derived_version'], name='edition_current_derived'),
        ),
    ]
