"""The closed lists of the field: each value is stored, each label is what people read.

They are shared by the draft tables and by the sheet, so they know no Django model.
"""

from django.db.models import IntegerChoices, TextChoices


class Level(IntegerChoices):
    """Level of the national framework of qualifications (1 to 8)."""

    LEVEL_1 = 1, "Niveau 1"
    LEVEL_2 = 2, "Niveau 2"
    LEVEL_3 = 3, "Niveau 3"
    LEVEL_4 = 4, "Niveau 4"
    LEVEL_5 = 5, "Niveau 5"
    LEVEL_6 = 6, "Niveau 6"
    LEVEL_7 = 7, "Niveau 7"
    LEVEL_8 = 8, "Niveau 8"

    @property
    def in_years(self) -> str:
        """What a diploma of that level is called; only diplomas may say it. Empty below 3."""
        return _IN_YEARS.get(self, "")


_IN_YEARS = {
    Level.LEVEL_3: "CAP",
    Level.LEVEL_4: "bac",
    Level.LEVEL_5: "bac + 2",
    Level.LEVEL_6: "bac + 3",
    Level.LEVEL_7: "bac + 5",
    Level.LEVEL_8: "doctorat",
}


class Public(TextChoices):
    """For whom: what price lines, figures, ways of assessment and words for a start refer to."""

    ALL = "all", "tous"
    APPRENTICES = "apprentices", "apprentis"
    PRO_CONTRACT = "pro_contract", "contrat de professionnalisation"
    JOB_SEEKERS = "job_seekers", "demandeurs d’emploi"
    EMPLOYEES = "employees", "salariés"
    PRIVATE_PERSONS = "private_persons", "particuliers"
    STUDENTS = "students", "étudiants"
    FREE_CANDIDATES = "free_candidates", "candidats libres"


class PriceBasis(TextChoices):
    """What an amount is paid for."""

    YEAR = "year", "par an"
    COURSE = "course", "par personne, pour toute la formation"
    HOUR = "hour", "de l’heure"
    DAY = "day", "par jour"
    GROUP = "group", "par groupe, pour toute la formation"


class Tax(TextChoices):
    """Whether an amount holds the VAT; many centres are exempt from it."""

    NET = "net", "net de taxe"
    EXCLUDED = "ht", "HT"
    INCLUDED = "ttc", "TTC"


class Registry(TextChoices):
    """The two national registers of certifications, kept by France compétences."""

    RNCP = "rncp", "RNCP"
    RS = "rs", "Répertoire spécifique"
    NONE = "none", "aucun"

    @property
    def prefix(self) -> str:
        """What stands before a code: « RNCP », « RS »."""
        return "" if self is Registry.NONE else self.value.upper()

    def whole(self, code: str) -> str:
        """« RNCP38368 »: a code with its register."""
        return f"{self.prefix}{code}"


class CentreRole(TextChoices):
    """What the centre is to the certification, other than the one who teaches it."""

    CERTIFIER = "certifier", "certificateur"
    TRAINS = "trains", "habilité à former"
    TRAINS_AND_ASSESSES = "trains_and_assesses", "habilité à former et à évaluer"
    PARTNER = "partner", "partenaire d’un organisme habilité"


class LengthUnit(TextChoices):
    """How long one learns from beginning to end is counted in."""

    DAYS = "days", "jours"
    WEEKS = "weeks", "semaines"
    MONTHS = "months", "mois"
    YEARS = "years", "années"

    @property
    def word(self) -> str:
        """In the singular: « an »."""
        return {"days": "jour", "weeks": "semaine", "months": "mois", "years": "an"}[self.value]

    @property
    def plural(self) -> str:
        return self.word if self is LengthUnit.MONTHS else f"{self.word}s"


class ResultKind(TextChoices):
    """What an assessment gives."""

    POINTS = "points", "une note sur 20"
    OBTAINED = "obtained", "obtenu ou non"
    BY_BLOC = "by_bloc", "obtenu ou non, bloc par bloc"
    CREDITS = "credits", "des crédits (ECTS)"
    SCORE = "score", "un score"

    def told(self, bloc: str) -> str:
        """With what stands for a bloc: « obtenu ou non, CCP par CCP »."""
        return f"obtenu ou non, {bloc} par {bloc}" if self is ResultKind.BY_BLOC else self.label


class PaperMode(TextChoices):
    """Who marks a paper and when; which of the two may depend on the candidate."""

    FINAL = "final", "ponctuel"
    IN_COURSE = "in_course", "CCF (contrôle en cours de formation)"
    BY_PUBLIC = "by_public", "ponctuel ou CCF, selon le candidat"


class DeliveryMode(TextChoices):
    """Where teaching happens (LHEO `modalites-enseignement` 0, 1, 2)."""

    ON_SITE = "on_site", "en présentiel"
    MIXED = "mixed", "en présentiel et à distance"
    DISTANCE = "distance", "à distance"


class Month(IntegerChoices):
    JANUARY = 1, "janvier"
    FEBRUARY = 2, "février"
    MARCH = 3, "mars"
    APRIL = 4, "avril"
    MAY = 5, "mai"
    JUNE = 6, "juin"
    JULY = 7, "juillet"
    AUGUST = 8, "août"
    SEPTEMBER = 9, "septembre"
    OCTOBER = 10, "octobre"
    NOVEMBER = 11, "novembre"
    DECEMBER = 12, "décembre"


class Weekday(IntegerChoices):
    """ISO weekday: Monday is 1."""

    MONDAY = 1, "lundi"
    TUESDAY = 2, "mardi"
    WEDNESDAY = 3, "mercredi"
    THURSDAY = 4, "jeudi"
    FRIDAY = 5, "vendredi"
    SATURDAY = 6, "samedi"
    SUNDAY = 7, "dimanche"


class WorkStudy(TextChoices):
    """Whether one learns under a contract with an employer: stated, never deduced."""

    REQUIRED = "required", "obligatoire"
    POSSIBLE = "possible", "possible"
    NO = "no", "non proposée"

    @property
    def is_offered(self) -> bool:
        return self is not WorkStudy.NO


class RhythmKind(TextChoices):
    """How the weeks of a course are made; each label is what page, card and paper say."""

    WEEKDAYS = "weekdays", "certains jours de la semaine"
    ALTERNATING = "alternating", "en semaines alternées"
    WHOLE_WEEKS = "whole_weeks", "par semaines entières"
    FULL_TIME = "full_time", "à temps plein"
    EVENINGS = "evenings", "en soirée"
    OWN_PACE = "own_pace", "à son rythme"


class IntakeState(TextChoices):
    OPEN = "open", "candidatures ouvertes"
    LAST_PLACES = "last", "dernières places"
    WAITING_LIST = "waiting", "liste d’attente"
    FULL = "full", "complet"
    CLOSED = "closed", "candidatures closes"

    @property
    def takes_candidates(self) -> bool:
        return self not in {IntakeState.FULL, IntakeState.CLOSED}


class BlocKind(TextChoices):
    """Professional blocs carry the diploma's objectives; elective: one module among several."""

    PROFESSIONAL = "professional", "bloc de compétences"
    GENERAL = "general", "enseignement général"
    ELECTIVE = "elective", "module au choix"


class ObjectiveLevel(IntegerChoices):
    """An objective, or a detail of the one above it."""

    MAIN = 1, "objectif"
    DETAIL = 2, "détail de l’objectif qui précède"


class CefrLevel(TextChoices):
    """Common European Framework of Reference for Languages (CECRL)."""

    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"
    C2 = "C2", "C2"


class RequirementKind(TextChoices):
    """LHEO and Qualiopi tell apart what one must have from how one is admitted."""

    PREREQUISITE = "prerequisite", "prérequis"
    SELECTION = "selection", "modalité de sélection"
    CONTRACT = "contract", "contrat ou financement"


class UnitGroup(TextChoices):
    """The second chance looks at the mean of the professional units (domain rules of the BTS)."""

    GENERAL = "general", "unité générale"
    PROFESSIONAL = "professional", "unité professionnelle"


class PaperForm(TextChoices):
    WRITTEN = "written", "écrit"
    ORAL = "oral", "oral"
    PRACTICAL = "practical", "pratique"
    SITUATION = "situation", "mise en situation"
    FILE = "file", "dossier"
    INTERVIEW = "interview", "entretien"
    ONLINE_TEST = "online_test", "test en ligne"
    QUESTIONS = "questions", "questionnaire"
    OBSERVATION = "observation", "situation observée"
    PROJECT = "project", "projet"


class FigureKind(TextChoices):
    """What a key figure counts; `catalogue/wording/figures.py` defines each for the public."""

    PASS = "pass", "Réussite à l’examen"
    PRESENTATION = "presentation", "Présentation aux examens"
    FURTHER_STUDY = "further_study", "Poursuite d’études"
    EMPLOYMENT = "employment", "Insertion"
    BREACH = "breach", "Rupture du contrat"
    DROP_OUT = "drop_out", "Abandon de la formation"
    SATISFACTION = "satisfaction", "Satisfaction"
    ADDED_VALUE = "added_value", "Valeur ajoutée"

    @property
    def counts_losses(self) -> bool:
        """The lower the better: a long bar would draw it as a success."""
        return self in (FigureKind.BREACH, FigureKind.DROP_OUT)


class Horizon(IntegerChoices):
    """How many months after the end one counts: those of InserJeunes."""

    SIX = 6, "à 6 mois"
    TWELVE = 12, "à 12 mois"
    EIGHTEEN = 18, "à 18 mois"
    TWENTY_FOUR = 24, "à 24 mois"

    @property
    def in_words(self) -> str:
        return {6: "six mois", 12: "douze mois", 18: "dix-huit mois", 24: "vingt-quatre mois"}[self]


class Scale(TextChoices):
    """What a figure is counted in: a share, a difference between two shares, a mean mark."""

    PERCENT = "percent", "%"
    POINTS = "points", "points"
    OUT_OF_5 = "out_of_5", "sur 5"
    OUT_OF_10 = "out_of_10", "sur 10"
    OUT_OF_20 = "out_of_20", "sur 20"

    @property
    def highest(self) -> int | None:
        """Where it ends; it begins at 0. None for points, which go both ways."""
        if self is Scale.POINTS:
            return None
        return 100 if self is Scale.PERCENT else int(self.value.removeprefix("out_of_"))


class FigureOrigin(TextChoices):
    """Who vouches for a figure."""

    OFFICIAL = "official", "chiffre officiel"
    OWN = "own", "chiffre du centre"


class DocumentKind(TextChoices):
    """What a file that one may take along is; « other » is called by its own title."""

    RULES = "rules", "règlement intérieur"
    WELCOME = "welcome", "livret d’accueil"
    TERMS = "terms", "conditions générales de vente"
    CALENDAR = "calendar", "calendrier"
    OTHER = "other", "autre document"

    def called(self, title: str) -> str:
        """« Règlement intérieur, site d’Agen »; the title alone, where it is of no kind."""
        if self is DocumentKind.OTHER and title:
            return title
        return ", ".join(filter(None, (self.label.capitalize(), title)))
