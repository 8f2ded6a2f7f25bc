"""Other kinds of programme than the first one: columns renamed and added.

Three steps, since PostgreSQL refuses to alter a table whose rows changed in the same transaction:
columns here, rows in 0006, constraints and what is left over in 0007.
"""

import django.db.models.deletion
import programmes.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0004_edition_dates'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='exampaper',
            name='exam_paper_coefficient_not_negative',
        ),
        migrations.RemoveConstraint(
            model_name='examunit',
            name='exam_unit_code_unique',
        ),
        migrations.RemoveConstraint(
            model_name='programme',
            name='programme_years_positive',
        ),
        migrations.RemoveConstraint(
            model_name='programme',
            name='programme_rncp_dates_ordered',
        ),
        migrations.RenameField(
            model_name='edition',
            old_name='diploma_kind',
            new_name='kind',
        ),
        migrations.RenameField(
            model_name='programme',
            old_name='diploma_kind',
            new_name='kind',
        ),
        migrations.RenameField(
            model_name='programme',
            old_name='rncp_code',
            new_name='registry_code',
        ),
        migrations.RenameField(
            model_name='programme',
            old_name='rncp_expires_on',
            new_name='registration_ends_on',
        ),
        migrations.RenameField(
            model_name='programme',
            old_name='rncp_registered_on',
            new_name='registered_on',
        ),
        migrations.RenameField(
            model_name='programme',
            old_name='years',
            new_name='length',
        ),
        migrations.CreateModel(
            name='Certifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField(db_index=True, default=0, editable=False, verbose_name='ordre')),
                ('name', models.CharField(help_text='Nom complet, tel qu’au répertoire.', max_length=255, verbose_name='nom')),
                ('siret', models.CharField(blank=True, max_length=14, validators=[programmes.identifiers.validate_siret], verbose_name='SIRET')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='certifiers', to='programmes.programme', verbose_name='formation')),
            ],
            options={
                'verbose_name': 'certificateur',
                'verbose_name_plural': 'certificateurs',
                'ordering': ['order', 'pk'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='edition',
            name='badge',
            field=models.CharField(blank=True, max_length=120, verbose_name='nature'),
        ),
        migrations.AddField(
            model_name='edition',
            name='derived_version',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='version de ces colonnes'),
        ),
        migrations.AddField(
            model_name='edition',
            name='is_work_study',
            field=models.BooleanField(default=False, verbose_name='en alternance'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='kind',
            field=models.CharField(blank=True, choices=[('cap', 'certificat d’aptitude professionnelle'), ('bp', 'brevet professionnel'), ('cs', 'certificat de spécialisation'), ('bma', 'brevet des métiers d’art'), ('bac_pro', 'baccalauréat professionnel'), ('bts', 'brevet de technicien supérieur'), ('capa', 'certificat d’aptitude professionnelle agricole'), ('bpa', 'brevet professionnel agricole'), ('btsa', 'brevet de technicien supérieur agricole'), ('de', 'diplôme d’État d’un autre ministère'), ('bpjeps', 'brevet professionnel de la jeunesse, de l’éducation populaire et du sport'), ('deust', 'diplôme d’études universitaires scientifiques et techniques'), ('but', 'bachelor universitaire de technologie'), ('licence_pro', 'licence professionnelle'), ('licence', 'licence'), ('master', 'master'), ('grade', 'diplôme conférant un grade universitaire'), ('ingenieur', 'titre d’ingénieur diplômé'), ('titre_pro', 'titre professionnel'), ('titre_rncp', 'titre à finalité professionnelle'), ('cqp', 'certificat de qualification professionnelle'), ('cqpi', 'certificat de qualification professionnelle interbranches'), ('certification', 'certification professionnelle'), ('habilitation', 'habilitation'), ('attestation', 'attestation de formation'), ('autre', 'autre')], max_length=20, verbose_name='type de formation'),
        ),
        migrations.AddField(
            model_name='edition',
            name='length',
            field=models.CharField(blank=True, max_length=40, verbose_name='durée, du début à la fin'),
        ),
        migrations.AddField(
            model_name='edition',
            name='registry',
            field=models.CharField(blank=True, choices=[('rncp', 'RNCP'), ('rs', 'Répertoire spécifique'), ('none', 'aucun')], max_length=10, verbose_name='répertoire'),
        ),
        migrations.AddField(
            model_name='exampaper',
            name='mode',
            field=models.CharField(blank=True, choices=[('final', 'ponctuel'), ('in_course', 'CCF (contrôle en cours de formation)'), ('by_public', 'ponctuel ou CCF, selon le candidat')], max_length=10, verbose_name='ponctuel ou CCF'),
        ),
        migrations.AddField(
            model_name='exampaper',
            name='title',
            field=models.CharField(blank=True, help_text='« Français, histoire-géographie ».', max_length=120, verbose_name='intitulé'),
        ),
        migrations.AddField(
            model_name='examunit',
            name='blocs',
            field=models.ManyToManyField(blank=True, related_name='exam_units', to='programmes.bloc', verbose_name='blocs évalués'),
        ),
        migrations.AddField(
            model_name='examunit',
            name='coefficient',
            field=models.DecimalField(blank=True, decimal_places=2, help_text='De l’unité entière ; sinon, donnez celui de chaque épreuve.', max_digits=5, null=True, verbose_name='coefficient'),
        ),
        migrations.AddField(
            model_name='examunit',
            name='credits',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='crédits ECTS'),
        ),
        migrations.AddField(
            model_name='examunit',
            name='heading',
            field=models.CharField(blank=True, help_text='Pour réunir plusieurs unités qui se suivent : « E4 Relation client ».', max_length=255, verbose_name='titre au-dessus'),
        ),
        migrations.AddField(
            model_name='programme',
            name='blocs_only',
            field=models.BooleanField(default=False, help_text='La formation prépare les blocs de son programme, pas la certification entière.', verbose_name='ces blocs seulement'),
        ),
        migrations.AddField(
            model_name='programme',
            name='centre_role',
            field=models.CharField(blank=True, choices=[('certifier', 'certificateur'), ('trains', 'habilité à former'), ('trains_and_assesses', 'habilité à former et à évaluer'), ('partner', 'partenaire d’un organisme habilité')], max_length=20, verbose_name='rôle du centre'),
        ),
        migrations.AddField(
            model_name='programme',
            name='company_weeks',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Stages ou PFMP, en tout.', null=True, verbose_name='semaines en entreprise'),
        ),
        migrations.AddField(
            model_name='programme',
            name='ects',
            field=models.PositiveSmallIntegerField(blank=True, help_text='En tout, si le texte officiel en donne.', null=True, verbose_name='crédits ECTS'),
        ),
        migrations.AddField(
            model_name='programme',
            name='exact_title',
            field=models.CharField(blank=True, help_text='Mot pour mot, comme au répertoire ; il doit être publié (Qualiopi 1).', max_length=300, verbose_name='intitulé enregistré'),
        ),
        migrations.AddField(
            model_name='programme',
            name='exam_in_doubt',
            field=models.BooleanField(default=False, help_text='La page et la fiche disent qu’ils sont en cours de vérification, sans total.', verbose_name='coefficients à vérifier'),
        ),
        migrations.AddField(
            model_name='programme',
            name='former_codes',
            field=models.JSONField(blank=True, default=list, validators=[programmes.identifiers.validate_former_codes], verbose_name='anciens codes'),
        ),
        migrations.AddField(
            model_name='programme',
            name='grid_from',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Première session à laquelle ces épreuves s’appliquent : 2024.', null=True, verbose_name='à partir de la session'),
        ),
        migrations.AddField(
            model_name='programme',
            name='grid_until',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Dernière session, si elle est connue.', null=True, verbose_name='jusqu’à la session'),
        ),
        migrations.AlterField(
            model_name='programme',
            name='kind',
            field=models.CharField(blank=True, choices=[('cap', 'certificat d’aptitude professionnelle'), ('bp', 'brevet professionnel'), ('cs', 'certificat de spécialisation'), ('bma', 'brevet des métiers d’art'), ('bac_pro', 'baccalauréat professionnel'), ('bts', 'brevet de technicien supérieur'), ('capa', 'certificat d’aptitude professionnelle agricole'), ('bpa', 'brevet professionnel agricole'), ('btsa', 'brevet de technicien supérieur agricole'), ('de', 'diplôme d’État d’un autre ministère'), ('bpjeps', 'brevet professionnel de la jeunesse, de l’éducation populaire et du sport'), ('deust', 'diplôme d’études universitaires scientifiques et techniques'), ('but', 'bachelor universitaire de technologie'), ('licence_pro', 'licence professionnelle'), ('licence', 'licence'), ('master', 'master'), ('grade', 'diplôme conférant un grade universitaire'), ('ingenieur', 'titre d’ingénieur diplômé'), ('titre_pro', 'titre professionnel'), ('titre_rncp', 'titre à finalité professionnelle'), ('cqp', 'certificat de qualification professionnelle'), ('cqpi', 'certificat de qualification professionnelle interbranches'), ('certification', 'certification professionnelle'), ('habilitation', 'habilitation'), ('attestation', 'attestation de formation'), ('autre', 'autre')], help_text='Ce que l’on obtient à la fin. Rubriques, mots et obligations en dépendent.', max_length=20, verbose_name='type de formation'),
        ),
        migrations.AddField(
            model_name='programme',
            name='kind_label',
            field=models.CharField(blank=True, help_text='S’il n’est pas dans la liste : « diplôme universitaire ».', max_length=120, verbose_name='nom de ce type'),
        ),
        migrations.AlterField(
            model_name='programme',
            name='length',
            field=models.PositiveSmallIntegerField(blank=True, help_text='2 ans, 18 mois, 2 jours.', null=True, verbose_name='durée, du début à la fin'),
        ),
        migrations.AddField(
            model_name='programme',
            name='length_unit',
            field=models.CharField(blank=True, choices=[('days', 'jours'), ('weeks', 'semaines'), ('months', 'mois'), ('years', 'années')], max_length=10, verbose_name='unité de cette durée'),
        ),
        migrations.AddField(
            model_name='programme',
            name='partner',
            field=models.CharField(blank=True, help_text='L’organisme habilité, si le centre n’en est que le partenaire.', max_length=255, verbose_name='partenaire de'),
        ),
        migrations.AlterField(
            model_name='programme',
            name='registered_on',
            field=models.DateField(blank=True, null=True, verbose_name='enregistrée le'),
        ),
        migrations.AlterField(
            model_name='programme',
            name='registration_ends_on',
            field=models.DateField(blank=True, null=True, verbose_name='fin d’enregistrement'),
        ),
        migrations.AddField(
            model_name='programme',
            name='registry',
            field=models.CharField(blank=True, choices=[('rncp', 'RNCP'), ('rs', 'Répertoire spécifique'), ('none', 'aucun')], max_length=10, verbose_name='répertoire'),
        ),
        migrations.AlterField(
            model_name='programme',
            name='registry_code',
            field=models.CharField(blank=True, help_text='RNCP38368, RS6289 ou l’adresse de la fiche de France compétences.', max_length=5, validators=[programmes.identifiers.validate_registry_code], verbose_name='code au répertoire'),
        ),
        migrations.AddField(
            model_name='programme',
            name='results',
            field=models.CharField(blank=True, choices=[('points', 'une note sur 20'), ('obtained', 'obtenu ou non'), ('by_bloc', 'obtenu ou non, bloc par bloc'), ('credits', 'des crédits (ECTS)'), ('score', 'un score')], max_length=10, verbose_name='ce que donne l’évaluation'),
        ),
        migrations.AddField(
            model_name='programme',
            name='rules',
            field=models.CharField(blank=True, choices=[('bts', 'BTS'), ('bac_pro', 'baccalauréat professionnel'), ('cap', 'CAP'), ('titre_pro', 'titre professionnel'), ('ects', 'crédits ECTS'), ('own', 'règles du certificateur'), ('none', 'aucune')], max_length=10, verbose_name='règles de réussite'),
        ),
        migrations.AddField(
            model_name='programme',
            name='rules_text',
            field=models.TextField(blank=True, help_text='Ce qu’il faut pour réussir, dans les mots du certificateur.', max_length=2000, verbose_name='ces règles, en clair'),
        ),
        migrations.AddField(
            model_name='programme',
            name='score',
            field=models.CharField(blank=True, help_text='« score sur 1 000 et niveau ».', max_length=120, verbose_name='score'),
        ),
        migrations.AddField(
            model_name='programme',
            name='teaching_body',
            field=models.CharField(blank=True, help_text='UFA, lycée ou école partenaire ; vide si c’est le centre.', max_length=255, verbose_name='organisme qui enseigne'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='level',
            field=models.PositiveSmallIntegerField(choices=[(1, 'Niveau 1'), (2, 'Niveau 2'), (3, 'Niveau 3'), (4, 'Niveau 4'), (5, 'Niveau 5'), (6, 'Niveau 6'), (7, 'Niveau 7'), (8, 'Niveau 8')], null=True, verbose_name='niveau'),
        ),
        migrations.AlterField(
            model_name='exampaper',
            name='coefficient',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='coefficient'),
        ),
        migrations.AlterField(
            model_name='exampaper',
            name='form',
            field=models.CharField(choices=[('written', 'écrit'), ('oral', 'oral'), ('practical', 'pratique'), ('situation', 'mise en situation'), ('file', 'dossier'), ('interview', 'entretien'), ('online_test', 'test en ligne'), ('questions', 'questionnaire'), ('observation', 'situation observée'), ('project', 'projet')], max_length=12, verbose_name='forme'),
        ),
        migrations.AlterField(
            model_name='examunit',
            name='code',
            field=models.CharField(blank=True, help_text='U1, U4, UF1… ; vide s’il n’y en a pas.', max_length=10, verbose_name='code'),
        ),
        migrations.AlterField(
            model_name='furtherstudy',
            name='level',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Niveau 1'), (2, 'Niveau 2'), (3, 'Niveau 3'), (4, 'Niveau 4'), (5, 'Niveau 5'), (6, 'Niveau 6'), (7, 'Niveau 7'), (8, 'Niveau 8')], null=True, verbose_name='niveau'),
        ),
        migrations.AlterField(
            model_name='programme',
            name='level',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Niveau 1'), (2, 'Niveau 2'), (3, 'Niveau 3'), (4, 'Niveau 4'), (5, 'Niveau 5'), (6, 'Niveau 6'), (7, 'Niveau 7'), (8, 'Niveau 8')], help_text='CAP 3, baccalauréat 4, BTS 5, licence 6, master 7.', null=True, verbose_name='niveau'),
        ),
        migrations.AlterField(
            model_name='trainingcentre',
            name='siret',
            field=models.CharField(blank=True, help_text='14 chiffres, avec ou sans espaces.', max_length=14, validators=[programmes.identifiers.validate_siret], verbose_name='numéro SIRET'),
        ),
        migrations.AddField(
            model_name='edition',
            name='registered_until',
            field=models.DateField(null=True, verbose_name='enregistrée jusqu’au'),
        ),
        migrations.AddField(
            model_name='edition',
            name='dated_until',
            field=models.DateField(null=True, verbose_name='peut changer jusqu’au'),
        ),
        # The sheet stays the last column: SQLite walks through all that stands before one.
        migrations.AddField(
            model_name='edition',
            name='sheet_last',
            field=models.JSONField(default=dict, verbose_name='fiche'),
        ),
    ]
