"""The URL map with the fact sheet, whether or not `catalogue/urls.py` has it yet."""

from django.urls import path

from catalogue import urls
from catalogue.views.fact_sheet import fact_sheet_pdf

handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500

urlpatterns = [
    path("formations/<slug:slug>/fiche.pdf", fact_sheet_pdf, name="fact_sheet_pdf"),
    *urls.urlpatterns,
]
