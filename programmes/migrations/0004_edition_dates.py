"""The two indexes that date the catalogue, for databases that were made without them.

`0001_initial` gained them after it had landed: a database made before has run it and will never
run it again. Where they are there already, nothing happens.
"""

from django.db import migrations

NAMES = ('edition_published_at', 'edition_withdrawn_at')


def add_what_is_missing(apps, schema_editor):
    Edition = apps.get_model('programmes', 'Edition')
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        known = connection.introspection.get_constraints(cursor, Edition._meta.db_table)
    for index in Edition._meta.indexes:
        if index.name in NAMES and index.name not in known:
            schema_editor.add_index(Edition, index)


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0003_dead_links'),
    ]

    operations = [
        # Going back leaves them: `0001_initial` has them too. Never elided: those databases remain.
        migrations.RunPython(add_what_is_missing, migrations.RunPython.noop, elidable=False),
    ]
