from .blocs import Bloc, Objective
from .centre import Site, TrainingCentre
from .certifiers import Certifier
from .dead_links import DeadLink
from .documents import CommonDocument, Document, StoredFile
from .editions import Edition
from .exam import ExamPaper, ExamUnit
from .fields import FieldOfStudy
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
    "CommonDocument",
    "DeadLink",
    "Document",
    "Edition",
    "ExamPaper",
    "ExamUnit",
    "FieldOfStudy",
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
    "StoredFile",
    "TrainingCentre",
]
