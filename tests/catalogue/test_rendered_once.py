"""Nothing edits HTML after it was rendered: what a page marks or links is given to its template.

Read from the sources. What a template drew is followed through names, attributes, arguments and
returned values, from module to module; whoever then cuts it, replaces in it or writes around it is
found.
"""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeAlias

import pytest

from tests.catalogue.test_wings import modules

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef

# Where HTML comes from.
TEMPLATES: Final = "render_to_string"
# What changes a text, or takes it apart so that it can be put together otherwise.
EDITS: Final = {
    "replace",
    "sub",
    "subn",
    "translate",
    "split",
    "rsplit",
    "partition",
    "rpartition",
    "splitlines",
    "removeprefix",
    "removesuffix",
    "join",
    "format",
    "write",
}
# What gives back the text that it was given.
KEEPS: Final = {"str", "encode", "decode", "of", "cast", "mark_safe"}
# The one exception, and why.
ALLOWED: Final = {
    "catalogue.views.rendering:compact": "blank lines and indentation, which no browser shows",
}


@dataclass
class Known:
    """What is known so far of each function, named « module:function »: grows until all is."""

    renderers: set[str] = field(default_factory=set)
    # Function → the parameters that receive HTML, by place or by name.
    given: dict[str, set[int | str]] = field(default_factory=lambda: defaultdict(set))

    def size(self) -> int:
        return len(self.renderers) + sum(map(len, self.given.values()))


@dataclass(frozen=True)
class Module:
    """What its names stand for: « module:function », or a module."""

    name: str
    tree: ast.Module

    @cached_property
    def functions(self) -> list[Function]:
        found = ast.walk(self.tree)
        return [one for one in found if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]

    @cached_property
    def names(self) -> dict[str, str]:
        names = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom):
                package = self.name.split(".")[: -node.level] if node.level else []
                origin = ".".join([*package, *filter(None, [node.module])])
                for one in node.names:
                    names[one.asname or one.name] = f"{origin}:{one.name}"
        return names | {one.name: f"{self.name}:{one.name}" for one in self.functions}

    def called(self, node: ast.expr) -> str:
        match node:
            case ast.Name(id=name):
                return self.names.get(name, name)
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner in self.names:
                return f"{self.names[owner].replace(':', '.')}:{name}"
            case ast.Attribute(attr=name):
                return name
            case _:
                return ""


class Reader:
    """One function: which of its names hold HTML, and what it does with them."""

    def __init__(self, module: Module, function: Function, known: Known) -> None:
        self.module, self.function, self.known = module, function, known
        self.name = f"{module.name}:{function.name}"
        own = function.args
        given = known.given.get(self.name, set())
        self.html = {
            one.arg
            for place, one in enumerate([*own.posonlyargs, *own.args, *own.kwonlyargs])
            if one.arg in given or place in given
        }

    def read(self) -> None:
        """Twice over its lines: a loop may use above what it names below."""
        for _ in range(2):
            for node in self._nodes():
                match node:
                    case ast.Assign(targets=targets, value=value) if self._is_html(value):
                        self.html |= {one.id for one in targets if isinstance(one, ast.Name)}
                    case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) | (
                        ast.NamedExpr(target=ast.Name(id=name), value=value)
                    ) if self._is_html(value):
                        self.html.add(name)
        for node in self._nodes():
            match node:
                case ast.Return(value=ast.expr() as value) if self._is_html(value):
                    self.known.renderers.add(self.name)
                case ast.Call():
                    self._note(node)

    def edits(self) -> Iterator[ast.AST]:
        for node in self._nodes():
            match node:
                case ast.Call(func=ast.Attribute(attr=name)) if name in EDITS:
                    if self._receives_html(node):
                        yield node
                case ast.BinOp(left=left, right=right):
                    if self._is_html(left) or self._is_html(right):
                        yield node
                case ast.Subscript(value=value, slice=ast.Slice()) if self._is_html(value):
                    yield node
                case ast.FormattedValue(value=value) if self._is_html(value):
                    yield node

    def _nodes(self) -> Iterator[ast.AST]:
        """Its own, without those of the functions inside it, which are read by themselves."""
        waiting: list[ast.AST] = list(self.function.body)
        while waiting:
            node = waiting.pop(0)
            yield node
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                waiting += ast.iter_child_nodes(node)

    def _note(self, call: ast.Call) -> None:
        name = self.module.called(call.func)
        for place, value in enumerate(call.args):
            if self._is_html(value):
                self.known.given[name].add(place)
        for one in call.keywords:
            if one.arg and self._is_html(one.value):
                self.known.given[name].add(one.arg)

    def _is_html(self, node: ast.expr) -> bool:
        match node:
            case ast.Name(id=name):
                return name in self.html
            case ast.Attribute(value=value):
                return self._is_html(value)
            case ast.BinOp(left=left, right=right):
                return self._is_html(left) or self._is_html(right)
            case ast.Subscript(value=value, slice=ast.Slice()):
                return self._is_html(value)
            case ast.IfExp(body=body, orelse=other):
                return self._is_html(body) or self._is_html(other)
            case ast.BoolOp(values=values):
                return any(map(self._is_html, values))
            case ast.Call(func=called):
                function = self.module.called(called)
                name = function.rpartition(":")[2]
                return (
                    name == TEMPLATES
                    or function in self.known.renderers
                    # Edited HTML is HTML still.
                    or ((name in KEEPS | EDITS or _is_record(name)) and self._receives_html(node))
                )
            case _:
                return False

    def _receives_html(self, call: ast.Call) -> bool:
        given = [*call.args, *(one.value for one in call.keywords)]
        if isinstance(call.func, ast.Attribute):
            given.append(call.func.value)
        return any(map(self._is_html, given))


def _is_record(name: str) -> bool:
    """A class of ours that holds HTML; an answer is for the visitor, not for us."""
    return name[:1].isupper() and not name.endswith("Response")


def edits_in(sources: Iterable[tuple[str, str]]) -> set[str]:
    """« module:function » of each function that edits HTML; `sources`: names and texts."""
    modules = [Module(name, ast.parse(source)) for name, source in sources]
    functions = [(module, function) for module in modules for function in module.functions]
    known, before = Known(), -1
    while known.size() > before:
        before = known.size()
        for module, function in functions:
            Reader(module, function, known).read()
    found = set()
    for module, function in functions:
        reader = Reader(module, function, known)
        reader.read()
        if any(reader.edits()):
            found.add(reader.name)
    return found


def test_the_site_edits_no_html_that_a_template_drew() -> None:
    sources = [
        (name, file.read_text())
        for name, file in modules().items()
        if name.startswith("catalogue.")
    ]

    assert edits_in(sources) == set(ALLOWED)


DRAWS: Final = "def page():\n    return render_to_string('page.html', {})\n"
FAULTS: Final = {
    "a link replaced": """
def f(paper):
    html = page()
    return html.replace('a', paper)
""",
    "a mark found by a pattern": """
def f():
    return LANDMARK.sub(linked, page())
""",
    "by a module's function": """
def f():
    return re.sub('a', 'b', page())
""",
    "in bytes that were kept": """
def f():
    body = Body.of(page())
    return body.raw.replace(b'a', b'b')
""",
    "in a function of its own": """
def f(html):
    return html.replace('a', 'b')
def g():
    return f(page())
""",
    "given by its name": """
def f(html):
    return html[:9]
def g():
    return f(html=page())
""",
    "cut in two": """
def f():
    above, _, below = page().partition('<h1>')
""",
    "written around": """
def f():
    return page() + '<p>'
""",
    "written into": """
def f():
    html = page()
    return f'<div>{html}</div>'
""",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_way_to_edit_html_is_found(fault: str) -> None:
    assert edits_in([("site", f"{DRAWS}{FAULTS[fault]}\n")]) == {"site:f"}


def test_html_is_followed_from_module_to_module() -> None:
    sources = [
        ("views.page", DRAWS),
        ("views.one", "from views.page import page\ndef f():\n    return page()[1:]"),
        ("views.two", "from views import page as p\ndef g():\n    return p.page()[1:]"),
        ("views.three", "from .page import page\ndef h():\n    return page()[1:]"),
        ("views.four", "def page():\n    return 'a'\ndef i():\n    return page()[1:]"),
    ]

    assert edits_in(sources) == {"views.one:f", "views.two:g", "views.three:h"}


def test_what_is_given_to_a_template_is_no_edit() -> None:
    source = """
def f(title):
    part = page()
    response = HttpResponse(part)
    response['ETag'] = sha256(part.encode()).hexdigest()[:16]
    return render_to_string('frame.html', {'part': part, 'title': title.replace('a', 'b')})
"""

    assert edits_in([("site", f"{DRAWS}{source}")]) == set()
