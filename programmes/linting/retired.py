"""Names that the law has retired: what one writes now, since when, and which text says so.

Data: one more name is one more entry, told from its day on. Left out are those for which no source
was found, and words that mostly mean something else (« inventaire », « entretien professionnel »).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class RetiredName:
    """`now`: what to write, each of them right; nothing where the thing itself has gone.

    `since`: the day, or the year where no single day holds. `source`: the text, as one cites it;
    `read_in`: the page in which that was read. `meaning`: « s’il s’agit de… », for a name that may
    mean something else, and certainly does in a text with one of the words `elsewhere`. `exact`:
    a capital is a capital. `offered`: a diploma that people still hold, retired only where one is
    to take it. `shape`: a pattern over the text without accents, where the name's own words and
    their plurals are not enough.
    """

    name: str
    now: tuple[str, ...]
    since: date | int
    source: str
    read_in: str
    meaning: str = ""
    elsewhere: tuple[str, ...] = ()
    exact: bool = False
    offered: bool = False
    shape: str = ""

    @property
    def first_day(self) -> date:
        return self.since if isinstance(self.since, date) else date(self.since, 1, 1)


_LAW_OF_2018: Final = "loi n° 2018-771 du 5 septembre 2018"
_LAW_OF_2025: Final = "loi n° 2025-989 du 24 octobre 2025, article 11"


def _transition(name: str, **how: Any) -> RetiredName:
    """What a leave to train for another trade was called."""
    return RetiredName(
        name,
        ("projet de transition professionnelle", "PTP"),
        date(2019, 1, 1),
        f"{_LAW_OF_2018}, article 1er",
        "https://syntec.fr/outils/emploi-formation/le-projet-de-transition-professionnelle",
        **how,
    )


def _level(roman: str, *now: str) -> RetiredName:
    """Of the list of 1969, in Roman figures; also the last of several, « niveaux II et III »."""
    before = r"(?:(?:I{1,3}|IV|V) ?(?:,|/|[‐–-]|a|et|ou) ?)*"
    return RetiredName(
        f"niveau {roman}",
        now,
        date(2019, 1, 10),
        "décret n° 2019-14 du 8 janvier 2019",
        "https://www.legifrance.gouv.fr/eli/decret/2019/1/8/MTRD1834949D/jo/texte",
        meaning="s’il s’agit du niveau d’un diplôme",
        shape=rf"(?i:niveaux?) {before}{roman}",
    )


RETIRED: Final[tuple[RetiredName, ...]] = (
    RetiredName(
        "Pôle emploi",
        ("France Travail",),
        date(2024, 1, 1),
        "loi n° 2023-1196 du 18 décembre 2023",
        "https://www.service-public.fr/particuliers/actualites/A17001",
    ),
    RetiredName(
        "Pro-A",
        ("période de reconversion",),
        date(2026, 1, 1),
        _LAW_OF_2025,
        "https://www.centre-inffo.fr/chapitre/pro-a-reconversion-ou-promotion-par-alternance",
        # Written apart it has a capital, unlike « un bac pro a… », and « bac pro à… » in capitals.
        shape=r"(?i:pro[‐–-]?a)|(?i:(?<!\bbac )pro) A",
    ),
    RetiredName(
        "Transitions collectives",
        ("période de reconversion",),
        date(2026, 1, 1),
        _LAW_OF_2025,
        "https://entreprendre.service-public.gouv.fr/actualites/A18798",
        shape=r"(?i:transitions collectives|transco)",
    ),
    RetiredName(
        "plan de formation",
        ("plan de développement des compétences",),
        date(2019, 1, 1),
        _LAW_OF_2018,
        "http://www.cpnef.com/index.php/dispositif-de-formation/"
        "plan-de-developpement-des-competences-introduction.html?tmpl=component&print=1",
    ),
    _transition(
        "CIF",
        meaning="s’il s’agit du congé individuel de formation",
        elsewhere=("incoterm", "fob", "fret", "investissement"),
        exact=True,
    ),
    _transition("congé individuel de formation"),
    _transition("CPF de transition", shape=r"(?i:cpf[ ‐–-]?(?:de[ ‐–-]?)?transition)"),
    RetiredName(
        "Fongecif",
        ("Transitions Pro",),
        date(2020, 1, 1),
        _LAW_OF_2018,
        "https://c2rp.fr/node/7041",
    ),
    RetiredName(
        "OPACIF",
        ("Transitions Pro",),
        date(2020, 1, 1),
        _LAW_OF_2018,
        "http://fcuni.canalblog.com/archives/2019/08/14/37564733.html",
    ),
    RetiredName(
        "OPCA",
        ("OPCO",),
        date(2019, 4, 1),
        f"{_LAW_OF_2018}, article 39",
        "https://gref-bretagne.com/ressources/"
        "onze-opco-sont-finalement-agrees-par-le-ministere-du-travail-a-partir-du-1er-avril-2019",
    ),
    RetiredName(
        "DIF",
        ("CPF", "compte personnel de formation"),
        date(2015, 1, 1),
        "loi n° 2014-288 du 5 mars 2014, article 1er",
        "https://www.vie-publique.fr/loi/"
        "20707-formation-professionnelle-ani-accord-national-interprofessionnel",
        meaning="s’il s’agit du droit individuel à la formation des salariés",
        # Elected people have one of their own.
        elsewhere=("elu", "mandat"),
        exact=True,
    ),
    RetiredName(
        "DIRECCTE",
        ("DREETS",),
        date(2021, 4, 1),
        "décret n° 2020-1545 du 9 décembre 2020",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000042636412",
    ),
    RetiredName(
        "Datadock",
        ("Qualiopi",),
        date(2022, 1, 1),
        "ordonnance n° 2020-387 du 1er avril 2020",
        "https://www.emploiparlonsnet.fr/comment-devenir-organisme-de-formation-datadock",
        shape=r"(?i:data[ ‐–-]?dock(?:s|ee?s?)?)",
    ),
    RetiredName(
        "CNCP",
        ("France compétences",),
        date(2019, 1, 1),
        f"{_LAW_OF_2018}, article 31",
        "http://fcuni.canalblog.com/archives/2020/02/16/38029010.html",
    ),
    RetiredName(
        "contrat de génération",
        (),
        2017,
        "ordonnance n° 2017-1387 du 22 septembre 2017, article 9",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000036127195",
    ),
    _level("I", "niveau 7", "niveau 8"),
    _level("II", "niveau 6"),
    _level("III", "niveau 5"),
    _level("IV", "niveau 4"),
    _level("V", "niveau 3"),
    RetiredName(
        "mention complémentaire",
        ("certificat de spécialisation",),
        date(2025, 1, 1),
        "décret n° 2023-824 du 25 août 2023",
        "https://www.cfabourgogne.com/component/content/article/"
        "les-mentions-complementaires-rebaptisees-certificats-de-specialisation.html"
        "?catid=17&Itemid=101",
        offered=True,
    ),
    RetiredName(
        "DUT",
        ("BUT",),
        2021,
        "arrêté du 6 décembre 2019, article 17",
        "https://www.jeunes-bfc.fr/"
        "le-but-bachelor-universitaire-de-technologie-remplacera-le-dut-a-la-rentree-2021/",
        meaning="s’il s’agit d’une formation où l’on s’inscrit",
        exact=True,
        offered=True,
    ),
    RetiredName(
        "BEP",
        (),
        date(2022, 1, 1),
        "décret n° 2020-1277 du 20 octobre 2020, article 15",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000042452152",
        exact=True,
        offered=True,
    ),
)
