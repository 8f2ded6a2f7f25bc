"""The small words of the paper's data: runs of text, labelled rows, paragraphs, the unknown."""

from typing import Any, TypeAlias

from programmes import phones, prose
from programmes.text import legible

from .text import breakable_address, clean_run, safe_url

Data: TypeAlias = dict[str, Any]


def run(text: str, *, soft: bool = False, strong: bool = False) -> Data:
    return {"text": text, "url": "", "soft": soft, "strong": strong}


def link(text: str, url: str, *, strong: bool = False) -> Data:
    """A run that leads somewhere; plain text where the address cannot be a link on paper."""
    return {**run(text, strong=strong), "url": safe_url(url)}


def address(text: str, url: str) -> Data:
    """A run whose text is an address to copy: no typography, line turns after punctuation."""
    return {**link("", url), "address": breakable_address(text)}


def phone(number: str) -> Data:
    dialled = phones.dialled(number)
    return link(legible(number), f"tel:{dialled}") if dialled else run(legible(number))


def mail(written: str) -> Data:
    return address(legible(written), f"mailto:{legible(written)}")


def without_scheme(url: str) -> str:
    """« www.exemple.fr »: an address as one reads it out."""
    return url.partition("://")[2].rstrip("/") or url


def unknown(word: str = "non communiqué") -> Data:
    """What is not known is said, in soft italics."""
    return run(word, soft=True)


def row(label: str, *runs: Data) -> Data:
    return {"label": label, "runs": list(runs)}


def is_unknown(value: Any) -> bool:
    """Whether it is a row that says nothing but that it is not known."""
    is_row = isinstance(value, dict) and value.keys() == {"label", "runs"}
    return is_row and all(one["soft"] for one in value["runs"])


def blocks(text: str) -> list[Data]:
    """A long text: paragraphs, lists and numbered lists, each line as runs."""
    return [
        {
            "kind": block.kind,
            "lines": [
                [link(one.text, one.url, strong=one.strong) for one in line] for line in block.lines
            ],
        }
        for block in prose.printed(text, clean_run)
    ]
