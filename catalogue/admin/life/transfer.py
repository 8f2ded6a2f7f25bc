"""A programme as a file: exported, and imported into a new programme or into an existing draft.

An import is read, tried and undone first: one sees what it would change before anything changes.
Nothing is stored in between; the page carries the sheet, signed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from accounts.models import Happening
from accounts.security_log import record
from catalogue.admin.kit.errors import Typeset
from catalogue.life import addresses, publishing, reading
from catalogue.life.reading import Draft
from catalogue.life.transfer import file as importing
from catalogue.life.transfer.file import NotASheet
from catalogue.life.transfer.receiving import Received, receive
from catalogue.server.downloads import called
from programmes import sheet as sheets
from programmes.comparison import compare
from programmes.models import Programme
from programmes.naming.rows import ROW_KINDS
from programmes.sheet import Sheet, children
from programmes.text import address, file_name
from programmes.typography import NARROW, count, long_date

from .compare import shown_sections
from .frame import StaffPage, Visit
from .places import change_page

SALT: Final = "catalogue.import"


class ImportForm(Typeset, forms.Form):
    file = forms.FileField(
        label="Fichier de la formation",
        help_text=f"Un fichier JSON exporté d’ici, 2{NARROW}Mo au plus.",
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> bytes:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > importing.LARGEST:
            raise forms.ValidationError(f"Ce fichier dépasse 2{NARROW}Mo.")
        content: bytes = file.read()
        return content


@dataclass(frozen=True, slots=True)
class Target:
    """Where the sheet goes: a draft that exists, or a new one."""

    programme: Programme | None

    @property
    def key(self) -> int | None:
        return self.programme.pk if self.programme else None

    def row(self) -> Programme:
        return Programme.objects.get(pk=self.programme.pk) if self.programme else Programme()

    @contextmanager
    def read_alone(self) -> Iterator[Draft | None]:
        """Its draft, where it has one, in a transaction in which nobody else changes it."""
        if self.programme:
            with publishing.read_alone(self.programme.pk) as draft:
                yield draft
        else:
            with transaction.atomic():
                yield None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    before: Sheet | None
    after: Sheet
    received: Received
    mark: str


def _export(visit: Visit) -> HttpResponse:
    record(Happening.EXPORTED, about=visit.programme.slug)
    return _file(reading.of(visit.programme.pk).sheet)


# Out


def _file(sheet: Sheet) -> HttpResponse:
    response = HttpResponse(importing.written(sheet), content_type="application/json")
    title = file_name(sheet.short_title) or sheet.slug
    name = f"{title}, brouillon du {long_date(timezone.localdate())}.json"
    return called(response, name, to_save=True)


# In


def _import(visit: Visit) -> HttpResponse:
    if not visit.acts:
        return _choose_file(visit, ImportForm())
    if "sheet" in visit.request.POST:
        return _confirmed(visit)
    form = ImportForm(visit.request.POST, visit.request.FILES)
    if not form.is_valid():
        return _choose_file(visit, form)
    try:
        sheet = importing.sheet_in(form.cleaned_data["file"])
        seen = rehearsed(visit.request, Target(visit.named), sheet)
    except NotASheet as fault:
        return _choose_file(visit, form, fault)
    return _before_importing(visit, sheet, seen)


PAGES = [
    StaffPage("importer/", "import_new", _import, rights=("add",), takes_post=True),
    StaffPage("<int:pk>/exporter/", "export", _export),
    StaffPage("<int:pk>/importer/", "import", _import, rights=("view", "change"), takes_post=True),
]


def _confirmed(visit: Visit) -> HttpResponse:
    request, target = visit.request, Target(visit.named)
    try:
        carried = signing.loads(request.POST["sheet"], salt=SALT)
        sheet = sheets.load(carried["sheet"])
        if carried["key"] != target.key or carried["user"] != request.user.pk:
            raise signing.BadSignature
    except (signing.BadSignature, ValueError, LookupError, TypeError):
        # Cut short, made elsewhere, or shown before a new version of the site.
        messages.warning(request, "Rien n’est importé. Choisissez de nouveau le fichier.")
        return _choose_file(visit, ImportForm())
    try:
        with target.read_alone() as draft:
            if _mark(draft, sheet) != carried["mark"]:
                messages.warning(
                    request,
                    f"Rien n’est importé{NARROW}: le catalogue a changé entre-temps. "
                    "Relisez ce qui suit, puis importez.",
                )
                seen = _rehearsed(request, target, sheet, draft)
                return _before_importing(visit, sheet, seen)
            return _write(visit, sheet, draft)
    except NotASheet as fault:
        return _choose_file(visit, ImportForm(), fault)


def _mark(draft: Draft | None, sheet: Sheet) -> str:
    """Names what the page showed: confirming later finds out whether it has changed."""
    if draft:
        return draft.mark()
    slug = address(sheet.slug)
    return f"taken: {addresses.is_taken(slug)} {addresses.notice(slug)}"


def _write(visit: Visit, sheet: Sheet, draft: Draft | None) -> HttpResponse:
    request, programme = visit.request, Target(visit.named).row()
    if draft:
        # First what the draft says, so that an import can be undone.
        publishing.keep(draft, visit.author)
    received = _received(request, sheet, programme, draft)
    publishing.snapshot(programme, visit.author)
    if draft:
        visit.admin.log_change(request, programme, "Importée d’un fichier.")
        said = "Le brouillon reprend le fichier. L’état précédent reste dans l’historique."
    else:
        visit.admin.log_addition(request, programme, "Importée d’un fichier.")
        said = f"La formation est importée, hors ligne{NARROW}: relisez-la, puis publiez-la."
    messages.success(request, said)
    for difference in received.differences:
        messages.warning(request, f"Donnée partagée, inchangée{NARROW}: {difference}")
    return HttpResponseRedirect(change_page(programme))


def _received(
    request: HttpRequest, sheet: Sheet, programme: Programme, draft: Draft | None
) -> Received:
    """A file that says what the draft says writes nothing, were it in the manner of old."""
    if draft and sheet == draft.sheet:
        return Received([], [])
    return receive(sheet, programme, request.user.has_perm)


def rehearsed(request: HttpRequest, target: Target, sheet: Sheet) -> Rehearsal:
    """What importing would change, and what it would leave: done, read and undone."""
    with target.read_alone() as draft:
        return _rehearsed(request, target, sheet, draft)


def _rehearsed(
    request: HttpRequest, target: Target, sheet: Sheet, draft: Draft | None
) -> Rehearsal:
    before = draft.sheet if draft else None
    with transaction.atomic():
        programme = target.row()
        received = _received(request, sheet, programme, draft)
        after = reading.of(programme.pk).sheet
        transaction.set_rollback(True)
    return Rehearsal(before, after, received, _mark(draft, sheet))


def _before_importing(visit: Visit, sheet: Sheet, rehearsal: Rehearsal) -> HttpResponse:
    before, after = rehearsal.before, rehearsal.after
    comparison = compare(before, after) if before else None
    former = before.centre if before and before.centre.name != after.centre.name else None
    is_new_address = before is None or before.slug != after.slug
    carried = {
        "key": Target(visit.named).key,
        "user": visit.request.user.pk,
        "mark": rehearsal.mark,
        "sheet": sheets.dump(sheet),
    }
    return visit.show(
        "import_confirm",
        _title(visit),
        back=visit.back,
        received=rehearsal.received,
        new=comparison is None,
        imported=after,
        former=former,
        contents=_contents(after),
        address=_told(after.slug, visit.named) if is_new_address else "",
        sections=shown_sections(comparison) if comparison else [],
        count=len(comparison) if comparison else 0,
        carried=signing.dumps(carried, salt=SALT, compress=True),
    )


def _told(slug: str, programme: Programme | None) -> str:
    """What there is to say of an address that a draft is about to have."""
    if addresses.is_taken(slug, programme):
        return f"Une autre formation a déjà cette adresse{NARROW}: changez-la avant de publier."
    notice = addresses.notice(slug, programme)
    return notice.sentence if notice else ""


def _contents(sheet: Sheet) -> list[str]:
    """« 7 unités », « 5 blocs »: what there is of each kind."""
    kinds = [(ROW_KINDS[part], len(getattr(sheet, name))) for name, part in children(Sheet).items()]
    return [count(number, kind.noun.text, kind.plural) for kind, number in kinds if number]


def _choose_file(visit: Visit, form: ImportForm, fault: NotASheet | None = None) -> HttpResponse:
    form.label_suffix = ""
    faults = fault.faults if fault else ()
    return visit.show("import", _title(visit), back=visit.back, form=form, faults=faults)


def _title(visit: Visit) -> str:
    return f"Importer dans {visit.named.short_title}" if visit.named else "Importer une formation"
