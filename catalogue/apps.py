from django.apps import AppConfig

from catalogue.server import reopening


class CatalogueConfig(AppConfig):
    name = "catalogue"
    verbose_name = "Catalogue des formations"

    def ready(self) -> None:
        reopening.watch()
