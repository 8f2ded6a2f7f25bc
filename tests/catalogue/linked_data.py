"""The linked data of a page, read back as statements; schema.org's terms are rdflib's own copy."""

import json
import re
import warnings

from rdflib import RDF, SDO, Graph, URIRef
from rdflib.term import Node

_SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def graph_in(html: str) -> Graph:
    """All that the page states; empty where it states nothing."""
    graph = Graph()
    for written in _SCRIPT.findall(html):
        graph += graph_of(written)
    return graph


def graph_of(written: str) -> Graph:
    document = json.loads(written)
    assert document["@context"] == "https://schema.org"
    # Told here, so that nobody asks the network what it says.
    document["@context"] = {"@vocab": str(SDO)}
    with warnings.catch_warnings():
        # rdflib's parser builds on a class of which rdflib warns.
        warnings.simplefilter("ignore", DeprecationWarning)
        return Graph().parse(data=json.dumps(document), format="json-ld")


def unknown_terms(graph: Graph) -> set[Node]:
    """Classes and properties that schema.org does not have."""
    used = {*graph.predicates(), *graph.objects(None, RDF.type)} - {RDF.type}
    return {term for term in used if not (isinstance(term, URIRef) and term in SDO)}


def values(graph: Graph, kind: str, name: str) -> list[str]:
    """What is said of the things of a kind, under a property; sorted."""
    return sorted(
        str(value)
        for one in graph.subjects(RDF.type, SDO[kind])
        for value in graph.objects(one, SDO[name])
    )


def kinds(graph: Graph) -> set[str]:
    return {str(kind).removeprefix(str(SDO)) for kind in graph.objects(None, RDF.type)}
