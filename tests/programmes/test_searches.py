"""What students type, and what must come first: the same on both databases.

One catalogue, loaded once: the seed, the examples, and some that others look like (`searched`).
"""

from collections.abc import Iterator
from typing import Final

import pytest
from pytest_django.plugin import DjangoDbBlocker

from programmes.search import Found, find, search_for
from tests.programmes.searched import Searched, searched

pytestmark = pytest.mark.django_db  # so that there is one to read the catalogue from

# What is typed → what comes first, in that order.
FIRST: Final = {
    # By name, however it is written.
    "ndrc": "bts-ndrc",
    "NDRC": "bts-ndrc",
    "bts ndrc": "bts-ndrc",
    "BTS-NDRC": "bts-ndrc",
    "N.D.R.C.": "bts-ndrc",
    "n.d.r.c": "bts-ndrc",
    "(ndrc)": "bts-ndrc",
    "«ndrc»": "bts-ndrc",
    "relation, client": "bts-ndrc",
    "client ?": "bts-ndrc",
    '"relation client"': "bts-ndrc",
    "négociations": "bts-ndrc",
    "gociat": "bts-ndrc",
    "mco": "bts-mco",
    "management commercial": "bts-mco",
    "BUT techniques de commercialisation": "but-tc",
    "technico-commercial": "tp-ntc",
    "technico commercial": "tp-ntc",
    "négociateur": "tp-ntc",
    "négociatrice": "tp-ntc",
    "réseaux sociaux": "reseaux-sociaux",
    "reseaux sociaux": "reseaux-sociaux",
    "réseau social": "reseaux-sociaux",
    "RESEAUX SOCIAUX": "reseaux-sociaux",
    "formation excel": "tosa-excel",
    "tosa": "tosa-excel",
    "tableau excel": "tosa-excel",
    "cap petite enfance": "cap-aepe",
    "petite enfance": "cap-aepe",
    "cuisine": "cap-cuisine",
    "cœur": "cap-cuisine",
    "coeur": "cap-cuisine",
    "100%": "cap-cuisine",
    "100 %": "cap-cuisine",
    "c++": "but-info",
    "C#": "but-info",
    "r&d": "but-info",
    "informatique": "but-info",
    # By kind.
    "cap": "cap-aepe cap-cuisine cap-epc",
    "bts": "bts-gpme bts-mco bts-ndrc",
    "bac pro": "bac-pro-mcv",
    "baccalauréat professionnel": "bac-pro-mcv",
    "bachelor": "bachelor-rdc",
    "but": "but-info but-tc",
    "titre pro": "tp-am tp-ntc",
    "titre professionnel": "tp-am tp-ntc",
    "brevet de technicien supérieur": "bts-gpme bts-mco bts-ndrc",
    "diplôme d'état": "cap-aepe cap-cuisine cap-epc bac-pro-mcv",
    "attestation": "reseaux-sociaux",
    "certification": "tosa-excel",
    "formation courte": "reseaux-sociaux tosa-excel",
    "répertoire spécifique": "tosa-excel",
    # By level.
    "bac+3": "but-info but-tc bachelor-rdc",
    "bac +3": "but-info but-tc bachelor-rdc",
    "bac + 3": "but-info but-tc bachelor-rdc",
    "Bac plus 3": "but-info but-tc bachelor-rdc",
    "bac 3": "but-info but-tc bachelor-rdc",
    "niveau 6": "bachelor-rdc but-info but-tc",
    "niveau II": "bachelor-rdc but-info but-tc",
    "licence": "but-info but-tc",
    "licence pro": "bachelor-rdc but-tc",
    "bac+2": "bts-gpme bts-mco bts-ndrc tp-ntc",
    "niveau 5": "bts-gpme bts-mco bts-ndrc tp-ntc",
    "niveau III": "bts-gpme bts-mco bts-ndrc tp-ntc",
    "niveau 4": "bac-pro-mcv",
    "niveau IV": "bac-pro-mcv",
    "bac": "bac-pro-mcv",
    "bac+3 commerce": "but-tc bachelor-rdc",
    "bac+2 vente": "bts-mco bts-ndrc tp-ntc",
    # Can I get in?
    "sans bac": "cap-aepe cap-cuisine cap-epc tp-am bac-pro-mcv",
    "sans le bac": "cap-aepe cap-cuisine cap-epc tp-am bac-pro-mcv",
    "apprentissage sans bac": "cap-cuisine bac-pro-mcv",
    "alternance sans le bac": "cap-cuisine bac-pro-mcv",
    "vente sans bac": "bac-pro-mcv",
    "sans diplôme": "cap-aepe cap-cuisine cap-epc tp-am",
    "après la 3ème": "cap-aepe cap-cuisine cap-epc tp-am bac-pro-mcv",
    "apres la troisieme": "cap-aepe cap-cuisine cap-epc tp-am bac-pro-mcv",
    "après le bac": "bts-mco bts-ndrc tp-ntc but-tc",
    "post-bac": "bts-mco bts-ndrc tp-ntc but-tc",
    # Alternance, and who pays.
    "alternance": "cap-cuisine bac-pro-mcv bts-gpme bts-mco bts-ndrc",
    "en alternance": "cap-cuisine bac-pro-mcv bts-gpme bts-mco bts-ndrc",
    "apprentissage": "cap-cuisine bac-pro-mcv bts-gpme bts-mco bts-ndrc",
    "contrat d'apprentissage": "cap-cuisine bac-pro-mcv bts-gpme bts-mco bts-ndrc",
    "contrat pro": "bts-mco bts-ndrc",
    "je veux faire un bts en alternance": "bts-gpme bts-mco bts-ndrc",
    "bts en alternance agen": "bts-gpme",
    "bts sans alternance": "",
    "cap sans alternance": "cap-aepe cap-epc",
    "CPF": "cap-epc bts-ndrc tp-ntc bachelor-rdc but-tc tosa-excel",
    "mon compte formation": "cap-epc bts-ndrc tp-ntc bachelor-rdc but-tc tosa-excel",
    "pole emploi": "cap-epc bts-ndrc tp-ntc",
    "France Travail": "cap-epc bts-ndrc tp-ntc",
    "demandeuse d'emploi": "cap-epc bts-ndrc tp-ntc",
    "gratuit": "cap-cuisine bac-pro-mcv bts-gpme bts-mco bts-ndrc",
    "transition professionnelle": "bts-ndrc tp-ntc",
    # Where.
    "agen": "cap-cuisine bts-gpme tp-am",
    "Agen": "cap-cuisine bts-gpme tp-am",
    "campus d'agen": "cap-cuisine bts-gpme",
    "campus": "cap-aepe cap-cuisine tp-am bts-gpme",
    "agent": "tp-am",
    "bordeaux": "cap-aepe tp-am bts-ndrc",
    "33000": "cap-aepe tp-am",
    "lot-et-garonne": "cap-cuisine bts-gpme bts-ndrc",
    "commerce lot et garonne": "bts-ndrc",
    "nouvelle aquitaine": "cap-aepe cap-cuisine tp-am bts-gpme bts-ndrc",
    "gironde": "cap-aepe tp-am",
    "cap agen": "cap-cuisine",
    "sud management": "bts-ndrc",
    "rive haute": "bac-pro-mcv bts-mco",
    # How and when.
    "présentiel": "cap-cuisine cap-epc bac-pro-mcv",
    "à distance": "tp-ntc bachelor-rdc but-info reseaux-sociaux",
    "distanciel": "tp-ntc bachelor-rdc but-info reseaux-sociaux",
    "bac+3 à distance": "but-info bachelor-rdc",
    "temps plein": "tp-ntc but-tc",
    "lundi": "cap-epc bts-mco bts-ndrc",
    "rentrée 2027": "cap-epc bac-pro-mcv bts-mco",
    # Codes.
    "RNCP38368": "bts-ndrc",
    "RNCP 38368": "bts-ndrc",
    "rncp-38368": "bts-ndrc",
    "rncp n° 38368": "bts-ndrc",
    "38368": "bts-ndrc",
    "34030": "bts-ndrc",
    "RNCP34031": "bts-mco",
    "32031212": "bts-ndrc",
    "RS7256": "tosa-excel",
    "rs 7256": "tosa-excel",
    "d1407": "tp-ntc",
    "D1402": "bts-ndrc tp-ntc",
    # By field of study, stated or proposed: its shelf's words, and those of its speciality.
    "commerce": "cap-epc bac-pro-mcv reseaux-sociaux bts-mco bts-ndrc",
    "commerce vente": "bac-pro-mcv cap-epc",
    "numérique": "but-info tosa-excel",
    "réseaux": "reseaux-sociaux but-info",
    "bâtiment": "",
    "restauration": "cap-cuisine",
    "hôtellerie": "cap-cuisine",
    "hôtellerie restauration": "cap-cuisine",
    "tourisme": "cap-cuisine",
    "alimentation": "cap-cuisine",
    "transport": "tp-am",
    "logistique": "tp-am",
    "transport et logistique": "tp-am",
    "gestion": "bac-pro-mcv bts-gpme",
    "ressources humaines": "bts-gpme",
    "gestion comptabilité": "bts-gpme",
    "travail social": "cap-aepe",
    "communication": "reseaux-sociaux",
    "métiers du commerce": "bac-pro-mcv",
    "bts commerce": "bts-mco bts-ndrc",
    "cap commerce": "cap-epc",
    "commerce sans alternance": "cap-epc",
    # For which job: feminine, masculine, plural.
    "vendeur": "cap-epc bac-pro-mcv bts-ndrc",
    "vendeuse": "cap-epc bac-pro-mcv bts-ndrc",
    "vendeuses": "cap-epc bac-pro-mcv bts-ndrc",
    "vendeur·se": "cap-epc bac-pro-mcv bts-ndrc",
    "vendeur(euse)": "cap-epc bac-pro-mcv bts-ndrc",
    "devenir vendeuse": "cap-epc bac-pro-mcv bts-ndrc",
    "conseillère en banque": "bts-ndrc but-tc",
    "banque": "bts-ndrc but-tc",
    "travailler dans une banque": "bts-ndrc but-tc",
    "chargée de clientèle": "bts-mco but-tc",
    "assistante commerciale": "bts-mco but-tc",
    "commerciaux": "bac-pro-mcv bts-mco tp-ntc bachelor-rdc",
    "responsable de magasin": "bts-mco",
    "hôtesse de caisse": "cap-epc",
    "préparatrice de commandes": "tp-am",
    "magasinier": "tp-am bac-pro-mcv",
    "magasinière": "tp-am bac-pro-mcv",
    "cuisinière": "cap-cuisine",
    "cuisinier": "cap-cuisine",
    "développeur": "but-info",
    "secrétaire": "bts-gpme",
    "comptable": "bts-gpme",
    "comptabilité": "bts-gpme",
    "téléconseillère": "bts-ndrc",
    "télé conseiller": "bts-ndrc",
    "e-commerce": "bts-mco bts-ndrc",
    "ecommerce": "bts-mco bts-ndrc",
    "e commerce": "bts-mco bts-ndrc",
    "vente": "bac-pro-mcv",
    "je cherche une formation en vente": "bac-pro-mcv",
    "maths": "cap-epc bac-pro-mcv",
    # What nobody sees (F03), in the text or in what is typed.
    "equipe cuisine": "cap-cuisine",
    "équi\u00adpe cuisine": "cap-cuisine",
    "zigzag": "but-info",
    "nd\u200brc": "bts-ndrc",
    "ndrc\u00a0": "bts-ndrc",
    "BTS\u2011NDRC": "bts-ndrc",
    "ｎｄｒｃ": "bts-ndrc",
    "l’offre commerciale": "bts-mco",
    "l'offre commerciale": "bts-mco",
    # Nothing that parts the catalogue: all of it, by level.
    "formation": "cap-aepe cap-cuisine cap-epc tp-am bac-pro-mcv",
    "de la": "cap-aepe cap-cuisine cap-epc tp-am bac-pro-mcv",
}

# What is typed → the words that were meant, what comes first for them.
MEANT: Final = {
    "aprentissage": ("apprentissage", "cap-cuisine"),
    "apprentisage": ("apprentissage", "cap-cuisine"),
    "alternace": ("alternance", "cap-cuisine"),
    "comerce": ("commerce", "cap-epc"),
    "comerse": ("commerce", "cap-epc"),
    "commersial": ("commercial", "bac-pro-mcv"),
    "mangement": ("management", "bts-mco"),
    "negosiation": ("négociation", "bts-ndrc"),
    "negotiation": ("négociation", "bts-ndrc"),
    "exel": ("excel", "tosa-excel"),
    "exell": ("excel", "tosa-excel"),
    "informatik": ("informatique", "but-info"),
    "cuizine": ("cuisine", "cap-cuisine"),
    "vendeuze": ("vendeur", "cap-epc"),
    "marketting": ("marketing", "but-tc"),
    "relation cliant": ("client", "bts-ndrc"),
    "bst mco": ("BTS", "bts-mco"),
    "bts ndcr": ("NDRC", "bts-ndrc"),
    "btsndrc": ("BTS NDRC", "bts-ndrc"),
    "bordaux": ("bordeaux", "cap-aepe"),
    "agne": ("agen", "cap-cuisine"),
    "vante": ("vente", "bac-pro-mcv"),
}

# Nothing says all of it → the nearest.
NEAREST: Final = {
    "bts plomberie": "bts-gpme",
    "apprentissage plomberie agen": "cap-cuisine",
    "caissière": "cap-epc",
    "vendeuse caissière": "cap-epc",
    "informaticienne": "but-info",
    "secrétariat": "bts-gpme",
    "dut tc": "but-tc",
    "réso sociaux": "reseaux-sociaux",
    "vendeur banque agen": "bts-ndrc",
}

# Nothing, and nothing near: least of all another certification or a word that looks like it.
NOTHING: Final = (
    "plomberie", "coiffure", "voiture", "paris", "maçon", "38369", "rncp12345", "bac+8",
    "kubernetes", "مرحبا", "🎓",
)  # fmt: skip


@pytest.fixture(scope="module")
def catalogue(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Searched:
    """Read once for all these tests: a search asks no database."""
    with django_db_blocker.unblock():
        return searched()


def slugs(catalogue: Searched, found: Found, *, nearest: bool = False) -> list[str]:
    rows = found.nearest if nearest else found.rows
    return [catalogue.slugs[row.key] for row in rows]


@pytest.mark.parametrize(("typed", "first"), FIRST.items())
def test_what_is_typed_finds_first_what_was_looked_for(
    catalogue: Searched, typed: str, first: str
) -> None:
    found = find(catalogue.rows, search_for(typed))

    expected = first.split()
    assert slugs(catalogue, found)[: len(expected) or None] == expected
    assert not found.meant


@pytest.mark.parametrize(("typed", "meant", "first"), [(k, *v) for k, v in MEANT.items()])
def test_a_word_that_is_misspelt_is_searched_as_it_was_meant(
    catalogue: Searched, typed: str, meant: str, first: str
) -> None:
    found = find(catalogue.rows, search_for(typed))

    assert " ".join(found.meant.values()) == meant
    assert slugs(catalogue, found)[0] == first


@pytest.mark.parametrize(("typed", "near"), NEAREST.items())
def test_where_nothing_says_all_of_it_the_nearest_is_shown(
    catalogue: Searched, typed: str, near: str
) -> None:
    found = find(catalogue.rows, search_for(typed))

    assert not found.rows
    assert slugs(catalogue, found, nearest=True)[0] == near


@pytest.mark.parametrize("typed", NOTHING)
def test_nothing_is_an_answer(catalogue: Searched, typed: str) -> None:
    found = find(catalogue.rows, search_for(typed))

    if search_for(typed).words:
        assert (found.rows, found.nearest, found.meant) == ((), (), {})


def _typed() -> Iterator[str]:
    yield from (*FIRST, *MEANT, *NEAREST, *NOTHING)


def test_the_table_is_long_enough() -> None:
    assert len(list(_typed())) >= 200


@pytest.mark.parametrize("change", [str.upper, str.title, lambda typed: f"  {typed} !"])
def test_neither_case_nor_what_stands_around_changes_a_search(
    catalogue: Searched, change: object
) -> None:
    assert callable(change)
    for typed in _typed():
        as_typed = find(catalogue.rows, search_for(typed))
        changed = find(catalogue.rows, search_for(change(typed)))
        assert slugs(catalogue, changed) == slugs(catalogue, as_typed), typed
