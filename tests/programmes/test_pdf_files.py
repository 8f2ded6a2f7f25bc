"""What is taken for a document: a whole PDF that anybody can open, by its content alone."""

import zipfile
from io import BytesIO

import pikepdf
import pytest

from programmes.pdf_files import LARGEST, Fault, Refused, pages_in
from tests import pdfs


def fault_of(content: bytes) -> Fault:
    with pytest.raises(Refused) as refusal:
        pages_in(content)
    return refusal.value.fault


def archive() -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("un.txt", "deux")
    return content.getvalue()


WHOLE = pdfs.pdf(3)


@pytest.mark.parametrize("streams", list(pikepdf.ObjectStreamMode))
def test_a_pdf_says_how_many_pages_it_has(streams: pikepdf.ObjectStreamMode) -> None:
    assert pages_in(pdfs.pdf(3, object_stream_mode=streams)) == 3
    assert pages_in(pdfs.pdf(2, linearize=True)) == 2
    assert pages_in(pdfs.that_opens_on_a_page()) == 1
    assert pages_in(WHOLE + b"\r\n") == 3


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", Fault.EMPTY),
        (b"%PDF-1.7\n" + b"x" * LARGEST, Fault.TOO_LARGE),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 400, Fault.OTHER_FORMAT),
        (archive(), Fault.OTHER_FORMAT),
        (b"<html>" + WHOLE, Fault.OTHER_FORMAT),
        (b"\n" + WHOLE, Fault.OTHER_FORMAT),
        (WHOLE[: len(WHOLE) // 2], Fault.CUT_SHORT),
        (WHOLE[:-8], Fault.CUT_SHORT),
        (b"%PDF-1.7\n%%EOF", Fault.CUT_SHORT),
        (WHOLE + archive(), Fault.CUT_SHORT),
        (WHOLE[:200] + WHOLE[-60:], Fault.CUT_SHORT),
        (b"%PDF-1.7\nstartxref\n4\n%%EOF", Fault.UNREADABLE),
        (pdfs.encrypted("secret"), Fault.ENCRYPTED),
        (pdfs.encrypted(""), Fault.ENCRYPTED),
        (pdfs.without_page(), Fault.NO_PAGE),
        (pdfs.with_script(), Fault.ACTIVE),
        (pdfs.that_launches(), Fault.ACTIVE),
        (pdfs.with_file_inside(), Fault.ACTIVE),
    ],
)
def test_whatever_else_is_refused_for_a_reason(content: bytes, fault: Fault) -> None:
    assert fault_of(content) is fault
    assert fault.sentence.endswith(".")


def test_a_script_is_found_wherever_it_hides() -> None:
    """In an object stream, in the annotation of a page, under another spelling of its name."""
    with pikepdf.new() as document:
        page = document.add_blank_page()
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        page.Annots = pikepdf.Array(
            [pikepdf.Dictionary(Type=pikepdf.Name.Annot, A=document.make_indirect(action))]
        )
        packed = pdfs.saved(document, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        plain = pdfs.saved(document, object_stream_mode=pikepdf.ObjectStreamMode.disable)

    assert fault_of(packed) is Fault.ACTIVE
    assert fault_of(plain) is Fault.ACTIVE
    assert fault_of(plain.replace(b"/JavaScript", b"/J#61vaScrip")) is Fault.ACTIVE


def outcome(content: bytes) -> int | Fault:
    try:
        return pages_in(content)
    except Refused as refusal:
        return refusal.fault


def test_a_pdf_that_refers_to_itself_ends() -> None:
    """A tree of pages that leads back to its root."""
    assert outcome(WHOLE.replace(b"/Kids [", b"/Kids [ 2 0 R ")) in {3, *Fault}


@pytest.mark.parametrize("at", range(0, len(WHOLE), max(1, len(WHOLE) // 40)))
def test_a_damaged_byte_is_a_sentence_or_a_number_and_never_an_error(at: int) -> None:
    damaged = WHOLE[:at] + bytes([WHOLE[at] ^ 0xFF]) + WHOLE[at + 1 :]

    assert outcome(damaged) in {1, 2, 3, *Fault}
