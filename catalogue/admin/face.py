"""How the site looks, on the page of its centre: what is sent, what one has, how it will look."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from catalogue.admin.kit.base import StaffForm
from catalogue.admin.together.keeping import FILE
from catalogue.life.face import COLUMNS, Face, face_in
from catalogue.outputs.logo.refused import LogoRefused
from catalogue.outputs.logo.sent import LARGEST, Drawn, drawn_anew
from programmes.colours import DAY, NIGHT, Look, by_night
from programmes.models import Ground, Logo, TrainingCentre
from programmes.nouns import quoted
from programmes.typography import NARROW

TITLE: Final = "Identité visuelle"
SENT: Final = "new_logo"
REMOVED: Final = "without_logo"


class LogoField(forms.FileField):
    """What is sent, drawn anew."""

    widget = forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.webp,.svg"})
    default_error_messages = {
        "empty": "Ce fichier est vide.",
        "invalid": "Le fichier n’est pas arrivé : choisissez-le de nouveau.",
    }

    def clean(self, data: Any, initial: Any = None) -> Drawn | None:
        file: UploadedFile[Any] | None = super().clean(data, initial)
        if not file:
            return None
        try:
            return drawn_anew(file.name or "", file.read())
        except LogoRefused as refused:
            raise ValidationError(str(refused), code="logo") from refused


class FaceForm(StaffForm):
    """The part of a centre's form that is not a column of its table."""

    new_logo = LogoField(
        label="logo",
        required=False,
        help_text=(
            f"PNG, JPEG, WebP ou SVG, {LARGEST // 1000}{NARROW}ko au plus, sans fond si possible. "
            "En haut des pages, des fiches PDF et de l’administration, sur l’icône et sur l’image "
            "de partage."
        ),
    )
    without_logo = forms.BooleanField(label="retirer le logo", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.logo_id:
            self.fields.pop(REMOVED, None)

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get(SENT) and self.cleaned_data.get(REMOVED):
            self.add_error(
                REMOVED,
                "Un nouveau logo est choisi : décochez cette case, ou ne le choisissez pas.",
            )

    def tell_that_no_file_is_kept(self) -> None:
        """A browser forgets the file of a form that comes back."""
        sent = self.files.get(SENT)
        name = (sent.name or "") if sent else self.data.get(f"{FILE}{SENT}", "")
        if name and SENT in self.fields and SENT not in self.errors:
            self.add_error(
                SENT,
                f"Le navigateur ne garde pas les fichiers{NARROW}: choisissez de nouveau "
                f"{quoted(name)}.",
            )

    def wear(self, centre: TrainingCentre) -> None:
        """Before the centre is saved."""
        drawn: Drawn | None = self.cleaned_data.get(SENT)
        if drawn:
            kept, _ = Logo.objects.get_or_create(
                digest=drawn.digest,
                defaults={
                    "content": drawn.content,
                    "width": drawn.width,
                    "height": drawn.height,
                    "ground": drawn.ground,
                },
            )
            centre.logo = kept
        elif self.cleaned_data.get(REMOVED):
            centre.logo = None


def fields_of(centre: TrainingCentre | None, *, may_change: bool) -> list[str]:
    sending = [SENT, *([REMOVED] if centre and centre.logo_id else [])] if may_change else []
    return [*sending, "logo_names_centre", "accent", "opening"]


def described(centre: TrainingCentre | None) -> SafeString:
    """How it looks now, by day and by night; and whose face the site wears, if another's."""
    rows: Any = TrainingCentre.objects.filter(pk__in=[centre.pk] if centre else [])
    row = rows.values(**COLUMNS).first()
    face = face_in(row) if row else None
    context = {
        "looks": [_look(face, look, is_dark) for look, is_dark in ((DAY, False), (NIGHT, True))]
        if face
        else [],
        "publisher": _publisher_but(centre),
    }
    return render_to_string("admin/programmes/trainingcentre/face.html", context)


def _look(face: Face, look: Look, is_dark: bool) -> dict[str, Any]:
    """Of the drawing, in its own units: a logo 150 × 48 at most, under it a button."""
    logo = face.logo
    scale = min(150 / logo.width, 48 / logo.height) if logo else 0
    plate = logo and {Ground.LIGHT: NIGHT, Ground.DARK: DAY}.get(Ground(logo.ground)) is look
    return {
        "name": "Mode sombre" if is_dark else "Mode clair",
        "paper": look.grounds[0][1],
        "ink": (NIGHT if not is_dark else DAY).grounds[0][1],
        "plate": (DAY if is_dark else NIGHT).grounds[0][1] if plate else "",
        "logo": logo,
        "width": round(scale * logo.width) if logo else 0,
        "height": round(scale * logo.height) if logo else 0,
        "accent": by_night(face.accent) if is_dark and face.accent else face.accent,
        "on_accent": look.on_accent[1],
    }


def _publisher_but(centre: TrainingCentre | None) -> str:
    """The centre whose face the site wears, where it is another."""
    named = TrainingCentre.objects.filter(is_publisher=True)
    others = named.exclude(pk=centre.pk) if centre else named
    return others.values_list("name", flat=True).first() or ""
