"""Sessions: their own rhythm and mode, more states; work-study is stated.

Work-study is filled in as `programmes/upgrades.py` reads stored sheets, so that no programme looks
modified after the deploy.
"""

import programmes.identifiers
from django.db import migrations, models


def forwards(apps, schema_editor):
    FundingOption = apps.get_model('admissions', 'FundingOption')
    Programme = apps.get_model('programmes', 'Programme')
    Edition = apps.get_model('programmes', 'Edition')

    contracts = FundingOption.objects.filter(scheme__is_work_study=True)
    Programme.objects.filter(pk__in=contracts.values('programme')).update(work_study='possible')
    # Of another shape from now on; `prepare` derives again what is online.
    Edition.objects.update(starts={'permanent': False, 'sessions': [], 'modes_vary': False})


def backwards(apps, schema_editor):
    apps.get_model('programmes', 'Edition').objects.update(starts=[])


class Migration(migrations.Migration):

    dependencies = [
        ('admissions', '0003_kinds'),
        ('programmes', '0009_places'),
    ]

    operations = [
        # Renamed, not made anew: a new column would come after the sheet, which is large.
        migrations.RenameField(
            model_name='edition',
            old_name='intake_starts',
            new_name='starts',
        ),
        migrations.AlterField(
            model_name='edition',
            name='starts',
            field=models.JSONField(default=dict, verbose_name='rentrées'),
        ),
        migrations.AddField(
            model_name='intake',
            name='cycle_at_centre',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='semaines au centre'),
        ),
        migrations.AddField(
            model_name='intake',
            name='cycle_in_company',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='puis en entreprise'),
        ),
        migrations.AddField(
            model_name='intake',
            name='delivery_mode',
            field=models.CharField(blank=True, choices=[('on_site', 'en présentiel'), ('mixed', 'en présentiel et à distance'), ('distance', 'à distance')], help_text='Vide : celle de la formation.', max_length=10, verbose_name='modalité d’enseignement'),
        ),
        migrations.AddField(
            model_name='intake',
            name='rhythm',
            field=models.CharField(blank=True, help_text='« De 18 h à 21 h ».', max_length=300, verbose_name='précision sur le rythme'),
        ),
        migrations.AddField(
            model_name='intake',
            name='rhythm_kind',
            field=models.CharField(blank=True, choices=[('weekdays', 'certains jours de la semaine'), ('alternating', 'en semaines alternées'), ('whole_weeks', 'par semaines entières'), ('full_time', 'à temps plein'), ('evenings', 'en soirée'), ('own_pace', 'à son rythme')], help_text='Vide, comme les lignes qui suivent : celui de la formation.', max_length=12, verbose_name='rythme'),
        ),
        migrations.AddField(
            model_name='intake',
            name='training_weekdays',
            field=models.JSONField(blank=True, default=list, validators=[programmes.identifiers.validate_weekdays], verbose_name='jours au centre'),
        ),
        migrations.AddField(
            model_name='programme',
            name='cycle_at_centre',
            field=models.PositiveSmallIntegerField(blank=True, help_text='À la suite : 1, puis…', null=True, verbose_name='semaines au centre'),
        ),
        migrations.AddField(
            model_name='programme',
            name='cycle_in_company',
            field=models.PositiveSmallIntegerField(blank=True, help_text='… 2 : « 1 semaine au centre, 2 en entreprise ».', null=True, verbose_name='puis en entreprise'),
        ),
        migrations.AddField(
            model_name='programme',
            name='permanent_entry',
            field=models.BooleanField(default=False, help_text='On commence quand on veut, toute l’année, sans attendre une date.', verbose_name='entrées et sorties permanentes'),
        ),
        migrations.AddField(
            model_name='programme',
            name='rhythm_kind',
            field=models.CharField(blank=True, choices=[('weekdays', 'certains jours de la semaine'), ('alternating', 'en semaines alternées'), ('whole_weeks', 'par semaines entières'), ('full_time', 'à temps plein'), ('evenings', 'en soirée'), ('own_pace', 'à son rythme')], help_text='Ce qui suit le précise : semaines, jours, heures.', max_length=12, verbose_name='rythme'),
        ),
        migrations.AddField(
            model_name='programme',
            name='work_study',
            field=models.CharField(blank=True, choices=[('required', 'obligatoire'), ('possible', 'possible'), ('no', 'non proposée')], help_text='Sous contrat avec une entreprise. C’est ici que cela se dit : un contrat parmi les financements n’en décide pas.', max_length=10, verbose_name='alternance'),
        ),
        migrations.AlterField(
            model_name='intake',
            name='applications_close_on',
            field=models.DateField(blank=True, help_text='Même après le début : d’ici là, on peut encore la rejoindre.', null=True, verbose_name='candidatures jusqu’au'),
        ),
        migrations.AlterField(
            model_name='intake',
            name='state',
            field=models.CharField(choices=[('open', 'candidatures ouvertes'), ('last', 'dernières places'), ('waiting', 'liste d’attente'), ('full', 'complet'), ('closed', 'candidatures closes')], default='open', max_length=10, verbose_name='état'),
        ),
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.CheckConstraint(condition=models.Q(('cycle_at_centre', None), ('cycle_at_centre__gt', 0), _connector='OR'), name='intake_cycle_at_centre_positive', violation_error_message='Semaines au centre : laissez vide plutôt que 0.'),
        ),
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.CheckConstraint(condition=models.Q(('cycle_in_company', None), ('cycle_in_company__gt', 0), _connector='OR'), name='intake_cycle_in_company_positive', violation_error_message='Semaines en entreprise, à la suite : laissez vide plutôt que 0.'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('cycle_at_centre', None), ('cycle_at_centre__gt', 0), _connector='OR'), name='programme_cycle_at_centre_positive', violation_error_message='Semaines au centre : laissez vide plutôt que 0.'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('cycle_in_company', None), ('cycle_in_company__gt', 0), _connector='OR'), name='programme_cycle_in_company_positive', violation_error_message='Semaines en entreprise, à la suite : laissez vide plutôt que 0.'),
        ),
        migrations.RunPython(forwards, backwards),
    ]
