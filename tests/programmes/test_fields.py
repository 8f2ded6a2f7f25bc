"""Fields of study: which shelf a programme's codes propose, and that each code has one."""

import pytest

from programmes import fields, specialities
from programmes.fields import STANDARD, proposed
from tests.factories import bare_sheet


def shelf_of(nsf: str = "", *occupations: str) -> str:
    found = proposed(nsf, occupations)
    return found.name if found else ""


@pytest.mark.parametrize(
    ("nsf", "name"),
    [
        ("312t", "Commerce, vente"),
        ("312", "Commerce, vente"),
        ("326t", "Informatique, numérique"),
        ("133", "Communication, médias, spectacle"),
        ("132", "Arts, artisanat, mode"),
        ("331", "Santé, social, petite enfance"),
        ("221t", "Hôtellerie, restauration, tourisme"),
        ("252r", "Mécanique, automobile, métaux"),
        ("255", "Industrie, énergie, maintenance"),
        ("314", "Gestion, comptabilité, ressources humaines"),
        ("336", "Coiffure, esthétique, bien-être"),
        ("999", ""),
        ("", ""),
    ],
)
def test_an_nsf_code_proposes_a_shelf(nsf: str, name: str) -> None:
    assert shelf_of(nsf) == name


def test_every_speciality_has_a_shelf() -> None:
    groups = list(specialities.GROUPS)

    assert len(groups) == 84  # of the 93, those that are no personal development (4xx)
    assert [group for group in groups if not shelf_of(group)] == []


@pytest.mark.parametrize(
    ("occupations", "name"),
    [
        (["D1402"], "Commerce, vente"),
        (["D1102"], "Hôtellerie, restauration, tourisme"),  # boulangerie: no shop assistant
        (["D1202"], "Coiffure, esthétique, bien-être"),
        (["M1805"], "Informatique, numérique"),
        (["M1203"], "Gestion, comptabilité, ressources humaines"),
        (["M1705"], "Commerce, vente"),
        (["C1201", "D1402", "D1403"], "Commerce, vente"),  # most of them
        (["C1201", "D1402"], "Banque, assurance, immobilier"),  # as many: the first
        (["", "D1402"], "Commerce, vente"),
        (["", "Z9999"], ""),
        ([], ""),
    ],
)
def test_occupations_propose_one_where_no_code_does(occupations: list[str], name: str) -> None:
    assert shelf_of("", *occupations) == name


def test_the_nsf_code_comes_before_the_occupations() -> None:
    assert shelf_of("326", "D1402") == "Informatique, numérique"


def test_what_staff_chose_comes_before_any_proposal() -> None:
    assert fields.shelf(bare_sheet(nsf="312", field_of_study="Le commerce")) == "Le commerce"
    assert fields.shelf(bare_sheet(nsf="312")) == "Commerce, vente"
    assert fields.shelf(bare_sheet()) == ""


def test_a_student_has_few_shelves_to_look_along() -> None:
    names = [row.name for row in STANDARD]

    assert 10 <= len(names) <= 17
    assert len({fields.key(name) for name in names}) == len(names)


def test_no_beginning_of_a_code_stands_on_two_shelves() -> None:
    for kind in ("nsf", "rome"):
        beginnings = [one for row in STANDARD for one in getattr(row, kind)]
        assert len(set(beginnings)) == len(beginnings)
