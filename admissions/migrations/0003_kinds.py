from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('admissions', '0002_roles'),
        ('programmes', '0007_kinds_settled'),
    ]

    operations = [
        migrations.AddField(
            model_name='exemption',
            name='blocs',
            field=models.ManyToManyField(blank=True, related_name='exemptions', to='programmes.bloc', verbose_name='blocs ou CCP obtenus'),
        ),
        migrations.AddField(
            model_name='exemption',
            name='ends_on',
            field=models.DateField(blank=True, help_text='Passé ce jour, elle n’est plus proposée sur la page.', null=True, verbose_name='valable jusqu’au'),
        ),
        migrations.AddField(
            model_name='exemption',
            name='entry_year',
            field=models.PositiveSmallIntegerField(blank=True, help_text='2 : on entre en deuxième année.', null=True, verbose_name='entrée en année'),
        ),
        migrations.AddField(
            model_name='exemption',
            name='words',
            field=models.CharField(blank=True, help_text='Ce que ni unité, ni bloc, ni année ne disent : « allègement étudié ».', max_length=300, verbose_name='en clair'),
        ),
        migrations.AddConstraint(
            model_name='exemption',
            constraint=models.CheckConstraint(condition=models.Q(('entry_year', None), ('entry_year__range', (2, 9)), _connector='OR'), name='exemption_entry_year_2_to_9', violation_error_message='L’année d’entrée va de 2 à 9.'),
        ),
    ]
