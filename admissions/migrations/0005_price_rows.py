"""What the prices of drafts pay, as `programmes/upgrades.py` reads it in stored sheets, so that no
programme looks modified after the deploy; and the schemes that centres use.

In a file of its own: PostgreSQL makes no index of a table whose rows changed in the same
transaction.
"""

from django.db import migrations
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
        ('admissions', '0004_prices'),
        ('programmes', '0008_derived_version'),
    ]

    # Backwards, the column goes with the table's own change; schemes that are there stay.
    operations = [
        migrations.RunPython(say_what_prices_pay, migrations.RunPython.noop),
        migrations.RunPython(add_schemes, migrations.RunPython.noop),
    ]
