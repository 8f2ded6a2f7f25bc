"""The URL map."""

from django.contrib import admin
from django.urls import path, re_path

from catalogue.views import face, health, legal, machines, picture, public
from catalogue.views.catalogue import catalogue
from catalogue.views.compare import compare
from catalogue.views.documents import document
from catalogue.views.editions import editions
from catalogue.views.fact_sheet import fact_sheet_pdf
from catalogue.views.paper import margins, paper_check, paper_code
from catalogue.views.preview import preview, preview_document, preview_pdf

handler400 = "catalogue.server.errors.bad_request"
handler403 = "catalogue.server.errors.permission_denied"
handler404 = "catalogue.server.errors.page_not_found"
handler500 = "catalogue.server.errors.server_error"

urlpatterns = [
    path("", catalogue, name="catalogue"),
    path("image.png", picture.catalogue_picture, name="catalogue_picture"),
    path("comparer/", compare, name="compare"),
    path("icone-<int:size>.png", picture.icon, name="icon"),
    path("logo-<slug:digest>.png", face.logo, name="logo"),
    re_path(
        r"^accent-(?P<accent>[0-9a-f]{6})-(?P<digest>[0-9a-f]{8})\.css$",
        face.accent_stylesheet,
        name="accent",
    ),
    path("equipe.css", face.admin_stylesheet, name="admin_stylesheet"),
    path("formations/<slug:slug>/", public.programme, name="programme"),
    path("formations/<slug:slug>/fiche.pdf", fact_sheet_pdf, name="fact_sheet_pdf"),
    path("formations/<slug:slug>/documents/<slug:digest>.pdf", document, name="document"),
    path("formations/<slug:slug>/image.png", picture.programme_picture, name="programme_picture"),
    path("formations/<slug:slug>/editions/", editions, name="editions"),
    path("e/", paper_code, name="paper_code"),
    path("e/<str:code>/", paper_check, name="paper"),
    path("e/<slug:code>/marges.css", margins, name="margins"),
    path("apercu/<slug:token>/", preview, name="preview"),
    path("apercu/<slug:token>/fiche.pdf", preview_pdf, name="preview_pdf"),
    path(
        "apercu/<slug:token>/documents/<slug:digest>.pdf",
        preview_document,
        name="preview_document",
    ),
    path("mentions-legales/", legal.legal_notice, name="legal_notice"),
    path("donnees-personnelles/", legal.personal_data, name="personal_data"),
    path("accessibilite/", legal.accessibility, name="accessibility"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", machines.sitemap_part, name="sitemap_part"),
    path("robots.txt", machines.robots, name="robots"),
    path("site.webmanifest", machines.manifest, name="manifest"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
]
