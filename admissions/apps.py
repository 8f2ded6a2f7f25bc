from django.apps import AppConfig


class AdmissionsConfig(AppConfig):
    name = "admissions"
    verbose_name = "Admission et financement"
    default_auto_field = "django.db.models.BigAutoField"
