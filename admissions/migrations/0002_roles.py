"""Who may do what, as groups: Rédaction, Publication, Admissions.

In this room because it is the last one that has tables: both apps' rows are named here. What
Django makes after all migrations (content types, permissions) is made now, by its own functions.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations

# A programme's own rows come and go with the text.
OWN_ROWS = {
    'programmes': [
        'bloc', 'objective', 'examunit', 'exampaper', 'intake', 'occupation', 'furtherstudy',
        'keyfigure', 'reviewnote',
    ],
    'admissions': ['requirement', 'exemption', 'fundingoption'],
}
# These serve all programmes, or are archived: nobody but a superuser deletes them.
LASTING = {
    'programmes': ['programme', 'trainingcentre', 'site'],
    'admissions': ['fundingscheme'],
}

WRITING = [
    *[
        (app, f'{action}_{model}')
        for app, models in OWN_ROWS.items()
        for model in models
        for action in ('view', 'add', 'change', 'delete')
    ],
    *[
        (app, f'{action}_{model}')
        for app, models in LASTING.items()
        for model in models
        for action in ('view', 'add', 'change')
    ],
    ('programmes', 'view_edition'),
]

ROLES = {
    'Rédaction': WRITING,
    'Publication': [*WRITING, ('programmes', 'publish_programme')],
    # They log in; what they do (enquiries) has no table yet.
    'Admissions': [],
}


def make_roles(apps, schema_editor):
    database = schema_editor.connection.alias
    for app in OWN_ROWS:
        config = apps.get_app_config(app)
        config.models_module = True  # apps of the past have none, and would be passed over
        create_permissions(config, verbosity=0, using=database, apps=apps)
        config.models_module = None

    Group = apps.get_model('auth', 'Group')
    Permission = apps.get_model('auth', 'Permission')
    known = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.using(database).select_related('content_type')
    }
    for name, rights in ROLES.items():
        # A group of that name, made by hand, keeps what it has and gains what it lacks.
        group, _ = Group.objects.using(database).get_or_create(name=name)
        group.permissions.add(*[known[right] for right in rights])


class Migration(migrations.Migration):

    dependencies = [
        ('admissions', '0001_initial'),
        ('programmes', '0001_initial'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        # Accounts hang on the groups: going back leaves them.
        migrations.RunPython(make_roles, migrations.RunPython.noop, elidable=False),
    ]
