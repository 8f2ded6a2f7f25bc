"""Django's private hooks: what it calls without a promise, given names that are ours.

All of them stand here, and `tests/catalogue/test_hooks.py` tells by name which one a new Django has
changed. The rest of the admin overrides `before_change` and its like.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse


class PageHooks:
    """For a `ModelAdmin`."""

    def before_change(self, request: HttpRequest, object_id: str | None) -> HttpResponse | None:
        """In the transaction that saves, before anything is read; an answer takes its place."""
        return None

    def before_delete(self, request: HttpRequest, object_id: str) -> None:
        """In the transaction that deletes, before anything is read."""

    def formsets_of(self, request: HttpRequest, row: Any) -> list[Any]:
        """The rows of a page, as it would make them."""
        formsets: list[Any]
        formsets, _ = self._create_formsets(request, row, change=True)  # type: ignore[attr-defined]
        return formsets

    def nowhere(self, request: HttpRequest) -> HttpResponse:
        """What an address that leads to no row answers."""
        raise NotImplementedError

    # Django's

    def _changeform_view(self, request: HttpRequest, object_id: str | None, *rest: Any) -> Any:
        answer = self.before_change(request, object_id)
        return answer or super()._changeform_view(request, object_id, *rest)  # type: ignore[misc]

    def _delete_view(self, request: HttpRequest, object_id: str, *rest: Any) -> Any:
        self.before_delete(request, object_id)
        return super()._delete_view(request, object_id, *rest)  # type: ignore[misc]

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        return self.nowhere(request)


class FormHooks:
    """For a `ModelForm`."""

    def not_validated(self) -> set[str]:
        """Fields that are left as they are, besides those that Django leaves out."""
        return set()

    # Django's

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded | self.not_validated()
