"""The small words of the paper's data: runs of text, labelled rows, paragraphs, the unknown."""

from typing import Any, TypeAlias

from programmes import prose

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


def unknown(word: str = "non communiqué") -> Data:
    """What is not known is said, in soft italics."""
    return run(word, soft=True)


def row(label: str, *runs: Data) -> Data:
    return {"label": label, "runs": list(runs)}


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
