"""Who is assessed in course, and what each public reads of a start: no draft says either yet."""

import django.db.models.deletion
import programmes.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0012_texts'),
    ]

    operations = [
        migrations.AddField(
            model_name='exampaper',
            name='in_course_for',
            field=models.JSONField(blank=True, default=list, help_text='Si cela dépend du candidat : qui la passe en CCF ; les autres, en ponctuel. Rien de coché : non précisé.', validators=[programmes.identifiers.validate_publics], verbose_name='en CCF'),
        ),
        migrations.CreateModel(
            name='StartNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField(db_index=True, default=0, editable=False, verbose_name='ordre')),
                ('publics', models.JSONField(default=list, help_text='Qui doit le savoir : un public au moins.', validators=[programmes.identifiers.validate_publics], verbose_name='publics concernés')),
                ('text', models.CharField(help_text='« Signer d’abord un contrat d’apprentissage avec une entreprise ».', max_length=300, verbose_name='consigne')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='start_notes', to='programmes.programme', verbose_name='formation')),
            ],
            options={
                'verbose_name': 'consigne d’entrée',
                'verbose_name_plural': 'consignes d’entrée',
                'ordering': ['order', 'pk'],
                'abstract': False,
            },
        ),
    ]
