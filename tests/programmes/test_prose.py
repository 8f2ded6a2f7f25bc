"""Long texts: four liberties, all else as typed; the same words on page, on paper, compared."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
import yaml
from django.template import Context, Template
from hypothesis import example, given
from hypothesis import strategies as st

from catalogue.outputs.pdf.runs import blocks as on_paper
from catalogue.outputs.pdf.text import clean
from programmes import prose
from programmes.prose import Block, BlockKind, Run
from programmes.text import fold
from programmes.typed import mended
from programmes.upgrades import escaped
from tests.environment import ROOT
from tests.programmes.old_prose import prose as as_before

# What a text is made of that may mean something, and what other languages of marks know.
telling = st.sampled_from(
    [
        "**", "*", "***", "[", "]", "(", ")", "\\", " ", "\n", "\n\n", "\r\n", "a", "é", "1350 h",
        "- ", "– ", "• ", "* ", "1. ", "2. ", "3. ", "2027. ", "\uf0b7\t", "▪ ", "https://x.fr/",
        "[a](https://x.fr/y)", "[b](tel:39 39)", "[c](mailto:c@d.fr)", "[d](http://x.fr)", "**g**",
        "\t", "    ", "# ", "> ", "<b>", "&amp;", "_e_", "`c`", "~~", "![", " :", "«", "»", "😀",
        "\u2028", "\u00ad", "\u200e", "漢",
    ]
)  # fmt: skip
texts = st.lists(telling, max_size=20).map("".join)
any_text = texts | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


def seen(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Kinds and lines as one reads them, whatever is bold or leads somewhere."""
    return [
        (block.kind.value, tuple("".join(run.text for run in line) for line in block.lines))
        for block in prose.parse(text)
    ]


def marks(text: str) -> list[Run]:
    return [
        run
        for block in prose.parse(text)
        for line in block.lines
        for run in line
        if run.strong or run.url
    ]


# The four liberties


def test_a_text_has_paragraphs_lists_and_numbered_lists() -> None:
    text = "Un.\r\nDeux.\r\n\r\nTrois :\r\n- quatre\r\n- cinq\r\n1. six\r\n2. sept\r\n\r\n3. huit"

    assert seen(text) == [
        ("paragraph", ("Un.", "Deux.")),
        ("paragraph", ("Trois :",)),
        ("list", ("quatre", "cinq")),
        ("steps", ("six", "sept", "huit")),
    ]


def test_words_are_made_bold_and_lead_somewhere() -> None:
    (block,) = prose.parse("**Durée** : voir [le site](https://exemple.fr/a_(b)?c=1#d), ou non.")

    assert block == Block(
        BlockKind.PARAGRAPH,
        (
            (
                Run("Durée", strong=True),
                Run(" : voir "),
                Run("le site", url="https://exemple.fr/a_(b)?c=1#d"),
                Run(", ou non."),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("[Écrire](mailto:accueil@exemple.fr)", "mailto:accueil@exemple.fr"),
        ("[Appeler](tel:+33 5 53 00 00 00)", "tel:+33553000000"),
        ("[Appeler](tel:05.53.00.00.00)", "tel:0553000000"),
        ("[Site](HTTPS://exemple.fr)", "HTTPS://exemple.fr"),
    ],
)
def test_a_link_is_one_of_the_web_a_mail_or_a_call(typed: str, url: str) -> None:
    assert [run.url for run in marks(typed)] == [url]


def test_bold_and_link_go_together() -> None:
    assert marks("**voir [ici](https://x.fr)** [**là**](https://y.fr)") == [
        Run("voir ", strong=True),
        Run("ici", strong=True, url="https://x.fr"),
        Run("là", strong=True, url="https://y.fr"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2027. Rentrée en septembre",
        "2. Deuxième point seul",
        "# 1 du secteur",
        "    quatre espaces",
        "<accueil@exemple.fr> et <b>",
        "_souligné_ `code` ~~barré~~ > cité",
        "a * b * c, 2 ** 3 ** 4, *****, ****a****",
        "[x](http://exemple.fr), [x](javascript:alert(1)), [x](/page), [ ](https://x.fr), []()",
        "![image](data:image/png,)",
        "Lundi - mardi, 1. mercredi",
        "1.sans espace, -sans espace",
        "C:\\dossier\\*.txt, \\\\serveur\\partage",
        "Titre\n=====\nTexte\n-----",
        "| a | b |\n|---|---|",
        "&amp; &lt;",
    ],
)
def test_every_other_sign_stays_what_it_is(text: str) -> None:
    assert marks(text) == []
    assert [line for kind, lines in seen(text) for line in lines if kind == "paragraph"] == [
        line.strip() for line in text.splitlines()
    ]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("\\**x**", "**x**"),
        ("\\\\**x**", "\\**x**"),
        ("\\[a](https://x.fr)", "[a](https://x.fr)"),
        ("\\1. un\n2. deux", "1. un / 2. deux"),
        ("\\- un", "- un"),
        ("\\ **", "\\ **"),
    ],
)
def test_a_backslash_before_a_mark_leaves_it_as_typed(typed: str, read: str) -> None:
    assert marks(typed) == []
    assert [" / ".join(lines) for _, lines in seen(typed)] == [read]


def test_a_list_pasted_from_a_word_processor_is_one_stored_before_or_not() -> None:
    """F06: in an edition that is frozen, and as it is stored from now on."""
    text = "Intro :\n\uf0b7\tPuce un\n\uf0b7\tPuce deux\n\uf0a7\tTrois\n▪ Quatre"

    assert (
        seen(text)
        == seen(mended("teaching_methods", text))
        == [
            ("paragraph", ("Intro :",)),
            ("list", ("Puce un", "Puce deux", "Trois", "Quatre")),
        ]
    )


# One rendering


class Page(HTMLParser):
    """Its words, and whether each element is closed where it was opened."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words = ""
        self._open: list[str] = []
        self._hidden = 0
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"p", "br", "ul", "ol", "li", "strong", "a", "span"}
        given = dict(attrs)
        if tag == "a":
            assert re.match(r"(?i)https://|mailto:|tel:", given.pop("href") or "")
        assert given in ({}, {"class": "vh"}, {"class": "numbered"})
        if tag == "br":
            self.words += "\n"
            return
        self.words += "\n" if tag in {"p", "li"} else ""
        self._hidden += tag == "span"
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        self._hidden -= tag == "span"

    def handle_data(self, data: str) -> None:
        self.words += "" if self._hidden else data


def html_of(text: str) -> str:
    return Template("{% load sheet %}{% prose text %}").render(Context({"text": text}))


def words_on_paper(text: str) -> str:
    return "\n".join(
        "".join(run["text"] for run in line) for block in on_paper(text) for line in block["lines"]
    )


@given(any_text)
@example("**a\n**[b](https://x.fr/?<\"'>&)")
def test_any_text_makes_sound_html(text: str) -> None:
    Page(html_of(text))


@given(any_text)
@example("**Durée** : [oui](https://x.fr) !")
@example("« **Bac** » ; **92,9** % ; **1350** h")
def test_page_and_paper_say_the_same_words(text: str) -> None:
    """Of what the font of the paper can set; the rest has its stand-ins there."""
    text = "".join(one for one in text if clean(one) == one or one in " \n\r\t\u2028\uf0b7\u00ad")

    assert Page(html_of(text)).words.split() == words_on_paper(text).split()


@given(any_text)
def test_what_is_compared_is_what_the_page_says(text: str) -> None:
    lines = [line for block in prose.parse(text) for line in block.lines]
    compared = prose.plain(text)

    for run in (run for line in lines for run in line):
        assert run.text in compared
        assert run.url in compared
    assert len(list(filter(str.strip, compared.splitlines()))) == len(lines)


@given(any_text)
def test_what_is_searched_is_what_the_page_says(text: str) -> None:
    """Folded alike, but for the signs before items, and the spaces that French print sets."""
    said = "".join(run.text for block in prose.parse(text) for line in block.lines for run in line)

    def searched(words: str) -> str:
        return fold(words).replace(" ", "")

    assert searched(Page(html_of(text)).words) == searched(said)


def test_what_is_compared_names_where_a_link_leads() -> None:
    text = "**Voir** [le site](https://x.fr) :\n1. un\n2. deux\n\n- trois"

    assert prose.plain(text) == "Voir le site (https://x.fr) :\n\n1. un\n2. deux\n\n- trois"
    assert prose.addresses(text) == ("https://x.fr",)


def test_a_text_is_set_as_print_does_across_its_bold_words() -> None:
    assert Page(html_of("**Durée** : 2 ans")).words.strip() == "Durée\u202f: 2\u00a0ans"


# Texts of before


@given(any_text)
@example("**a **b**")
@example("****[a](https://x.fr)**")
@example("\\**x** \\1. y")
def test_what_version_2_said_version_3_says(text: str) -> None:
    """But for what nobody sees, and the bullets that only the paper knew for what they are."""
    new = escaped(text, 10_000)

    assert marks(new) == []
    if re.search("[\u00ad\u200e\uf0b7▪]", text) or mended("means", text) != text.strip():
        return
    if any(
        not line.isspace() and re.match(r"\s*[●○◦▪▫■□◆◇❖⦁‣⁃➢➤►▶▸]", line)
        for line in text.splitlines()
    ):
        return
    assert tuple(seen(new)) == as_before(text)


def long_texts(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, str) and name in prose.FIELDS:
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from long_texts(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from long_texts(one, name)


def test_no_text_of_the_seed_or_of_the_examples_changes() -> None:
    """But for the one that was written to show what a text may hold today."""
    files = {one for one in (ROOT / "fixtures").rglob("*.yaml") if one.stem != "reseaux-sociaux"}
    read = [yaml.safe_load(one.read_text("utf-8")) for one in sorted(files)]
    found = [text for file in read for text in long_texts(file)]

    assert len(found) > 30
    for text in found:
        assert escaped(text, 5000) == text
        assert tuple(seen(text)) == as_before(text)


AWKWARD = (
    "2027. Rentrée", "1. Un", "1. Un\n2. Deux", "2. Deux\n3. Trois", "3. Un\n1. Deux", "10. a",
    "1) a", "1.a", "- 1. a", "1. - a", "- a\nsuite", "- a\n\n- b", "- a\n- \n- c", "- a\n    b",
    "-a", "-\ta", "+ a", "– a\n– b", "• a\n• b", "* a", "* * *", "***", "---", "a\n---", "a\n===",
    "# 1", "    code", "> a", "a  \nb", "*a*", "_a_", "a_b_c", "5 * 3 * 2", "2 ** 3 ** 4",
    "**a**", "a**b**c", "** a **", "**a", "a**", "****a**", "**a****b**", "**a **b**", "***a***",
    "**\na**", "*****", "****", "\\*", "\\**a**", "\\\\**a**", "C:\\*.txt", "\\\\serveur",
    "\\- a", "\\1. a", "\\\\1. a", "\\[a](https://x.fr)", "[a](b)", "[a]: b",
    "![a](https://x.fr)", "[a](http://x.fr)", "[a](https://x.fr)", "[a] (https://x.fr)",
    "[](https://x.fr)", "[ a](https://x.fr)", "[a]( https://x.fr)", "[a](https://x.fr/(b))",
    "[a](https://x.fr/(b)", "[**a**](https://x.fr)", "**[a](https://x.fr)**",
    "[a **b](https://x.fr) c**", "[a](https://x.fr/**b**)", "[a](https://x.fr/[b](tel:12))",
    "[a](mailto:b@c.fr)", "[a](mailto:b)", "[a](tel:05 53)", "[a](javascript:b)", "<a@b.fr>",
    "<b>a</b>", "&amp;", "`a`", "~~a~~", "| a | b |", "- [ ] a", "a\u2028b", "a\x0bb", "a\x85b",
    "\ta", "\u00a0- a", "\u202f1. a", "a\n\n\n\nb", "https://x.fr",
)  # fmt: skip


@pytest.mark.parametrize(
    "around", ["{}", "Avant\n{}\nAprès", "- {}", "  {} suite", "{0}\r\n\r\n{0}"]
)
@pytest.mark.parametrize("text", AWKWARD)
def test_an_awkward_text_of_before_reads_as_it_did(text: str, around: str) -> None:
    text = around.format(text)
    new = escaped(text, 5000)

    assert marks(new) == []
    assert tuple(seen(new)) == as_before(text)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("Voir **ceci** et [cela](https://x.fr).", "Voir \\**ceci** et \\[cela](https://x.fr)."),
        ("1. Un\n2. Deux", "\\1. Un\n2. Deux"),
        ("- **un**\n  1. deux", "- \\**un**\n  \\1. deux"),
        ("\\**x**", "\\\\**x**"),
        ("2027. Rentrée\n- a\n\\\\serveur", "2027. Rentrée\n- a\n\\\\serveur"),
        ("[x](http://x.fr) # 1", "[x](http://x.fr) # 1"),
    ],
)
def test_only_what_would_change_is_escaped(text: str, stored: str) -> None:
    assert escaped(text, 5000) == stored


def test_an_escape_for_which_there_is_no_room_is_left_out() -> None:
    text = "**" + "x" * 1996 + "**"

    assert escaped(text, 2000) == text


# Which fields


def test_the_fields_that_hold_one_are_those_that_the_page_draws_so() -> None:
    drawn = {
        name.rpartition(".")[2]
        for file in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r"{% prose ([\w.]+) %}", file.read_text(encoding="utf-8"))
    }

    assert drawn == prose.FIELDS
