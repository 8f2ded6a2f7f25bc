"""The URL map."""

from django.contrib import admin
from django.urls import path

from catalogue.views import health, public

handler400 = "catalogue.views.errors.bad_request"
handler403 = "catalogue.views.errors.permission_denied"
handler404 = "catalogue.views.errors.page_not_found"
handler500 = "catalogue.views.errors.server_error"

urlpatterns = [
    path("", public.catalogue, name="catalogue"),
    path("formations/<slug:slug>/", public.programme, name="programme"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
]
