"""Other kinds of programme: what the rows no longer need goes, and what they obey comes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0006_kinds_rows'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='edition',
            name='sheet',
        ),
        migrations.RenameField(
            model_name='edition',
            old_name='sheet_last',
            new_name='sheet',
        ),
        migrations.AlterField(
            model_name='edition',
            name='sheet',
            field=models.JSONField(verbose_name='fiche'),
        ),
        migrations.RemoveField(
            model_name='examunit',
            name='bloc',
        ),
        migrations.RemoveField(
            model_name='programme',
            name='certifier',
        ),
        migrations.AddConstraint(
            model_name='exampaper',
            constraint=models.CheckConstraint(condition=models.Q(('coefficient', None), ('coefficient__gte', 0), _connector='OR'), name='exam_paper_coefficient_not_negative', violation_error_message='Un coefficient n’est jamais négatif.'),
        ),
        migrations.AddConstraint(
            model_name='examunit',
            constraint=models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('programme', 'code'), name='exam_unit_code_unique', violation_error_message='Une autre unité de cette formation porte ce code.'),
        ),
        migrations.AddConstraint(
            model_name='examunit',
            constraint=models.UniqueConstraint(condition=models.Q(('code', '')), fields=('programme', 'title'), name='exam_unit_title_unique', violation_error_message='Une autre unité sans code porte cet intitulé.'),
        ),
        migrations.AddConstraint(
            model_name='examunit',
            constraint=models.CheckConstraint(condition=models.Q(('coefficient', None), ('coefficient__gte', 0), _connector='OR'), name='exam_unit_coefficient_not_negative', violation_error_message='Un coefficient n’est jamais négatif.'),
        ),
        migrations.AddConstraint(
            model_name='examunit',
            constraint=models.CheckConstraint(condition=models.Q(('credits', None), ('credits__gt', 0), _connector='OR'), name='exam_unit_credits_positive', violation_error_message='Crédits ECTS : laissez vide plutôt que 0.'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('company_weeks', None), ('company_weeks__gt', 0), _connector='OR'), name='programme_company_weeks_positive', violation_error_message='Semaines en entreprise : laissez vide plutôt que 0.'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('length', None), ('length__gt', 0), _connector='OR'), name='programme_length_positive', violation_error_message='Durée, du début à la fin : laissez vide plutôt que 0.'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('ects', None), ('ects__gt', 0), _connector='OR'), name='programme_ects_positive', violation_error_message='Crédits ECTS : laissez vide plutôt que 0.'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('registered_on', None), ('registration_ends_on', None), ('registration_ends_on__gte', models.F('registered_on')), _connector='OR'), name='programme_registration_dates_ordered', violation_error_message='La fin d’enregistrement précède son début : vérifiez les deux dates.'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('length', None), ('length_unit', '')), models.Q(('length__isnull', False), models.Q(('length_unit', ''), _negated=True)), _connector='OR'), name='programme_length_has_unit', violation_error_message='Une durée a une valeur et une unité : 18 mois.'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('grid_from', None), ('grid_until', None), ('grid_until__gte', models.F('grid_from')), _connector='OR'), name='programme_grid_sessions_ordered', violation_error_message='La dernière session précède la première : vérifiez les deux années.'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('grid_from', None), ('grid_from__range', (1900, 2199)), _connector='OR'), name='programme_grid_from_year', violation_error_message='Une session est une année : 2026.'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('grid_until', None), ('grid_until__range', (1900, 2199)), _connector='OR'), name='programme_grid_until_year', violation_error_message='Une session est une année : 2026.'),
        ),
    ]
