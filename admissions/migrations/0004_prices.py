"""Price lines: what an amount pays, for whom and where; several for one scheme."""

import django.db.models.deletion
import programmes.identifiers
from django.db import migrations, models

class Migration(migrations.Migration):

    dependencies = [
        ('admissions', '0003_kinds'),
        ('programmes', '0008_derived_version'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='fundingoption',
            name='funding_option_scheme_unique',
        ),
        migrations.RemoveConstraint(
            model_name='fundingoption',
            name='funding_option_price_not_negative',
        ),
        migrations.RenameField(
            model_name='fundingoption',
            old_name='yearly_price',
            new_name='amount',
        ),
        migrations.AlterField(
            model_name='fundingoption',
            name='amount',
            field=models.DecimalField(blank=True, decimal_places=2, help_text='En euros. Vide : non communiqué.', max_digits=8, null=True, verbose_name='coût'),
        ),
        migrations.AddField(
            model_name='fundingoption',
            name='basis',
            field=models.CharField(blank=True, choices=[('year', 'par an'), ('course', 'par personne, pour toute la formation'), ('hour', 'de l’heure'), ('day', 'par jour'), ('group', 'par groupe, pour toute la formation')], help_text='Ce que paient le coût et le reste à charge.', max_length=10, verbose_name='base du coût'),
        ),
        migrations.AddField(
            model_name='fundingoption',
            name='label',
            field=models.CharField(blank=True, help_text='Quand ce dispositif a plusieurs lignes : « groupe de 8 au plus ».', max_length=120, verbose_name='précision'),
        ),
        migrations.AddField(
            model_name='fundingoption',
            name='on_request',
            field=models.BooleanField(default=False, help_text='Laissez alors le coût vide : « sur devis » répond à sa place.', verbose_name='sur devis'),
        ),
        migrations.AddField(
            model_name='fundingoption',
            name='publics',
            field=models.JSONField(blank=True, default=list, help_text='À qui s’adresse cette ligne. Rien de coché : non précisé.', validators=[programmes.identifiers.validate_publics], verbose_name='publics concernés'),
        ),
        migrations.AddField(
            model_name='fundingoption',
            name='site',
            field=models.ForeignKey(blank=True, help_text='Si ce tarif ne vaut qu’à un endroit.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='funding_options', to='programmes.site', verbose_name='lieu'),
        ),
        migrations.AddField(
            model_name='fundingoption',
            name='tax',
            field=models.CharField(blank=True, choices=[('net', 'net de taxe'), ('ht', 'HT'), ('ttc', 'TTC')], help_text='Vide : non précisé.', max_length=3, verbose_name='taxe'),
        ),
        migrations.AlterField(
            model_name='fundingoption',
            name='remaining_cost',
            field=models.DecimalField(blank=True, decimal_places=2, help_text='En euros, pour l’apprenant, compté comme le coût. 0 : aucun. Vide : non communiqué.', max_digits=8, null=True, verbose_name='reste à charge'),
        ),
        migrations.AddConstraint(
            model_name='fundingoption',
            constraint=models.CheckConstraint(condition=models.Q(('amount', None), ('amount__gte', 0), _connector='OR'), name='funding_option_price_not_negative', violation_error_message='Un coût n’est jamais négatif.'),
        ),
    ]
