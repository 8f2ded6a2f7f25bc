"""PDFs as people send them, and those that must not be taken."""

from io import BytesIO
from typing import Any

import pikepdf


def pdf(pages: int = 1, title: str = "Règlement", **saving: Any) -> bytes:
    """One whose content depends on its title."""
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        document.docinfo["/Title"] = title
        return saved(document, **saving)


def saved(document: pikepdf.Pdf, **saving: Any) -> bytes:
    content = BytesIO()
    document.save(content, **{"deterministic_id": True, **saving})
    return content.getvalue()


def encrypted(password: str) -> bytes:
    """An empty password opens for everybody, and still locks what one may do with it."""
    locked = pikepdf.Encryption(owner="propriétaire", user=password)
    return pdf(encryption=locked, deterministic_id=False)


def with_script() -> bytes:
    return _with_root("/OpenAction", {"/S": pikepdf.Name.JavaScript, "/JS": "app.alert(1)"})


def that_launches() -> bytes:
    return _with_root("/OpenAction", {"/S": pikepdf.Name.Launch, "/F": "calc.exe"})


def with_file_inside() -> bytes:
    with pikepdf.new() as document:
        document.add_blank_page()
        document.attachments["macro.exe"] = b"MZ"
        return saved(document)


def that_opens_on_a_page() -> bytes:
    """What word processors write."""
    with pikepdf.new() as document:
        page = document.add_blank_page()
        document.Root.OpenAction = pikepdf.Array([page.obj, pikepdf.Name.Fit])
        return saved(document)


def without_page() -> bytes:
    with pikepdf.new() as document:
        return saved(document)


def _with_root(name: str, action: dict[str, Any]) -> bytes:
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root[name] = document.make_indirect(pikepdf.Dictionary(action))
        return saved(document)
