"""What it costs: unknown, nil, on request, not applicable are four answers wherever one looks."""

import json
from typing import Any, Final

import pytest
from django.test import Client

from admissions.models import FundingOption, FundingScheme
from catalogue import wording
from catalogue.duties import Fulfilment, state_of_duties
from catalogue.life.draft import read_sheet, write_sheet
from catalogue.life.transfer.file import NotASheet, sheet_in, written
from catalogue.life.transfer.receiving import receive
from catalogue.outputs.pdf.data import paper_data
from programmes import sheet as sheets
from programmes.comparison.brief import in_brief
from programmes.comparison.compare import compare
from programmes.linting import lint
from programmes.models import Programme, Site
from programmes.sheet import Sheet
from tests import factories
from tests.catalogue.admin_page import add_row, first_page, form_of, save
from tests.catalogue.page_text import PageText, plain
from tests.catalogue.test_programme_page import TODAY, html_of, read, read_section
from tests.programmes.test_upgrades import PRICES_OF_VERSION_2, kept_in_version_2, of_version_2

PLAN: Final = "plan-developpement-competences"


def line(code: str = "cpf", **changes: Any) -> dict[str, Any]:
    scheme = {
        "code": code, "name": code.upper(), "former_name": "", "public_concerned": "",
        "is_work_study": changes.pop("contract", False), "url": "",
    }  # fmt: skip
    return {"scheme": scheme, **factories.UNPRICED, **changes}


def costing(*lines: dict[str, Any], **changes: Any) -> Sheet:
    return factories.bare_sheet(funding_options=list(lines), **changes)


def on_paper(sheet: Sheet) -> tuple[dict[str, Any], str]:
    """The section of the prices, and what is not known of it."""
    said = paper_data(
        sheet, number=1, published_on=TODAY, address="https://a.fr/", page_url="https://a.fr/"
    )
    (section,) = [one for one in said["sections"] if one["name"] == "funding"]
    return section["body"], section["unsaid"]


UNKNOWN: Final = line(payer="l’employeur")
NIL: Final = line(amount="590", basis="course", remaining_cost="0", priced_on="2026-01-01")
ON_REQUEST: Final = line(on_request=True)
ALL_OF_IT: Final = line(
    amount="590", basis="course", remaining_cost="590", priced_on="2026-01-01", tax="ttc"
)
FREE: Final = line(amount="0", basis="course", priced_on="2026-01-01")


# The four answers


@pytest.mark.parametrize(
    ("option", "said", "never"),
    [
        (UNKNOWN, ["Non communiqué : tarif et reste à charge."], ["devis", "0 €"]),
        (
            NIL,
            ["CPF 0 € Aucun reste à charge", "Coût indicatif 590 € pour la formation"],
            ["devis", "tarif et reste"],
        ),
        (ON_REQUEST, ["Sur devis"], ["non communiqué", "Coût indicatif", "reste à charge"]),
        (
            ALL_OF_IT,
            ["590 € TTC pour la formation", "Reste à charge : 590 € pour"],
            ["non communiqué"],
        ),
        (FREE, ["CPF 0 €"], ["non communiqué", "reste à charge", "devis"]),
    ],
)
def test_the_page_tells_four_answers_apart(
    option: dict[str, Any], said: list[str], never: list[str]
) -> None:
    text = read_section(costing(option), "financement")

    assert [one for one in said if one not in text] == []
    assert [one for one in never if one.casefold() in text.casefold()] == []


@pytest.mark.parametrize(
    ("option", "value", "label", "rows"),
    [
        (
            NIL, "0 €", "Aucun reste à charge",
            {"Coût indicatif": "590 € pour la formation", "Date du tarif": "1er janvier 2026"},
        ),
        (ON_REQUEST, "Sur devis", "", {}),
        ({**ON_REQUEST, "basis": "group", "tax": "ht"}, "Sur devis", "HT par groupe", {}),
        (
            ALL_OF_IT, "590 €", "Reste à charge : 590 € pour la formation",
            {"Coût indicatif": "590 € TTC pour la formation", "Date du tarif": "1er janvier 2026"},
        ),
        (FREE, "0 €", "Coût indicatif pour la formation", {"Date du tarif": "1er janvier 2026"}),
    ],
)  # fmt: skip
def test_the_paper_tells_four_answers_apart(
    option: dict[str, Any], value: str, label: str, rows: dict[str, str]
) -> None:
    """As the page does: what one pays oneself in large, else what it costs."""
    data, unsaid = on_paper(costing(option))

    (way,) = data["stated"]
    assert (plain(way["value"]), plain(way["label"]["text"])) == (value, label)
    found = {row["label"]: plain(row["runs"][0]["text"]) for row in way["rows"]}
    assert found == rows
    assert plain(unsaid) == ("Non communiqué : prise en charge." if option is NIL else "")


def test_the_paper_says_what_is_unknown() -> None:
    data, unsaid = on_paper(costing(UNKNOWN))

    assert data["stated"] == []
    assert plain(unsaid) == "Non communiqué : tarif et reste à charge."


@pytest.mark.parametrize(
    ("option", "prices", "dates"),
    [
        (UNKNOWN, Fulfilment.MISSING, None),
        (NIL, Fulfilment.DONE, Fulfilment.DONE),
        (ON_REQUEST, Fulfilment.DONE, None),
        (ALL_OF_IT, Fulfilment.DONE, Fulfilment.DONE),
        (FREE, Fulfilment.DONE, Fulfilment.DONE),
        ({**NIL, "priced_on": None}, Fulfilment.DONE, Fulfilment.MISSING),
    ],
)
def test_on_request_is_an_answer_to_the_duties_and_has_no_date(
    option: dict[str, Any], prices: Fulfilment, dates: Fulfilment | None
) -> None:
    """None: not asked."""
    found = {one.duty.code: one.fulfilment for one in state_of_duties(costing(option), TODAY)}

    assert found["prices"] is prices
    assert found.get("price_dates", Fulfilment.NOT_APPLICABLE) is (
        dates or Fulfilment.NOT_APPLICABLE
    )


@pytest.mark.parametrize("option", [UNKNOWN, ON_REQUEST, ALL_OF_IT, FREE])
def test_the_linter_asks_nothing_more_of_an_answer(option: dict[str, Any]) -> None:
    assert [one.code for one in lint(costing(option), TODAY) if one.section == "funding"] == []


def test_nothing_left_to_pay_is_told_to_apprentices_under_any_scheme() -> None:
    remarks = [
        {one.code for one in lint(costing({**NIL, "publics": publics}), TODAY)}
        for publics in ([], ["apprentices", "pro_contract"], ["apprentices", "employees"])
    ]

    assert ["free_without_contract" in codes for codes in remarks] == [True, False, True]


@pytest.mark.django_db
@pytest.mark.parametrize("option", [UNKNOWN, NIL, ON_REQUEST, ALL_OF_IT, FREE])
def test_each_answer_comes_back_from_a_file(option: dict[str, Any]) -> None:
    sheet = costing(option)
    programme = Programme()

    receive(sheet_in(written(sheet).encode()), programme, lambda _right: True)

    assert read_sheet(programme.pk).funding_options == sheet.funding_options


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"publics": ["employees", "apprentices"]}, "publics concernés: Les publics sont ceux"),
        ({"publics": ["employees", "employees"]}, "publics concernés: Les publics sont ceux"),
        ({"publics": ["voisins"]}, "publics concernés"),
        ({"basis": "month"}, "base du coût"),
        ({"site": "Annexe"}, "lieu: « Annexe » n’est pas dans ce fichier."),
    ],
)
def test_a_file_is_refused_at_the_place_of_what_is_wrong(
    changes: dict[str, Any], said: str
) -> None:
    stored = json.loads(written(costing(NIL)))
    stored["funding_options"][0] |= changes

    with pytest.raises(NotASheet) as caught:
        receive(sheet_in(json.dumps(stored).encode()), Programme(), lambda _right: True)

    (fault,) = caught.value.faults
    assert plain(f"{fault.place}: {fault.text}").startswith("Financement 1 › ")
    assert said in plain(f"{fault.place}: {fault.text}")


# A total, an hour, on request (F19)


def test_a_total_price_a_price_per_hour_and_a_price_on_request() -> None:
    sheet = costing(
        line("entreprise", on_request=True, payer="l’entreprise"),
        line("cpf", amount="590", basis="course", priced_on="2026-01-01", remaining_cost="50"),
        line("faf", amount="25", basis="hour", priced_on="2026-01-01", remaining_cost="5.50"),
        length=2,
        length_unit="days",
    )

    text = read_section(sheet, "financement")

    assert "ENTREPRISE Sur devis Prise en charge l’entreprise CPF 50 €" in text
    assert "Coût indicatif 590 € pour la formation Date du tarif 1er janvier 2026" in text
    assert "Coût indicatif 25 € de l’heure Date du tarif 1er janvier 2026" in text
    assert "Reste à charge : 5,50 € de l’heure" in text
    assert "par an" not in read(sheet)


def test_beside_a_price_for_a_group_the_other_is_one_person_s() -> None:
    person = line(PLAN, amount="590", basis="course", tax="ht", priced_on="2026-01-01")
    group = line(PLAN, amount="2900", basis="group", label="8 au plus", priced_on="2026-01-01")

    assert "Coût indicatif HT pour la formation" in read(costing(person))
    both = read_section(costing(person, group), "financement")
    assert "590 € Coût indicatif HT par personne Date du tarif" in both
    assert "PLAN-DEVELOPPEMENT-COMPETENCES 8 au plus 2 900 € Coût indicatif par groupe" in both
    assert "Non communiqué : reste à charge, prise en charge." in both
    # What a company buys for a group leaves nothing to ask of the learner.
    alone = read_section(costing(group), "financement")
    assert "reste à charge" not in alone.casefold()


# For each public, in short


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            [line(contract=True, remaining_cost="0")],
            "aucun reste à charge sous contrat en alternance",
        ),
        ([NIL], "voir Financement"),
        ([{**NIL, "publics": ["apprentices"]}], "apprentis : 0 €"),
        ([{**NIL, "publics": ["all"]}], "0 €"),
        ([{**ALL_OF_IT, "publics": ["all"]}], "590 € pour la formation"),
        ([{**ON_REQUEST, "publics": ["employees"]}], "salariés : sur devis"),
        ([{**UNKNOWN, "publics": ["employees"]}], "voir Financement"),
        (
            [line(remaining_cost="150.50", basis="year", publics=["students"])],
            "étudiants : reste à charge de 150,50 € par an",
        ),
        (
            [
                {**NIL, "publics": ["apprentices", "pro_contract"]},
                line(PLAN, amount="590", basis="course", tax="ht", publics=["employees"]),
                line(PLAN, amount="2900", basis="group", publics=[]),
            ],
            (
                "apprentis et contrat de professionnalisation : 0 € ; "
                "salariés : 590 € HT par personne…"
            ),
        ),
        (
            [
                line(amount="590", basis="course", publics=["employees"]),
                line(PLAN, amount="690", basis="course", publics=["employees", "job_seekers"]),
            ],
            "demandeurs d’emploi : 690 € pour la formation ; salariés : 590 € pour la formation…",
        ),
        (
            [
                line(amount="590", basis="course", publics=["employees"]),
                line(PLAN, amount="490", basis="course", publics=["all"]),
                line(PLAN, amount="690", basis="course", publics=["job_seekers", "students"]),
            ],
            "490 € pour la formation ; demandeurs d’emploi et étudiants : 690 € pour la formation…",
        ),
    ],
)
def test_the_summary_speaks_for_each_public(lines: list[dict[str, Any]], said: str) -> None:
    (cost,) = [one for one in wording.summary(costing(*lines), TODAY) if one.label == "Coût"]

    assert plain(cost.text) == said
    (answer,) = [
        one for one in wording.answers(costing(*lines), TODAY) if one.field == "funding_options"
    ]
    # Where it is one for all, the price comes first.
    whom, _, price = said.rpartition(" : ")
    led = f"{price} {whom}".strip()
    free = said.startswith("aucun reste à charge sous contrat")
    assert free or plain(f"{answer.lead} {answer.text}") in (said, led)
    assert plain(f"Qui paie ? {answer.lead} {answer.text}") in plain(read(costing(*lines)))


def test_a_contract_that_is_called_as_its_public_says_it_once() -> None:
    priced: dict[str, Any] = {"amount": "8200", "basis": "year", "publics": ["pro_contract"]}
    evening = costing(line(label="le soir", **priced))
    (row,) = evening.funding_options
    scheme = row.scheme.model_copy(update={"name": "Contrat de professionnalisation"})

    assert wording.addressed(row, evening) == "le soir, contrat de professionnalisation"
    assert wording.addressed(row.model_copy(update={"scheme": scheme}), evening) == "le soir"


def test_a_line_says_for_whom_and_where_it_holds() -> None:
    option = line(
        amount="590", label="groupe du soir", publics=["employees", "private_persons"], site="Agen"
    )
    centre = costing().centre.model_dump() | {"sites": [factories.site("Agen", "1 rue")]}
    sheet = costing(option, centre=centre)

    assert "Groupe du soir, salariés et particuliers, Agen" in read_section(sheet, "financement")
    (way,) = on_paper(sheet)[0]["stated"]
    assert way["public"] == "Groupe du soir, salariés et particuliers, Agen"


# Several lines of one scheme


def test_lines_of_one_scheme_are_told_apart_and_found_again() -> None:
    lines = [
        line(PLAN, amount="590", basis="course"),
        line(PLAN, amount="2900", basis="group"),
        line(PLAN, on_request=True, label="sur mesure", publics=["employees"]),
    ]
    cheaper = [lines[1] | {"amount": "2700"}, lines[0], lines[2] | {"label": "à la carte"}]

    changes = in_brief(compare(costing(*lines), costing(*cheaper)), 10)

    said = [plain(one) for one in changes]
    assert [one for one in said if "ajouté" in one or "supprimé" in one] == []
    assert any("2 900 €" in one and "2 700 €" in one for one in said)
    assert any("à la carte" in one for one in said)


def test_a_site_that_is_renamed_changes_no_price() -> None:
    def at(site: str) -> Sheet:
        sites = [factories.site(site, "1 rue de l’Exemple")]
        return costing(line(site=site), centre=costing().centre.model_dump() | {"sites": sites})

    (change,) = compare(at("Agen"), at("Agen centre")).changes

    assert change.aspect == "nom"


@pytest.mark.django_db
def test_a_scheme_with_two_lines_is_made_once() -> None:
    sheet = costing(line(PLAN, amount="590"), line(PLAN, on_request=True))

    received = receive(sheet, Programme(), lambda _right: True)

    assert [plain(one) for one in received.made if "PLAN" in one] == [
        "Dispositif de financement « PLAN-DEVELOPPEMENT-COMPETENCES »"
    ]
    FundingScheme.objects.update(name="Plan")
    differences = write_sheet(sheet, Programme.objects.get())
    assert len([one for one in differences if "dispositif" in one]) == 1


@pytest.mark.django_db
def test_a_site_that_only_a_price_needs_is_made_again() -> None:
    centre = costing().centre.model_dump() | {"sites": [factories.site("Agen", "1 rue")]}
    sheet = costing(line(site="Agen"), centre=centre)
    programme = Programme()
    write_sheet(sheet, programme)
    FundingOption.objects.all().delete()
    Site.objects.all().delete()

    assert write_sheet(sheet, programme) == ["lieu « Agen » : recréé pour un tarif."]
    assert read_sheet(programme.pk) == sheet


# The form


@pytest.fixture
def programme() -> Programme:
    programme = Programme()
    write_sheet(factories.example_sheet(), programme)
    return programme


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_staff_give_one_scheme_several_lines(admin_client: Client, programme: Programme) -> None:
    address = first_page("programme", programme)
    fields = form_of(admin_client, address)
    scheme = str(FundingScheme.objects.get(code="france-travail").pk)
    row = add_row(fields, "funding_options", scheme=scheme, amount="1 250 €", basis="day", tax="ht")
    index = int(str(row["funding_options-TOTAL_FORMS"])) - 1
    publics = {f"funding_options-{index}-publics": ["private_persons", "job_seekers"]}

    answer = admin_client.post(address, {**fields, **row, **publics})

    assert answer.status_code == 302
    made = programme.funding_options.last()
    assert made is not None
    assert (made.basis, made.tax, str(made.amount)) == ("day", "ht", "1250.00")
    assert made.publics == ["job_seekers", "private_persons"]
    assert len(read_sheet(programme.pk).funding_options) == index + 1


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_what_the_form_refuses_is_told_beside_it_and_kept(
    admin_client: Client, programme: Programme
) -> None:
    elsewhere = Site.objects.create(
        centre=factories.TrainingCentreFactory.create(name="Ailleurs"), name="Là", address="1 rue"
    )
    typed: dict[str, Any] = {
        "funding_options-0-publics": ["voisins"],
        "funding_options-0-basis": "month",
        "funding_options-0-site": str(elsewhere.pk),
        "funding_options-0-amount": "8 417 $",
    }

    html = save(admin_client, first_page("programme", programme), typed).content.decode()

    for name in ("publics", "basis", "site", "amount"):
        assert f'id="id_funding_options-0-{name}_error"' in html
    assert 'value="8 417 $"' in html


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_a_part_says_how_many_prices_it_holds(admin_client: Client, programme: Programme) -> None:
    html = admin_client.get(first_page("programme", programme)).content.decode()

    assert "3 financements, 2 tarifs, 1 sur devis" in plain(html)
    for name in ("cours du jour", "groupe de 8 au plus"):
        assert f", {name}</span>" in html


# What was published before


@pytest.mark.parametrize(("kind", "length", "unit", "contract", "basis"), PRICES_OF_VERSION_2)
def test_a_page_of_version_2_says_its_prices_as_before(
    kind: str | None, length: int | None, unit: str | None, contract: bool, basis: str | None
) -> None:
    stored = of_version_2(kept_in_version_2(), kind, length, unit, contract=contract)
    said = {"year": " par an", "course": " pour la formation", None: ""}[basis]

    text = read_section(sheets.load(stored), "financement")

    whom = " pour la personne sous ce contrat" if contract else ""
    assert f"Coût indicatif 590 €{said} Prise en charge l’OPCO de l’entreprise" in text
    assert "Date du tarif 1er janvier 2025" in text
    assert "Jeunes de 16 à 29 ans" in text
    assert f"Aucun reste à charge{whom}" in text
    assert f"Reste à charge{whom} : 150,50 €{said}" in text


def test_a_page_of_version_2_says_its_cost_as_before() -> None:
    text = read(sheets.load(kept_in_version_2()))

    assert "Qui paie ? 0 € pour vous sous contrat" in text


def test_a_page_without_prices_says_so() -> None:
    assert "Qui paie ? non communiqué" in plain(PageText(html_of(costing())).text)
