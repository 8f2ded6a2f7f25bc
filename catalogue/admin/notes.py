"""Review notes: staff's own doubts, settled or opened again by a tick."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from catalogue.admin.kit.base import RowsInline
from catalogue.admin.kit.formsets import RowForm
from programmes.models import ReviewNote
from programmes.typography import long_date


class ReviewNoteForm(RowForm):
    settled = forms.BooleanField(
        label="Réglée",
        required=False,
        help_text="La date et votre nom sont notés. Décochez pour rouvrir la note.",
    )
    user: User  # who is saving, given by the inline

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["settled"] = not self.instance.is_open

    def save(self, commit: bool = True) -> Any:
        if "settled" in self.changed_data:
            settled = self.cleaned_data["settled"]
            self.instance.settled_at = timezone.now() if settled else None
            self.instance.settled_by = self.user if settled else None
        return super().save(commit)


class ReviewNoteInline(RowsInline):
    model = ReviewNote
    form = ReviewNoteForm
    fields = ["subject", "text", "settled", "history"]
    readonly_fields = ["history"]
    add_label = "Ajouter une note"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        notes: QuerySet[Any] = super().get_queryset(request).select_related("settled_by")
        return notes.order_by(F("settled_at").asc(nulls_first=True), "pk")

    def get_formset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        formset = super().get_formset(request, *args, **kwargs)
        formset.form.user = request.user
        return formset

    @admin.display(description="suivi")
    def history(self, note: ReviewNote) -> str:
        if note._state.adding:
            return "nouvelle note"
        opened = f"ouverte le {long_date(timezone.localdate(note.created_at))}"
        if note.settled_at is None:
            return opened
        settled = long_date(timezone.localdate(note.settled_at))
        return f"{opened}, réglée le {settled} par {note.settled_by or 'mise en place du site'}"
