from .blocs import Bloc, Objective
from .centre import Site, TrainingCentre
from .certifiers import Certifier
from .dead_links import DeadLink
from .editions import Edition
from .exam import ExamPaper, ExamUnit
from .further_studies import FurtherStudy
from .intakes import Intake, StartNote
from .key_figures import KeyFigure
from .logos import Ground, Logo
from .occupations import Occupation
from .preview_links import PreviewLink
from .programme import Programme
from .review_notes import ReviewNote

__all__ = [
    "Bloc",
    "Certifier",
    "DeadLink",
    "Edition",
    "ExamPaper",
    "ExamUnit",
    "FurtherStudy",
    "Ground",
    "Intake",
    "KeyFigure",
    "Logo",
    "Objective",
    "Occupation",
    "PreviewLink",
    "Programme",
    "ReviewNote",
    "Site",
    "StartNote",
    "TrainingCentre",
]
