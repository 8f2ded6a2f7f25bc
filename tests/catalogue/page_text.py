"""What a visitor reads on an HTML page, without its markup."""

from html.parser import HTMLParser

# Inside these, a word may go on; every other tag separates words.
_INLINE = frozenset({"a", "abbr", "b", "data", "em", "i", "span", "strong", "sub", "sup", "time"})
_UNREAD = frozenset({"script", "style", "title", "template"})


class PageText(HTMLParser):
    """`text` is what is read, `links` the addresses, `between` a part of the text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self._pieces: list[str] = []
        self._anchors: dict[str, int] = {}
        self._unread = 0
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def between(self, anchor: str, following: str | None) -> str:
        """What is read from one anchor to another, or to the end."""
        end = self._anchors[following] if following else None
        return "".join(self._pieces[self._anchors[anchor] : end])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if anchor := attributes.get("id"):
            self._anchors[anchor] = len(self._pieces)
        if tag == "a" and (href := attributes.get("href")):
            self.links.append(href)
        self._unread += tag in _UNREAD
        self._separate(tag)

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in _UNREAD
        self._separate(tag)

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._pieces.append(data)

    def _separate(self, tag: str) -> None:
        if tag not in _INLINE:
            self._pieces.append("\n")


def plain(html: str) -> str:
    """Its text, each space an ordinary one."""
    return " ".join(PageText(html).text.split())
