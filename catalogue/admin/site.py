"""The name and the manners of the admin site."""

from django.contrib import admin

admin.site.site_title = "Catalogue des formations"
admin.site.site_header = "Catalogue des formations"
admin.site.index_title = "Accueil"
admin.site.empty_value_display = "–"
# Five lists: the first page shows them all, a second menu on every page would only repeat it.
admin.site.enable_nav_sidebar = False
