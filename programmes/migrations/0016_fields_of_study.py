"""Shelves of the catalogue: the table, those that a catalogue starts with, and who may edit them."""

import django.db.models.deletion
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

NAMES = [
    'Agriculture, nature, animaux',
    'Arts, artisanat, mode',
    'Banque, assurance, immobilier',
    'Bâtiment, travaux publics, bois',
    'Commerce, vente',
    'Coiffure, esthétique, bien-être',
    'Communication, médias, spectacle',
    'Droit, langues, sciences, enseignement',
    'Gestion, comptabilité, ressources humaines',
    'Hôtellerie, restauration, tourisme',
    'Industrie, énergie, maintenance',
    'Informatique, numérique',
    'Mécanique, automobile, métaux',
    'Santé, social, petite enfance',
    'Sécurité, environnement, services publics',
    'Sport, animation',
    'Transport, logistique',
]
# Made by `admissions/0002_roles`; one that was renamed or deleted since is staff's own affair.
WRITERS = ['Rédaction', 'Publication']
RIGHTS = ['view_fieldofstudy', 'add_fieldofstudy', 'change_fieldofstudy']


def fill(apps, schema_editor):
    rows = apps.get_model('programmes', 'FieldOfStudy').objects.using(schema_editor.connection.alias)
    for name in NAMES:
        rows.get_or_create(name=name)


def grant(apps, schema_editor):
    database = schema_editor.connection.alias
    config = apps.get_app_config('programmes')
    config.models_module = True  # apps of the past have none, and would be passed over
    create_permissions(config, verbosity=0, using=database, apps=apps)
    config.models_module = None

    rights = apps.get_model('auth', 'Permission').objects.using(database).filter(
        content_type__app_label='programmes', codename__in=RIGHTS
    )
    for group in apps.get_model('auth', 'Group').objects.using(database).filter(name__in=WRITERS):
        group.permissions.add(*rights)


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0015_several_centres'),
        ('admissions', '0002_roles'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='costs',
            field=models.JSONField(default=list, verbose_name='coûts'),
        ),
        migrations.AddField(
            model_name='edition',
            name='field_of_study',
            field=models.TextField(blank=True, verbose_name='domaine'),
        ),
        migrations.AddField(
            model_name='edition',
            name='towns',
            field=models.TextField(blank=True, verbose_name='communes'),
        ),
        migrations.CreateModel(
            name='FieldOfStudy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Ce que dit le premier filtre du catalogue : « Commerce, vente ». Les mots que l’on emploie, une vingtaine de domaines au plus.', max_length=120, verbose_name='nom')),
            ],
            options={
                'verbose_name': 'domaine',
                'verbose_name_plural': 'domaines',
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('name',), name='field_of_study_name_unique', violation_error_message='Un domaine porte déjà ce nom.'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='field_of_study_has_name', violation_error_message='Un domaine a un nom.')],
            },
        ),
        migrations.AddField(
            model_name='programme',
            name='field_of_study',
            field=models.ForeignKey(blank=True, help_text='Premier filtre du catalogue, et rubrique Références. Laissé vide, le catalogue classe la formation d’après son code NSF, ou ses métiers.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='programmes.fieldofstudy', verbose_name='domaine'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(grant, migrations.RunPython.noop, elidable=False),
    ]
