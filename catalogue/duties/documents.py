"""Documents that one must be able to read before one is enrolled for good.

Warnings all: a centre may also hand them out otherwise (docs/decisions/0026).
"""

from typing import Final

from programmes.vocabulary import DocumentKind

from .duty import Duty, Severity
from .places import RNQ_9, of_centre, section
from .questions import has_document, may_be_bought

DOCUMENT_DUTIES: Final[tuple[Duty, ...]] = (
    Duty(
        "house_rules",
        "Règlement intérieur",
        f"Code du travail, L6352-3 et L6353-8\u202f; {RNQ_9}",
        Severity.WARNING,
        "Le règlement intérieur en PDF, parmi les documents du centre ou de la formation.",
        section("documents"),
        of_centre("documents", "documents"),
        has_document(DocumentKind.RULES),
    ),
    Duty(
        "welcome_booklet",
        "Livret d’accueil",
        RNQ_9,
        Severity.WARNING,
        "Le livret d’accueil en PDF, parmi les documents du centre ou de la formation.",
        section("documents"),
        of_centre("documents", "documents"),
        has_document(DocumentKind.WELCOME),
    ),
    Duty(
        "terms_of_sale",
        "Conditions générales de vente",
        f"Code de commerce, L441-1\u202f; {RNQ_9}",
        Severity.WARNING,
        "Les conditions générales de vente en PDF, là où quelqu’un d’autre qu’un OPCO peut payer.",
        section("documents"),
        of_centre("documents", "documents"),
        has_document(DocumentKind.TERMS),
        may_be_bought,
    ),
)
