"""The speciality that an NSF code stands for: « 312t » is « Commerce, vente ».

Source: nomenclature des spécialités de formation (décret n° 94-522 du 21 juin 1994, today article
D. 311-4 of the code de l’éducation, LEGIARTI000006526701), its groups, read in the copy that the
State's own OpenFisca keeps of it (`GroupeSpecialitesFormation`, November 2026). A bracket that says
what a group holds is kept without its « y compris », one that says what it does not hold is left.
"""

from typing import Final

GROUPS: Final = {
    "100": "Formations générales",
    "110": "Spécialités pluriscientifiques",
    "111": "Physique-chimie",
    "112": "Chimie-biologie, biochimie",
    "113": "Sciences naturelles (biologie-géologie)",
    "114": "Mathématiques",
    "115": "Physique",
    "116": "Chimie",
    "117": "Sciences de la terre",
    "118": "Sciences de la vie",
    "120": "Spécialités pluridisciplinaires, sciences humaines et droit",
    "121": "Géographie",
    "122": "Économie",
    "123": "Sciences sociales (démographie, anthropologie)",
    "124": "Psychologie",
    "125": "Linguistique",
    "126": "Histoire",
    "127": "Philosophie, éthique et théologie",
    "128": "Droit, sciences politiques",
    "130": "Spécialités littéraires et artistiques plurivalentes",
    "131": "Français, littérature et civilisation française",
    "132": "Arts plastiques",
    "133": "Musique, arts du spectacle",
    "134": "Autres disciplines artistiques et spécialités artistiques plurivalentes",
    "135": "Langues et civilisations anciennes",
    "136": "Langues vivantes, civilisations étrangères et régionales",
    "200": "Technologies industrielles fondamentales",
    "201": "Technologies de commandes des transformations industrielles",
    "210": "Spécialités plurivalentes de l’agronomie et de l’agriculture",
    "211": "Productions végétales, cultures spécialisées et protection des cultures (horticulture, "
    "viticulture, arboriculture fruitière)",
    "212": "Productions animales, élevage spécialisé, aquaculture, soins aux animaux (vétérinaire)",
    "213": "Forêts, espaces naturels, faune sauvage, pêche",
    "214": "Aménagement paysager (parcs, jardins, espaces verts, terrains de sport)",
    "220": "Spécialités pluritechnologiques des transformations",
    "221": "Agro-alimentaire, alimentation, cuisine",
    "222": "Transformations chimiques et apparentées (industrie pharmaceutique)",
    "223": "Métallurgie (sidérurgie, fonderie, non-ferreux)",
    "224": "Matériaux de construction, verre, céramique",
    "225": "Plasturgie, matériaux composites",
    "226": "Papier, carton",
    "227": "Énergie, génie climatique (énergie nucléaire, thermique, hydraulique ; utilités ; "
    "froid, climatisation, chauffage)",
    "230": "Spécialités pluritechnologiques, génie civil, construction, bois",
    "231": "Mines et carrières, génie civil, topographie",
    "232": "Bâtiment : construction et couverture",
    "233": "Bâtiment : finitions",
    "234": "Travail du bois et de l’ameublement",
    "240": "Spécialités pluritechnologiques, matériaux souples",
    "241": "Textile",
    "242": "Habillement (mode, couture)",
    "243": "Cuirs et peaux",
    "250": "Spécialités pluritechnologiques, mécanique-électricité (maintenance mécano-électrique)",
    "251": "Mécanique générale et de précision, usinage",
    "252": "Moteurs et mécanique auto",
    "253": "Mécanique aéronautique et spatiale",
    "254": "Structures métalliques (soudure, carrosserie, coque de bateau, cellule d’avion)",
    "255": "Électricité, électronique",
    "300": "Spécialités plurivalentes des services",
    "310": "Spécialités plurivalentes des échanges et de la gestion (administration générale des "
    "entreprises et des collectivités)",
    "311": "Transport, manutention, magasinage",
    "312": "Commerce, vente",
    "313": "Finances, banque, assurances",
    "314": "Comptabilité, gestion",
    "315": "Ressources humaines, gestion du personnel, gestion de l’emploi",
    "320": "Spécialités plurivalentes de la communication",
    "321": "Journalisme et communication (communication graphique et publicité)",
    "322": "Techniques de l’imprimerie et de l’édition",
    "323": "Techniques de l’image et du son, métiers connexes du spectacle",
    "324": "Secrétariat, bureautique",
    "325": "Documentation, bibliothèques, administration des données",
    "326": "Informatique, traitement de l’information, réseaux de transmission des données",
    "330": "Spécialités plurivalentes sanitaires et sociales",
    "331": "Santé",
    "332": "Travail social",
    "333": "Enseignement, formation",
    "334": "Accueil, hôtellerie, tourisme",
    "335": "Animation culturelle, sportive et de loisirs",
    "336": "Coiffure, esthétique et autres spécialités des services aux personnes",
    "340": "Spécialités plurivalentes des services à la collectivité",
    "341": "Aménagement du territoire, développement, urbanisme",
    "342": "Protection et développement du patrimoine",
    "343": "Nettoyage, assainissement, protection de l’environnement",
    "344": "Sécurité des biens et des personnes, police, surveillance (hygiène et sécurité)",
    "345": "Application des droits et statuts des personnes",
    "346": "Spécialités militaires",
}


def speciality(nsf: str) -> str:
    """Empty where the code is none, or of what is no speciality."""
    return GROUPS.get(nsf[:3], "")
