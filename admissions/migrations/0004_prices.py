"""Price lines: what an amount pays, for whom and where; several for one scheme.

What the drafts say of it is what `programmes/upgrades.py` reads in stored sheets, so that no
programme looks modified after the deploy. The rows come last: PostgreSQL refuses to alter a table
whose rows changed in the same transaction.
"""

import django.db.models.deletion
import programmes.identifiers
from django.db import migrations, models
from django.db.models import Q

BY_YEAR = (
    "cap", "bp", "cs", "bma", "bac_pro", "bts", "capa", "bpa", "btsa", "de", "bpjeps", "deust",
    "but", "licence_pro", "licence", "master", "grade", "ingenieur",
)  # fmt: skip
UNDER_A_YEAR = (
    Q(length_unit="days", length__lt=365)
    | Q(length_unit="weeks", length__lt=52)
    | Q(length_unit="months", length__lt=12)
)
# Code, name, public concerned.
SCHEMES = (
    ("financement-personnel", "Financement personnel", "particuliers"),
    ("region", "Région", "demandeurs d’emploi"),
    ("aif", "Aide individuelle à la formation (AIF) de France Travail", "demandeurs d’emploi"),
    ("poei", "Préparation opérationnelle à l’emploi individuelle (POEI)", "demandeurs d’emploi"),
    ("faf", "Fonds d’assurance formation (FAF)", "indépendants et chefs d’entreprise"),
)


def say_what_prices_pay(apps, schema_editor):
    Programme = apps.get_model("programmes", "Programme")
    FundingOption = apps.get_model("admissions", "FundingOption")
    priced = FundingOption.objects.exclude(amount=None, remaining_cost=None)
    short = Programme.objects.filter(UNDER_A_YEAR)
    contracts = FundingOption.objects.filter(scheme__is_work_study=True)
    by_year = Programme.objects.filter(
        Q(length__isnull=False) | Q(kind__in=BY_YEAR) | Q(pk__in=contracts.values("programme"))
    )
    for basis, these in (("year", by_year), ("course", short)):
        priced.filter(programme__in=these).update(basis=basis)


def add_schemes(apps, schema_editor):
    """To a catalogue that is in use; a new one is filled with its own (`fixtures/`).

    What staff wrote stays: a scheme of theirs under that code or that name is the one.
    """
    FundingScheme = apps.get_model("admissions", "FundingScheme")
    if not apps.get_model("programmes", "TrainingCentre").objects.exists():
        return
    known = FundingScheme.objects.values_list("code", "name")
    taken = {word.casefold() for row in known for word in row}
    FundingScheme.objects.bulk_create(
        FundingScheme(code=code, name=name, public_concerned=public)
        for code, name, public in SCHEMES
        if not {code, name.casefold()} & taken
    )


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
        # Backwards, the column goes with the table's own change; schemes that are there stay.
        migrations.RunPython(say_what_prices_pay, migrations.RunPython.noop),
        migrations.RunPython(add_schemes, migrations.RunPython.noop),
    ]
