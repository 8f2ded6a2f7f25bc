"""The field of study that an NSF code stands for: « 312t » is « Commerce, vente ».

Source: nomenclature des spécialités de formation (décret n° 94-522 du 21 juin 1994), its groups.
"""

from typing import Final

_FIELDS: Final = {
    "100": "Formations générales",
    "110": "Spécialités pluriscientifiques", "111": "Physique-chimie",
    "112": "Chimie-biologie, biochimie", "113": "Sciences naturelles, biologie-géologie",
    "114": "Mathématiques", "115": "Physique", "116": "Chimie", "117": "Sciences de la terre",
    "118": "Sciences de la vie",
    "120": "Sciences humaines et droit", "121": "Géographie", "122": "Économie",
    "123": "Sciences sociales", "124": "Psychologie", "125": "Linguistique", "126": "Histoire",
    "127": "Philosophie, éthique et théologie", "128": "Droit, sciences politiques",
    "130": "Spécialités littéraires et artistiques", "131": "Français, littérature",
    "132": "Arts plastiques", "133": "Musique, arts du spectacle",
    "134": "Spécialités artistiques", "135": "Langues et civilisations anciennes",
    "136": "Langues vivantes, civilisations étrangères et régionales",
    "200": "Technologies industrielles fondamentales",
    "201": "Technologies de commandes des transformations industrielles",
    "210": "Agronomie et agriculture", "211": "Productions végétales, cultures",
    "212": "Productions animales, élevage", "213": "Forêts, espaces naturels, pêche",
    "214": "Aménagement paysager",
    "220": "Transformations", "221": "Agroalimentaire, alimentation, cuisine",
    "222": "Transformations chimiques", "223": "Métallurgie",
    "224": "Matériaux de construction, verre, céramique", "225": "Plasturgie, composites",
    "226": "Papier, carton", "227": "Énergie, génie climatique",
    "230": "Génie civil, construction, bois", "231": "Mines et carrières, génie civil, topographie",
    "232": "Bâtiment, construction et couverture", "233": "Bâtiment, finitions",
    "234": "Travail du bois et de l’ameublement",
    "240": "Matériaux souples", "241": "Textile", "242": "Habillement, mode, couture",
    "243": "Cuirs et peaux",
    "250": "Mécanique, électricité", "251": "Mécanique générale et de précision, usinage",
    "252": "Moteurs et mécanique automobile", "253": "Mécanique aéronautique et spatiale",
    "254": "Structures métalliques, soudure, carrosserie", "255": "Électricité, électronique",
    "300": "Services", "310": "Échanges et gestion",
    "311": "Transport, manutention, magasinage", "312": "Commerce, vente",
    "313": "Finances, banque, assurances, immobilier", "314": "Comptabilité, gestion",
    "315": "Ressources humaines, gestion du personnel",
    "320": "Communication et information", "321": "Journalisme et communication",
    "322": "Imprimerie et édition", "323": "Image et son, spectacle",
    "324": "Secrétariat, bureautique", "325": "Documentation, bibliothèques, données",
    "326": "Informatique, traitement de l’information, réseaux",
    "330": "Spécialités sanitaires et sociales", "331": "Santé", "332": "Travail social",
    "333": "Enseignement, formation", "334": "Accueil, hôtellerie, tourisme",
    "335": "Animation culturelle, sportive et de loisirs",
    "336": "Coiffure, esthétique, services aux personnes",
    "340": "Services à la collectivité",
    "341": "Aménagement du territoire, urbanisme", "342": "Protection du patrimoine",
    "343": "Nettoyage, assainissement, protection de l’environnement",
    "344": "Sécurité des biens et des personnes", "345": "Application des droits",
    "346": "Spécialités militaires",
}  # fmt: skip


def field_of(nsf: str) -> str:
    """Empty where the code is none, or of what is no field of study."""
    return _FIELDS.get(nsf[:3], "")
