"""Django's admin, with a site of ours."""

from importlib import import_module

from django.contrib.admin import apps


class AdminConfig(apps.AdminConfig):
    default_site = "catalogue.admin.site.CatalogueSite"

    def ready(self) -> None:
        super().ready()
        # Not found by Django: the site is made before what is registered with it.
        import_module("catalogue.admin.registered")
