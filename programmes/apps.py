from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = "Formations"
    default_auto_field = "django.db.models.BigAutoField"
