"""Documents of programmes and of centres, their files by hash, and who may edit them."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

ROWS = ['document', 'commondocument']
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
        ('programmes', '0016_fields_of_study'),
        ('admissions', '0002_roles'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('digest', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='empreinte')),
                ('content', models.BinaryField(verbose_name='contenu')),
                ('size', models.PositiveIntegerField(verbose_name='taille')),
                ('pages', models.PositiveIntegerField(verbose_name='pages')),
                ('kept_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='reçu le')),
            ],
            options={
                'verbose_name': 'fichier',
                'verbose_name_plural': 'fichiers',
            },
        ),
        migrations.CreateModel(
            name='CommonDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField(db_index=True, default=0, editable=False, verbose_name='ordre')),
                ('kind', models.CharField(choices=[('rules', 'règlement intérieur'), ('welcome', 'livret d’accueil'), ('terms', 'conditions générales de vente'), ('calendar', 'calendrier'), ('other', 'autre document')], max_length=10, verbose_name='nature')),
                ('title', models.CharField(blank=True, help_text='Le titre d’un autre document\u202f; ailleurs, ce qui le distingue\u202f: «\u202fsite d’Agen\u202f», «\u202f2026-2027\u202f».', max_length=120, verbose_name='titre ou précision')),
                ('digest', models.CharField(help_text='5\xa0Mo au plus, sans mot de passe. Un nouveau fichier remplace le précédent à la prochaine publication\u202f; les éditions passées gardent le leur.', max_length=64, validators=[django.core.validators.RegexValidator('\\A[0-9a-f]{64}\\Z', 'Ce n’est pas l’empreinte d’un fichier.')], verbose_name='fichier PDF')),
                ('size', models.PositiveIntegerField(editable=False, verbose_name='taille')),
                ('pages', models.PositiveIntegerField(editable=False, verbose_name='pages')),
                ('added_on', models.DateField(editable=False, verbose_name='ajouté le')),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='programmes.trainingcentre', verbose_name='centre de formation')),
            ],
            options={
                'verbose_name': 'document du centre',
                'verbose_name_plural': 'documents du centre',
                'ordering': ['order', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'other'), _negated=True), models.Q(('title', ''), _negated=True), _connector='OR'), name='commondocument_other_has_a_title', violation_error_message='Donnez son titre à cet autre document.')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField(db_index=True, default=0, editable=False, verbose_name='ordre')),
                ('kind', models.CharField(choices=[('rules', 'règlement intérieur'), ('welcome', 'livret d’accueil'), ('terms', 'conditions générales de vente'), ('calendar', 'calendrier'), ('other', 'autre document')], max_length=10, verbose_name='nature')),
                ('title', models.CharField(blank=True, help_text='Le titre d’un autre document\u202f; ailleurs, ce qui le distingue\u202f: «\u202fsite d’Agen\u202f», «\u202f2026-2027\u202f».', max_length=120, verbose_name='titre ou précision')),
                ('digest', models.CharField(help_text='5\xa0Mo au plus, sans mot de passe. Un nouveau fichier remplace le précédent à la prochaine publication\u202f; les éditions passées gardent le leur.', max_length=64, validators=[django.core.validators.RegexValidator('\\A[0-9a-f]{64}\\Z', 'Ce n’est pas l’empreinte d’un fichier.')], verbose_name='fichier PDF')),
                ('size', models.PositiveIntegerField(editable=False, verbose_name='taille')),
                ('pages', models.PositiveIntegerField(editable=False, verbose_name='pages')),
                ('added_on', models.DateField(editable=False, verbose_name='ajouté le')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='programmes.programme', verbose_name='formation')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'ordering': ['order', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'other'), _negated=True), models.Q(('title', ''), _negated=True), _connector='OR'), name='document_other_has_a_title', violation_error_message='Donnez son titre à cet autre document.')],
            },
        ),
        migrations.RunPython(grant, migrations.RunPython.noop, elidable=False),
    ]
