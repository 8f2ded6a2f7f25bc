"""Documents of a programme and of a centre: PDFs, kept at once under their hash.

A file is checked and kept as soon as it arrives, before the form is read: whatever is wrong
elsewhere, it need not be chosen again. See docs/decisions/0026.
"""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from catalogue.admin.kit.base import OrderedInline
from catalogue.admin.kit.files import parted, refused
from catalogue.admin.kit.formsets import OrderedForm
from catalogue.admin.life.documents import for_staff
from programmes import pdf_files
from programmes.models import CommonDocument, Document, StoredFile
from programmes.pdf_files import Fault
from programmes.typography import NARROW, count, file_size

#: Of one row of the page.
FIELD: Final = "digest"
_NONE: Final = "Choisissez un fichier PDF."
_AGAIN: Final = (
    f"Choisissez de nouveau ce fichier{NARROW}: il n’a pas suivi le reste de votre saisie."
)


class TakesDocuments:
    """A page of the admin whose rows have files."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and request.FILES and self._may_send(request):
            _take(request)
        answer: HttpResponse = super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
        return answer

    def _may_send(self, request: HttpRequest) -> bool:
        return bool(
            self.has_change_permission(request)  # type: ignore[attr-defined]
            or self.has_add_permission(request)  # type: ignore[attr-defined]
        )


def _take(request: HttpRequest) -> None:
    """Each file in its field, as a text."""
    words = request.POST.copy()
    for name, file in request.FILES.items():
        if name.endswith(f"-{FIELD}"):
            words[name] = _kept(file, words.get(name, ""))
    request.POST = words  # type: ignore[assignment]


def _kept(file: Any, before: str) -> str:
    content: bytes = file.read()
    try:
        pages = pdf_files.pages_in(content)
    except pdf_files.Refused as refusal:
        return refused(before, refusal.fault)
    return StoredFile.objects.keep(content, pages)


class PdfInput(forms.FileInput):
    """What is there, with a way to read it, and a place to choose another.

    The hash stands after the field of the file, which browsers send empty under the same name.
    """

    template_name = "admin/widgets/pdf.html"
    # Of the row, as it is saved: its file, its size and pages.
    saved: tuple[str, int, int] | None = None

    def __init__(self) -> None:
        super().__init__({"accept": ".pdf,application/pdf"})

    def format_value(self, value: Any) -> str:  # type: ignore[override]
        return parted(str(value or ""))[0]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def use_required_attribute(self, initial: Any) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        digest = self.format_value(value)
        context["widget"] |= {
            "digest": digest,
            "told": self._told(digest),
            "is_new": digest != (self.saved[0] if self.saved else ""),
            "address": f"{for_staff()}{digest}.pdf",
        }
        return context

    def _told(self, digest: str) -> str:
        if self.saved and digest == self.saved[0]:
            return _described(*self.saved[1:])
        return _told_of(digest)


def _told_of(digest: str) -> str:
    """Empty for what is not a file of this site."""
    found = StoredFile.objects.described().filter(pk=digest).first() if digest else None
    return _described(found.size, found.pages) if found else ""


def _described(size: int, pages: int) -> str:
    return f"PDF, {count(pages, 'page')}, {file_size(size)}"


class DocumentField(forms.CharField):
    """A hash, as `_take` left it."""

    widget = PdfInput

    def clean(self, value: Any) -> str:
        digest, why = parted(str(value or ""))
        if why:
            raise ValidationError(Fault(why).sentence if why in set(Fault) else _AGAIN)
        if not digest:
            raise ValidationError(_NONE)
        return digest

    def said(self, texts: list[str]) -> str:
        """For somebody who has to choose between two."""
        return ", ".join(_told_of(parted(text)[0]) for text in texts)


class DocumentForm(OrderedForm):
    """Its file tells its size and its pages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and FIELD in self.fields:
            row = self.instance
            self.fields[FIELD].widget.saved = (row.digest, row.size, row.pages)

    def clean_digest(self) -> str:
        digest: str = self.cleaned_data[FIELD]
        if digest != self.initial.get(FIELD):
            found = StoredFile.objects.described().filter(pk=digest).first()
            if found is None:
                raise ValidationError(_AGAIN)
            row = self.instance
            row.size, row.pages = found.size, found.pages
            row.added_on = timezone.localdate()
        return digest


class DocumentsInline(OrderedInline):
    form = DocumentForm
    fields = [("kind", "title"), FIELD]
    add_label = "Ajouter un document"

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == FIELD:
            kwargs |= {"form_class": DocumentField, "widget": PdfInput}
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class DocumentInline(DocumentsInline):
    model = Document


class CommonDocumentInline(DocumentsInline):
    model = CommonDocument
