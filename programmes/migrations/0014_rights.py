"""Who writes a programme writes its certifiers and what each public reads of a start.

Both tables are younger than the groups, which had no right on them.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ROWS = ['certifier', 'startnote']
# Made by `admissions/0002_roles`; one that was renamed or deleted since is staff's own affair.
WRITERS = ['Rédaction', 'Publication']


def grant(apps, schema_editor):
    database = schema_editor.connection.alias
    config = apps.get_app_config('programmes')
    config.models_module = True  # apps of the past have none, and would be passed over
    create_permissions(config, verbosity=0, using=database, apps=apps)
    config.models_module = None

    rights = apps.get_model('auth', 'Permission').objects.using(database).filter(
        content_type__app_label='programmes', content_type__model__in=ROWS
    )
    for group in apps.get_model('auth', 'Group').objects.using(database).filter(name__in=WRITERS):
        group.permissions.add(*rights)


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0013_publics'),
        ('admissions', '0002_roles'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.RunPython(grant, migrations.RunPython.noop, elidable=False),
    ]
