"""Key figures with their horizon, scale, public…; the rows of drafts say it as `upgrades.py` does.

Both say the same, so that no programme looks modified after the deploy. One file: no column that
another table refers to is written, so PostgreSQL alters the table afterwards all the same.
"""

from django.db import migrations, models

# What version 2 said of whom a figure counts, where these were all its words.
PUBLICS = {
    "apprentis": "apprentices",
    "contrat de professionnalisation": "pro_contract",
    "demandeurs d’emploi": "job_seekers",
    "salariés": "employees",
    "particuliers": "private_persons",
    "étudiants": "students",
    "candidats libres": "free_candidates",
}


def forwards(apps, schema_editor):
    figures = apps.get_model("programmes", "KeyFigure").objects
    figures.filter(kind="employment").update(horizon=6)
    figures.filter(kind="added_value").update(scale="points")
    for cohort, public in PUBLICS.items():
        figures.filter(cohort=cohort).update(public=public, cohort="")


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0010_sessions'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='keyfigure',
            name='key_figure_rate_0_to_100',
        ),
        migrations.AddField(
            model_name='keyfigure',
            name='group',
            field=models.CharField(blank=True, help_text='Suivi à part, sous le même nom chaque année : « site de Pau ». Vide : tous.', max_length=120, verbose_name='groupe'),
        ),
        migrations.AddField(
            model_name='keyfigure',
            name='horizon',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(6, 'à 6 mois'), (12, 'à 12 mois'), (18, 'à 18 mois'), (24, 'à 24 mois')], help_text='Combien de mois après la formation. Vide : aucun délai.', null=True, verbose_name='délai'),
        ),
        migrations.AddField(
            model_name='keyfigure',
            name='national_value',
            field=models.DecimalField(blank=True, decimal_places=2, help_text='La même année, dans la même unité, si vous la connaissez.', max_digits=6, null=True, verbose_name='valeur nationale'),
        ),
        migrations.AddField(
            model_name='keyfigure',
            name='origin',
            field=models.CharField(blank=True, choices=[('official', 'chiffre officiel'), ('own', 'chiffre du centre')], help_text='Établi par l’État (InserJeunes, académie), ou par le centre. Vide : inconnue.', max_length=10, verbose_name='origine'),
        ),
        migrations.AddField(
            model_name='keyfigure',
            name='public',
            field=models.CharField(blank=True, choices=[('all', 'tous'), ('apprentices', 'apprentis'), ('pro_contract', 'contrat de professionnalisation'), ('job_seekers', 'demandeurs d’emploi'), ('employees', 'salariés'), ('private_persons', 'particuliers'), ('students', 'étudiants'), ('free_candidates', 'candidats libres')], help_text='Chaque public a sa propre série. Seuls les chiffres de l’ensemble (vide, ou « tous ») paraissent en tête de la rubrique et sur la carte.', max_length=20, verbose_name='public'),
        ),
        migrations.AddField(
            model_name='keyfigure',
            name='scale',
            field=models.CharField(choices=[('percent', '%'), ('points', 'points'), ('out_of_5', 'sur 5'), ('out_of_10', 'sur 10'), ('out_of_20', 'sur 20')], default='percent', help_text='Un taux est en %, une valeur ajoutée en points ; une note de satisfaction est sur 5, 10 ou 20.', max_length=10, verbose_name='unité'),
        ),
        migrations.AddField(
            model_name='keyfigure',
            name='scope',
            field=models.CharField(blank=True, help_text='Ce dont c’est le résultat : « bloc 2 ». Il n’est ni en tête, ni sur la carte. Vide : résultat entier.', max_length=120, verbose_name='résultat partiel'),
        ),
        migrations.AddField(
            model_name='keyfigure',
            name='undisclosed',
            field=models.CharField(blank=True, help_text='Le motif, à la place de la valeur : « effectif inférieur à 20 ».', max_length=120, verbose_name='non diffusé'),
        ),
        migrations.AlterField(
            model_name='keyfigure',
            name='kind',
            field=models.CharField(choices=[('pass', 'Réussite à l’examen'), ('presentation', 'Présentation aux examens'), ('further_study', 'Poursuite d’études'), ('employment', 'Insertion'), ('breach', 'Rupture du contrat'), ('drop_out', 'Abandon de la formation'), ('satisfaction', 'Satisfaction'), ('added_value', 'Valeur ajoutée')], max_length=14, verbose_name='chiffre'),
        ),
        migrations.AlterField(
            model_name='keyfigure',
            name='value',
            field=models.DecimalField(blank=True, decimal_places=2, help_text='Dans l’unité choisie à côté. Vide : dites pourquoi dans « non diffusé ».', max_digits=6, null=True, verbose_name='valeur'),
        ),
        # Backwards there is nothing to do: the columns that were filled in go.
        migrations.RunPython(forwards, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='keyfigure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('undisclosed', ''), _negated=True), ('value', None)), models.Q(('undisclosed', ''), ('value__isnull', False)), _connector='OR'), name='key_figure_value_or_reason', violation_error_message='Donnez la valeur, ou le motif pour lequel elle n’est pas diffusée : l’un des deux.'),
        ),
        migrations.AddConstraint(
            model_name='keyfigure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'added_value'), ('scale', 'points')), ('kind', 'satisfaction'), models.Q(models.Q(('kind__in', ['satisfaction', 'added_value']), _negated=True), ('scale', 'percent')), _connector='OR'), name='key_figure_scale_of_its_kind', violation_error_message='Une valeur ajoutée est en points, une note est une satisfaction ; les autres chiffres sont en %%.'),
        ),
        migrations.AddConstraint(
            model_name='keyfigure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scale__in', ['percent']), _negated=True), ('value', None), models.Q(('scale', 'percent'), ('value__gte', 0), ('value__lte', 100)), _connector='OR'), name='key_figure_rate_0_to_100', violation_error_message='Un taux va de 0 à 100 %%.'),
        ),
        migrations.AddConstraint(
            model_name='keyfigure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scale__in', ['out_of_5', 'out_of_10', 'out_of_20']), _negated=True), ('value', None), models.Q(('scale', 'out_of_5'), ('value__gte', 0), ('value__lte', 5)), models.Q(('scale', 'out_of_10'), ('value__gte', 0), ('value__lte', 10)), models.Q(('scale', 'out_of_20'), ('value__gte', 0), ('value__lte', 20)), _connector='OR'), name='key_figure_mark_within_scale', violation_error_message='Une note va de 0 à 5, 10 ou 20, selon son unité.'),
        ),
        migrations.AddConstraint(
            model_name='keyfigure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scale__in', ['percent', 'out_of_5', 'out_of_10', 'out_of_20']), _negated=True), ('national_value', None), models.Q(('scale', 'percent'), ('national_value__gte', 0), ('national_value__lte', 100)), models.Q(('scale', 'out_of_5'), ('national_value__gte', 0), ('national_value__lte', 5)), models.Q(('scale', 'out_of_10'), ('national_value__gte', 0), ('national_value__lte', 10)), models.Q(('scale', 'out_of_20'), ('national_value__gte', 0), ('national_value__lte', 20)), _connector='OR'), name='key_figure_national_within_scale', violation_error_message='Cette valeur est dans la même unité : de 0 à 100 %%, ou à 5, 10 ou 20.'),
        ),
        migrations.AddConstraint(
            model_name='keyfigure',
            constraint=models.CheckConstraint(condition=models.Q(('horizon', None), ('horizon__in', [6, 12, 18, 24]), _connector='OR'), name='key_figure_horizon_known', violation_error_message='Le délai est de 6, 12, 18 ou 24 mois.'),
        ),
    ]
