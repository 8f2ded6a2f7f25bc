"""What our stylesheets say, as questions that a browser can answer: do you know this?

A browser drops in silence what it does not know, so the source is read here, by tinycss2, and each
declaration, selector, at-rule and media feature is asked about on its own. A token stands for its
value: with `var(…)` left in it, any value at all is accepted.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import tinycss2

from tests import environment

STYLESHEETS = environment.ROOT / "static" / "css"
# What every public page, and every page of the admin, comes with.
PUBLIC = ("tokens.css", "site.css")
ADMIN = ("tokens.css", "admin/frame.css")

GROUPS = {"media", "layer", "supports", "container"}
# What these hold are descriptors, about which `CSS.supports` knows nothing.
DESCRIBING = {"page", "font-face", "counter-style"}

Nodes = list[Any]


@dataclass(frozen=True)
class Question:
    """`kind` says how to ask, `text` is asked, `said` is what our source says.

    It is asked only where every condition of `guards` holds: what stands inside `@supports`.
    """

    kind: str
    text: str
    said: str
    where: str
    guards: tuple[str, ...]
    name: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.said}"


# Answers the numbers of the questions about something that the browser does not know.
UNKNOWN = """questions => {
  const parsed = text => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return [...sheet.cssRules].map(rule => rule.cssText).join("");
  };
  const known = {
    declaration: one => CSS.supports(one.name, one.text),
    selector: one => CSS.supports(`selector(${one.text})`),
    feature: one => matchMedia(`${one.text} or (not ${one.text})`).matches,
    rule: one => parsed(one.text) !== "",
    descriptor: one => parsed(`@${one.name} { ${one.text} }`) !== parsed(`@${one.name} { }`),
  };
  const asked = one => one.guards.every(condition => CSS.supports(condition));
  return questions.flatMap((one, at) => asked(one) && !known[one.kind](one) ? [at] : []);
}"""


def questions() -> list[Question]:
    """About everything in static/css."""
    names = sorted(str(path.relative_to(STYLESHEETS)) for path in STYLESHEETS.rglob("*.css"))
    return [question for name in names for question in about(name)]


def as_arguments(questions: list[Question]) -> list[dict[str, Any]]:
    """For `UNKNOWN`."""
    return [asdict(question) for question in questions]


def about(name: str) -> Iterator[Question]:
    """About one stylesheet.

    Raises ValueError where the stylesheet cannot be read, or says something not thought of here.
    """
    path = STYLESHEETS / name
    shared = ADMIN if name.startswith("admin/") else PUBLIC
    known: dict[str, Nodes] = {}
    for one in (*shared, name):
        known |= tokens(STYLESHEETS / one)
    yield from _Reader(name, known).rules(_parsed(path), guards=())


def tokens(path: Path) -> dict[str, Nodes]:
    """The custom properties that `:root` has by day: the first value of each."""
    found: dict[str, Nodes] = {}
    for rule in _root_rules(_parsed(path)):
        for one in _contents(rule):
            if one.type == "declaration" and one.name.startswith("--"):
                found.setdefault(one.name, one.value)
    return found


def _root_rules(rules: Nodes) -> Iterator[Any]:
    for rule in rules:
        if rule.type == "qualified-rule" and ":root" in tinycss2.serialize(rule.prelude):
            yield rule
        elif rule.type == "at-rule" and rule.at_keyword in GROUPS and rule.content:
            yield from _root_rules(_contents(rule))


def _parsed(path: Path) -> Nodes:
    rules, _ = tinycss2.parse_stylesheet_bytes(
        path.read_bytes(), skip_comments=True, skip_whitespace=True
    )
    return list(rules)


def _contents(rule: Any) -> Nodes:
    return list(
        tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    )


@dataclass(frozen=True)
class _Reader:
    sheet: str
    tokens: dict[str, Nodes]

    def rules(self, nodes: Nodes, guards: tuple[str, ...]) -> Iterator[Question]:
        for node in nodes:
            if node.type == "error":
                raise ValueError(f"{self._where(node)}: {node.message}")
            if node.type == "at-rule":
                yield from self._at_rule(node, guards)
            elif node.type == "qualified-rule":
                yield from self._selectors(node, guards)
                yield from self.rules(_contents(node), guards)
            elif not node.name.startswith("--"):
                yield self._declaration(node, guards)

    def _at_rule(self, rule: Any, guards: tuple[str, ...]) -> Iterator[Question]:
        prelude = tinycss2.serialize(rule.prelude).strip()
        said = f"@{rule.at_keyword} {prelude}".strip()
        if rule.at_keyword not in GROUPS | DESCRIBING:
            raise ValueError(f"{self._where(rule)}: how does one ask about {said}?")
        end = ";" if rule.content is None else " { }"
        yield Question("rule", said + end, said, self._where(rule), guards)
        if rule.at_keyword == "media":
            yield from self._features(rule, guards)
        if rule.at_keyword in DESCRIBING:
            yield from self._descriptors(rule, guards)
        elif rule.content is not None:
            inner = (*guards, prelude) if rule.at_keyword == "supports" else guards
            yield from self.rules(_contents(rule), inner)

    def _features(self, rule: Any, guards: tuple[str, ...]) -> Iterator[Question]:
        """What an `@media` asks of the screen: `(min-width: 44rem)`."""
        for node in rule.prelude:
            if node.type == "() block":
                text = node.serialize()
                yield Question("feature", text, f"@media {text}", self._where(rule), guards)

    def _descriptors(self, rule: Any, guards: tuple[str, ...]) -> Iterator[Question]:
        """Each line of an `@page` or `@font-face`, the boxes in a page's margins included."""
        for node in _contents(rule):
            if node.type == "error":
                raise ValueError(f"{self._where(node)}: {node.message}")
            text = self._resolved(node.serialize())
            name = node.name if node.type == "declaration" else f"@{node.at_keyword}"
            said = f"@{rule.at_keyword} {name}"
            yield Question(
                "descriptor", text, said, self._where(node), guards, name=rule.at_keyword
            )

    def _selectors(self, rule: Any, guards: tuple[str, ...]) -> Iterator[Question]:
        """One by one: a single unknown selector takes the whole rule along."""
        for nodes in _split_at_commas(rule.prelude):
            text = tinycss2.serialize(nodes).strip()
            yield Question("selector", text, text, self._where(rule), guards)

    def _declaration(self, node: Any, guards: tuple[str, ...]) -> Question:
        written = tinycss2.serialize(node.value).strip()
        return Question(
            "declaration",
            self._resolved(written),
            f"{node.name}: {written}",
            self._where(node),
            guards,
            name=node.name,
        )

    def _resolved(self, written: str) -> str:
        """With the tokens' values in the place of their names."""
        nodes = tinycss2.parse_component_value_list(written, skip_comments=True)
        return str(tinycss2.serialize(self._without_tokens(nodes))).strip()

    def _without_tokens(self, nodes: Nodes) -> Nodes:
        found: Nodes = []
        for node in nodes:
            if node.type == "function" and node.lower_name == "var":
                found.extend(self._value(node))
                continue
            for part in ("arguments", "content"):
                if isinstance(inner := getattr(node, part, None), list):
                    setattr(node, part, self._without_tokens(inner))
            found.append(node)
        return found

    def _value(self, call: Any) -> Nodes:
        name, *others = _split_at_commas(call.arguments, most=1)
        key = tinycss2.serialize(name).strip()
        if key in self.tokens:
            return self._without_tokens(self.tokens[key])
        if others:
            return self._without_tokens(others[0])
        raise ValueError(f"{self._where(call)}: {key} has no value on :root")

    def _where(self, node: Any) -> str:
        return f"{self.sheet}:{node.source_line}"


def _split_at_commas(nodes: Nodes, most: int | None = None) -> list[Nodes]:
    parts: list[Nodes] = [[]]
    for node in nodes:
        if node.type == "literal" and node.value == "," and (most is None or len(parts) <= most):
            parts.append([])
        else:
            parts[-1].append(node)
    return parts
