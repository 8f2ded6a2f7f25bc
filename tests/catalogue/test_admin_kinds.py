"""The kind of a programme: chosen first, followed by its forms, changed on a page of its own."""

import re
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from admissions.models import FundingScheme
from catalogue.life import reading
from catalogue.life.publishing import snapshot
from programmes.kinds import Kind, by_family
from programmes.models import Bloc, ExamUnit, Programme, TrainingCentre
from tests.catalogue.admin_page import add_row, fields_in, form_of, html_of, page_of, save, words
from tests.catalogue.page_text import plain
from tests.factories import ProgrammeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

ADD = "/admin/programmes/programme/add/"
NEW = {"short_title": "TP NTC", "full_title": "Négociateur technico-commercial", "slug": "tp-ntc"}


def new(kind: str = "titre_pro", **changes: str) -> dict[str, str]:
    centre = TrainingCentre.objects.first() or TrainingCentre.objects.create(name="CFA")
    return {**NEW, "kind": kind, "centre": str(centre.pk), **changes}


def draft(kind: Kind, **facts: object) -> Programme:
    programme: Programme = ProgrammeFactory.create(kind=kind, **facts)
    snapshot(programme, None)
    return programme


def text_of(response: HttpResponse) -> str:
    return plain(response.content.decode())


# A new programme


def test_the_kind_is_asked_first_under_its_family(admin_client: Client) -> None:
    TrainingCentre.objects.create(name="CFA")
    html = html_of(admin_client.get(ADD))  # type: ignore[arg-type]

    controls = re.findall(r'<(?:input(?![^>]*hidden)|select|textarea)[^>]* name="(\w+)"', html)
    assert controls[0] == "kind"
    groups = re.findall(r'<optgroup label="([^"]+)">', html)
    assert [name.lower() for name in groups] == [name.lower() for name, _ in by_family()]
    listed = re.findall(r"<optgroup label=\"Titre professionnel.*?</optgroup>", html, re.DOTALL)
    assert "TP, titre professionnel" in listed[0]


def test_a_kind_must_be_chosen(admin_client: Client) -> None:
    answer = save(admin_client, ADD, new(kind=""))

    assert 'id="id_kind_error"' in html_of(answer)
    assert fields_in(answer.content.decode(), "programme")["short_title"] == ["TP NTC"]
    assert not Programme.objects.exists()


def test_a_kind_that_is_not_in_the_list_is_named(admin_client: Client) -> None:
    asked = save(admin_client, ADD, new(kind="autre"))
    saved = save(admin_client, ADD, new(kind="autre", kind_label="diplôme universitaire"))

    assert 'id="id_kind_label_error"' in html_of(asked)
    assert saved.status_code == 302
    assert Programme.objects.get().kind_label == "diplôme universitaire"


def test_a_kind_of_the_list_bears_no_other_name(admin_client: Client) -> None:
    save(admin_client, ADD, new(kind="titre_pro", kind_label="diplôme universitaire"))

    assert Programme.objects.get().kind_label == ""


@pytest.mark.parametrize(
    ("kind", "proposed"),
    [
        ("bts", ("rncp", "bts", "points")),
        ("titre_pro", ("rncp", "titre_pro", "by_bloc")),
        ("certification", ("rs", "own", "score")),
        ("attestation", ("", "", "")),
        ("autre", ("", "", "")),
    ],
)
def test_a_new_draft_holds_what_its_kind_proposes(
    admin_client: Client, kind: str, proposed: tuple[str, str, str]
) -> None:
    save(admin_client, ADD, new(kind=kind, kind_label="autre chose"))

    one = Programme.objects.get()
    assert (one.registry, one.rules, one.results) == proposed
    assert reading.of(one.pk).found is not None


# Its forms


def controls(client: Client, address: str) -> set[str]:
    html = client.get(address).content.decode()
    return set(
        re.findall(
            r'<(?:input(?![^>]*type="hidden")|select|textarea)\b[^>]*? name="([\w-]+)"', html
        )
    )


def parts(client: Client, programme: Programme) -> list[str]:
    html = client.get(page_of(programme)).content.decode()
    return re.findall(r'<details class="part" id="part-(\w+)"', html)


def test_a_form_has_what_the_kind_has_and_nothing_else(admin_client: Client) -> None:
    asked = {
        kind: controls(admin_client, page_of(draft(kind)))
        for kind in (Kind.BTS, Kind.TITRE_PRO, Kind.CERTIFICATION, Kind.ATTESTATION)
    }

    assert {"level", "ects", "cfd", "rules", "exam_in_doubt", "company_weeks"} <= asked[Kind.BTS]
    assert {"level", "cfd", "rules", "blocs_only"} <= asked[Kind.TITRE_PRO]
    assert "ects" not in asked[Kind.TITRE_PRO]
    assert {"registry", "registry_code", "score"} <= asked[Kind.CERTIFICATION]
    assert not {"level", "blocs_only", "cfd", "company_weeks"} & asked[Kind.CERTIFICATION]
    assert not {"registry", "registry_code", "exact_title", "rules"} & asked[Kind.ATTESTATION]
    assert len(asked[Kind.ATTESTATION]) < len(asked[Kind.CERTIFICATION]) < len(asked[Kind.BTS])
    assert not any("kind" in names for names in asked.values())


def test_a_page_has_the_parts_of_the_kind(admin_client: Client) -> None:
    whole = parts(admin_client, draft(Kind.BTS))
    short = parts(admin_client, draft(Kind.CERTIFICATION))
    none = parts(admin_client, draft(Kind.ATTESTATION))

    assert set(whole) - set(short) == {"exemptions"}
    assert set(short) - set(none) == {"exam"}


def test_a_page_speaks_as_the_kind_does(admin_client: Client) -> None:
    bts = words(admin_client, page_of(draft(Kind.BTS)))
    title = words(admin_client, page_of(draft(Kind.TITRE_PRO)))

    for said in ("Dispenses et passerelles", "et les rentrées ouvertes", "blocs de compétences"):
        assert said in bts
    for said in (
        "Équivalences et passerelles",
        "et les sessions ouvertes",
        "objectifs des certificats",
    ):
        assert said in title
    for said in ("Ajouter une rentrée", "Ajouter un bloc", "Ajouter une unité"):
        assert said in html_of(admin_client.get(page_of(Programme.objects.get(kind="bts"))))  # type: ignore[arg-type]
    page = html_of(admin_client.get(page_of(Programme.objects.get(kind="titre_pro"))))  # type: ignore[arg-type]
    page = re.sub(r"<select.*?</select>", "", page, flags=re.DOTALL)
    for said in (
        "Ajouter une session", "Ajouter un CCP", "Ajouter une évaluation",
        "Ajouter une équivalence", "TP NTC", "Organisation de l’évaluation", "Mois de session",
    ):  # fmt: skip
        assert said in page
    for word in ("BTS", "Rentrée", "épreuve", "coefficient"):
        assert word not in plain(page), plain(page)[plain(page).index(word) - 200 :][:400]


def test_under_contract_a_title_has_a_rentree(admin_client: Client) -> None:
    programme = draft(Kind.TITRE_PRO)
    scheme = FundingScheme.objects.create(code="appr", name="Apprentissage", is_work_study=True)
    programme.funding_options.create(scheme=scheme)
    assert "Ajouter une session" in html_of(admin_client.get(page_of(programme)))  # type: ignore[arg-type]

    Programme.objects.update(work_study="possible")

    assert "Ajouter une rentrée" in html_of(admin_client.get(page_of(programme)))  # type: ignore[arg-type]


def test_a_mistake_in_a_row_names_it_as_the_kind_does(admin_client: Client) -> None:
    programme = draft(Kind.TITRE_PRO)
    fields = form_of(admin_client, page_of(programme))

    answer = save(
        admin_client, page_of(programme), add_row(fields, "intakes", starts_on="", places="9")
    )

    assert "Session 1 › Début" in text_of(answer)


def test_the_kind_is_read_on_the_page_and_changed_on_another(admin_client: Client) -> None:
    programme = draft(Kind.TITRE_PRO)

    html = html_of(admin_client.get(page_of(programme)))  # type: ignore[arg-type]

    address = reverse("admin:programmes_programme_kind", args=[programme.pk])
    assert f'Titre professionnel <a href="{address}">Changer de type</a>' in html
    assert form_of(admin_client, page_of(programme)).get("kind") is None


def unit_page(programme: Programme) -> str:
    return f"/admin/programmes/examunit/add/?programme={programme.pk}"


def bloc_page(programme: Programme) -> str:
    return f"/admin/programmes/bloc/add/?programme={programme.pk}"


def test_a_unit_is_asked_for_what_the_kind_and_its_rules_have(admin_client: Client) -> None:
    bts = controls(admin_client, unit_page(draft(Kind.BTS, rules="bts")))
    own = controls(admin_client, unit_page(draft(Kind.BTS, rules="own")))
    title = controls(admin_client, unit_page(draft(Kind.TITRE_PRO, rules="titre_pro")))

    assert {"group", "coefficient", "credits", "papers-__prefix__-coefficient"} <= bts
    assert bts - own == {"group"}
    papers = {f"papers-__prefix__-{name}" for name in ("coefficient", "mode", "in_course_for")}
    assert bts - title == {"group", "coefficient", "credits", *papers}


def test_the_rows_of_a_title_are_called_by_their_names(admin_client: Client) -> None:
    programme = draft(Kind.TITRE_PRO)
    unit = words(admin_client, unit_page(programme))
    bloc = words(admin_client, bloc_page(programme))

    assert "Nouvelle évaluation" in unit
    assert "Mise en situation professionnelle" in unit
    assert "CCP évalués" in unit
    assert "Nouveau CCP" in bloc
    assert "certificat de compétences professionnelles enseignement général" in bloc
    assert "bloc de compétences" not in bloc


def test_a_figure_is_called_as_the_kind_calls_it(admin_client: Client) -> None:
    assert "Réussite à l’examen" in words(admin_client, page_of(draft(Kind.BTS)))
    assert "Réussite à l’évaluation" in words(admin_client, page_of(draft(Kind.TITRE_PRO)))


def test_a_module_has_no_official_number(admin_client: Client) -> None:
    assert "official_number" in controls(admin_client, bloc_page(draft(Kind.BTS)))
    assert "official_number" not in controls(admin_client, bloc_page(draft(Kind.ATTESTATION)))


# Units


@pytest.fixture
def cap() -> Programme:
    return draft(Kind.CAP, rules="cap")


def unit(title: str = "Français", **more: str) -> dict[str, str]:
    return {"title": title, "group": "general", **more}


def test_a_unit_needs_no_code_and_assesses_several_blocs(
    admin_client: Client, cap: Programme
) -> None:
    blocs = [Bloc.objects.create(programme=cap, title=title) for title in ("Un", "Deux")]
    keys = [str(bloc.pk) for bloc in blocs]

    answer = save(admin_client, unit_page(cap), {**unit(), "blocs": keys})

    assert answer.status_code == 302
    made = ExamUnit.objects.get()
    assert (made.code, set(made.blocs.all())) == ("", set(blocs))


@pytest.mark.parametrize(
    ("there", "typed", "field"),
    [
        (unit(), unit(), "title"),
        (unit(code="EG1"), unit("Anglais", code="EG1"), "code"),
        (unit("EG1"), unit("Anglais", code="EG1"), "code"),
        (unit("Anglais", code="EG1"), unit("EG1"), "title"),
    ],
)
def test_no_two_units_have_one_name(
    admin_client: Client,
    cap: Programme,
    there: dict[str, str],
    typed: dict[str, str],
    field: str,
) -> None:
    save(admin_client, unit_page(cap), there)

    answer = save(admin_client, unit_page(cap), typed)

    assert f'id="id_{field}_error"' in html_of(answer)
    assert "Une autre unité de cette formation porte" in text_of(answer)
    assert ExamUnit.objects.count() == 1


def test_two_units_of_one_title_have_each_a_code(admin_client: Client, cap: Programme) -> None:
    save(admin_client, unit_page(cap), unit(code="EG1"))

    assert save(admin_client, unit_page(cap), unit(code="EG2")).status_code == 302


def test_a_coefficient_is_of_the_unit_or_of_its_papers(
    admin_client: Client, cap: Programme
) -> None:
    fields = form_of(admin_client, unit_page(cap))
    paper = add_row(fields, "papers", form="written", coefficient="2,5")

    both = save(admin_client, unit_page(cap), {**unit(coefficient="3"), **paper})

    html = html_of(both)
    assert 'id="id_papers-0-coefficient_error"' in html
    assert "Le coefficient 3 est déjà donné plus haut" in text_of(both)
    typed = fields_in(html, "examunit")
    assert (typed["coefficient"], typed["papers-0-coefficient"]) == (["3"], ["2,5"])
    assert not ExamUnit.objects.exists()
    assert save(admin_client, unit_page(cap), {**unit(), **paper}).status_code == 302
    assert str(ExamUnit.objects.get().weight) == "2.50"


def test_the_units_of_no_code_are_found_again_after_a_restore(
    admin_client: Client, cap: Programme
) -> None:
    """By their title: an empty code is that of all of them."""
    save(admin_client, unit_page(cap), unit("Français"))
    save(admin_client, unit_page(cap), unit("Anglais"))
    english = ExamUnit.objects.get(title="Anglais")
    page = page_of(english)
    fields = form_of(admin_client, page)
    again = ExamUnit.objects.create(programme=cap, title="Anglais bis", order=1)
    english.delete()
    ExamUnit.objects.filter(pk=again.pk).update(title="Anglais")

    answer = admin_client.post(page, {**fields, "note": "LV1"})

    assert answer.status_code == 409
    assert f'action="{page_of(again)}"' in html_of(answer)  # type: ignore[arg-type]


# Exemptions


def test_an_exemption_says_what_the_kind_can_grant(admin_client: Client) -> None:
    bts = controls(admin_client, page_of(draft(Kind.BTS)))
    title = controls(admin_client, page_of(draft(Kind.TITRE_PRO)))

    common = {f"exemptions-__prefix__-{name}" for name in ("entry_year", "words", "ends_on")}
    units = {"exemptions-__prefix__-acquired_units"}
    assert common | units <= bts
    assert common <= title
    assert not units & title


def test_an_exemption_towards_a_ccp_is_entered(admin_client: Client) -> None:
    programme = draft(Kind.TITRE_PRO)
    bloc = Bloc.objects.create(programme=programme, title="Négocier")
    page = page_of(programme)
    fields = form_of(admin_client, page)
    nothing = add_row(fields, "exemptions", situation="un titre")

    refused = save(admin_client, page, nothing)
    said = add_row(fields, "exemptions", situation="un titre", blocs=str(bloc.pk))
    saved = save(admin_client, page, said)

    assert "CCP obtenus" in text_of(refused)
    assert "apporte : CCP obtenus, Entrée en année, En clair." in text_of(refused)
    assert saved.status_code == 302
    assert list(programme.exemptions.get().blocs.all()) == [bloc]


def test_a_row_that_grants_what_its_kind_does_not_show_stays_as_it_is(
    admin_client: Client,
) -> None:
    programme = draft(Kind.TITRE_PRO)
    programme.exemptions.create(situation="un titre", acquired_units=True)

    assert save(admin_client, page_of(programme), {"lead": "Vendre."}).status_code == 302
    assert programme.exemptions.get().acquired_units


# Facts decide


def test_what_the_register_rules_out_is_told_beside_its_field(admin_client: Client) -> None:
    programme = draft(Kind.CQP, registry="rncp", level=4)
    page = page_of(programme)

    refused = save(admin_client, page, {"registry": "rs", "registry_code": "RS6117"})
    saved = save(admin_client, page, {"registry": "rs", "registry_code": "6117", "level": ""})

    assert 'id="id_level_error"' in html_of(refused)
    assert saved.status_code == 302
    programme.refresh_from_db()
    assert (programme.registry, programme.registry_code) == ("rs", "6117")
    assert "level" not in controls(admin_client, page)


def test_a_code_brings_its_register(admin_client: Client) -> None:
    programme = draft(Kind.OTHER, kind_label="diplôme")

    saved = save(admin_client, page_of(programme), {"registry_code": "rncp 38 368"})

    assert saved.status_code == 302
    programme.refresh_from_db()
    assert (programme.registry, programme.registry_code) == ("rncp", "38368")
    assert form_of(admin_client, page_of(programme))["registry_code"] == ["RNCP38368"]


# Another kind


def kind_page(programme: Programme) -> str:
    return reverse("admin:programmes_programme_kind", args=[programme.pk])


def chosen(client: Client, programme: Programme, kind: str, label: str = "") -> HttpResponse:
    return client.get(kind_page(programme), {"kind": kind, "kind_label": label})  # type: ignore[return-value]


def confirm(client: Client, page: HttpResponse, programme: Programme) -> HttpResponse:
    """Press « Changer de type » on the page that said what follows."""
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', html_of(page)))
    return client.post(kind_page(programme), hidden)  # type: ignore[return-value]


@pytest.fixture
def bts(programme: Programme) -> Programme:
    """The seed's, with something in the fields that other kinds lack."""
    Programme.objects.filter(pk=programme.pk).update(ects=120)
    programme.refresh_from_db()
    snapshot(programme, None)
    return programme


def test_the_page_opens_on_the_kind_that_there_is(admin_client: Client, bts: Programme) -> None:
    html = html_of(admin_client.get(kind_page(bts)))  # type: ignore[arg-type]

    assert "Type actuel : Brevet de technicien supérieur." in plain(html)
    assert re.search(r'<option value="bts"[^>]* selected', html)
    assert "Ce qui sera vidé" not in html


def test_it_is_said_what_follows(admin_client: Client, bts: Programme) -> None:
    page = text_of(chosen(admin_client, bts, "titre_pro"))

    assert "Brevet de technicien supérieur → Titre professionnel" in page
    assert "Crédits ECTS 120" in page
    assert "Unité U4, partie orale, coefficient 5" in page
    assert "Dispense 1 " in page
    assert "Règles de réussite avant : BTS → après : titre professionnel" in page
    assert "« rentrée » devient" not in page  # it is under contract
    assert "« bloc » devient « CCP »" in page
    assert "« Examen » devient « Certification »" in page
    assert "Retirés crédits ECTS, groupe (unités)" in page


def test_nothing_is_written_before_one_confirms(admin_client: Client, bts: Programme) -> None:
    before = reading.of(bts.pk)

    chosen(admin_client, bts, "titre_pro")

    assert reading.of(bts.pk).fingerprint == before.fingerprint
    assert bts.editions.count() == 2


def test_a_kind_is_changed_and_can_be_taken_back(admin_client: Client, bts: Programme) -> None:
    before = reading.of(bts.pk).sheet
    Programme.objects.filter(pk=bts.pk).update(rhythm="Saisi sans édition")

    answer = confirm(admin_client, chosen(admin_client, bts, "titre_pro"), bts)

    assert answer["Location"] == page_of(bts)
    after = reading.of(bts.pk).sheet
    assert (after.kind, after.rules, after.results) == ("titre_pro", "titre_pro", "by_bloc")
    assert (after.ects, after.level, after.registry_code) == (None, before.level, "38368")
    assert [unit.title for unit in after.exam_units] == [unit.title for unit in before.exam_units]
    assert all(unit.weight is None for unit in after.exam_units)
    assert not any(row.units or row.acquired_units for row in after.exemptions)
    # What was there is kept first, then what it has become.
    assert bts.editions.count() == 4
    kept = bts.editions.order_by("-pk")[1]
    assert kept.sheet["rhythm"] == "Saisi sans édition"
    assert kept.sheet["ects"] == 120
    restore = reverse("admin:programmes_programme_restore", args=[bts.pk, kept.pk])
    question = admin_client.get(restore).content.decode()
    (read,) = re.findall(r'name="read" value="([^"]+)"', question)
    admin_client.post(restore, {"read": read})
    assert reading.of(bts.pk).sheet == before.model_copy(update={"rhythm": "Saisi sans édition"})
    history = words(admin_client, reverse("admin:programmes_programme_editions", args=[bts.pk]))
    assert "Type changé : Brevet de technicien supérieur → Titre professionnel." in history


def test_what_one_reads_is_what_one_does(
    admin_client: Client, other: Client, bts: Programme
) -> None:
    page = chosen(admin_client, bts, "titre_pro")
    save(other, page_of(bts), {"rhythm": "Le lundi"})

    again = confirm(admin_client, page, bts)

    assert "Rien n’est changé : la formation a changé entre-temps." in text_of(again)
    assert Programme.objects.get().kind == "bts"
    assert confirm(admin_client, again, bts).status_code == 302
    assert Programme.objects.get().kind == "titre_pro"


def test_the_same_kind_changes_nothing(admin_client: Client, bts: Programme) -> None:
    page = text_of(chosen(admin_client, bts, "bts"))

    assert "C’est déjà son type : rien ne change." in page
    assert "Changer de type" not in page.replace("Changer de type : BTS NDRC", "")


def test_what_stands_on_no_form_is_emptied_there(admin_client: Client) -> None:
    """An import, or a version of old, may hold what the kind does not have."""
    programme = draft(Kind.CERTIFICATION, registry="rs", cfd="32031212")
    programme.exemptions.create(situation="un titre", acquired_units=True)
    (address,) = set(
        re.findall(r'href="([^"]*/type/\?[^"]+)"', html_of(admin_client.get(page_of(programme))))  # type: ignore[arg-type]
    )

    page: HttpResponse = admin_client.get(address)  # type: ignore[assignment]
    said = text_of(page)
    assert "Code CFD 32031212" in said
    assert "Équivalence 1 un titre" in said
    assert "Ce qui sera proposé" not in said
    assert 'value="Vider ces champs"' in html_of(page)
    answer = confirm(admin_client, page, programme)

    assert answer.status_code == 302
    after = reading.of(programme.pk).sheet
    assert (after.kind, after.cfd, after.exemptions) == ("certification", "", ())
    assert "/type/?" not in html_of(admin_client.get(page_of(programme)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "label", "field"),
    [("autre", "", "kind_label"), ("licorne", "", "kind"), ("", "", "kind")],
)
def test_a_choice_that_is_none_is_told_beside_its_field(
    admin_client: Client, bts: Programme, kind: str, label: str, field: str
) -> None:
    looked = chosen(admin_client, bts, kind, label)
    sent = admin_client.post(kind_page(bts), {"kind": kind, "kind_label": label})

    for answer in (looked, sent):
        assert answer.status_code == 200
        assert f'id="id_{field}_error"' in html_of(answer)  # type: ignore[arg-type]
    assert Programme.objects.get().kind == "bts"


def test_a_code_stays_and_is_told(admin_client: Client, bts: Programme) -> None:
    page = chosen(admin_client, bts, "certification")

    assert "Répertoire RNCP (d’ordinaire : Répertoire spécifique)" in text_of(page)
    confirm(admin_client, page, bts)
    after = reading.of(bts.pk).sheet
    assert (after.registry, after.registry_code, after.level) == ("rncp", "38368", None)
    assert after.exemptions == ()


def test_what_no_register_holds_has_nothing_of_a_certification(
    admin_client: Client, bts: Programme
) -> None:
    page = chosen(admin_client, bts, "attestation")
    assert "« bloc » devient « module »" in text_of(page)
    for gone in ("épreuve", "dispense", "Examen"):
        assert f"« {gone} » devient" not in text_of(page)
    confirm(admin_client, page, bts)

    after = reading.of(bts.pk).sheet
    assert (after.registry, after.registry_code, after.certifiers) == (None, "", ())
    assert (after.exam_units, after.rules, after.exact_title) == ((), None, "")
    assert after.blocs != ()


def test_what_staff_chose_themselves_stays(admin_client: Client, bts: Programme) -> None:
    Programme.objects.filter(pk=bts.pk).update(rules="own")

    page = chosen(admin_client, bts, "bac_pro")
    assert "règles du certificateur (d’ordinaire : baccalauréat professionnel)" in text_of(page)
    confirm(admin_client, page, bts)

    assert reading.of(bts.pk).sheet.rules == "own"


def test_a_draft_that_no_sheet_can_hold_keeps_its_kind(
    admin_client: Client, bts: Programme
) -> None:
    Programme.objects.filter(pk=bts.pk).update(slug="pas une adresse")

    answer = admin_client.get(kind_page(bts), follow=True)

    assert "Ce brouillon ne peut pas être lu." in text_of(answer)  # type: ignore[arg-type]


# Somebody chooses another kind while the page is open elsewhere


def test_what_was_typed_in_a_field_that_is_gone_is_told(
    admin_client: Client, other: Client, bts: Programme
) -> None:
    fields = form_of(admin_client, page_of(bts))
    confirm(other, chosen(other, bts, "titre_pro"), bts)

    answer = admin_client.post(
        page_of(bts), {**fields, "ects": "180", "lead": "Vendre.", "_continue": "1"}, follow=True
    )

    assert "n’est pas enregistré : « 180 »." in text_of(answer)  # type: ignore[arg-type]
    after = reading.of(bts.pk).sheet
    assert (after.kind, after.lead, after.ects) == ("titre_pro", "Vendre.", None)


def test_rows_that_are_gone_are_told_with_what_was_typed(
    admin_client: Client, other: Client, bts: Programme
) -> None:
    fields = form_of(admin_client, page_of(bts))
    typed = add_row(fields, "exemptions", situation="une licence de droit", acquired_units="on")
    confirm(other, chosen(other, bts, "certification"), bts)

    answer = admin_client.post(page_of(bts), {**fields, **typed, "_continue": "1"}, follow=True)

    assert "« une licence de droit »" in text_of(answer)  # type: ignore[arg-type]
    assert "« 180 »" not in text_of(answer)  # type: ignore[arg-type]
    assert reading.of(bts.pk).sheet.exemptions == ()


def test_a_save_goes_on_where_rows_have_come(admin_client: Client, other: Client) -> None:
    programme = draft(Kind.CERTIFICATION, registry="rs")
    fields = form_of(admin_client, page_of(programme))
    confirm(other, chosen(other, programme, "bts"), programme)

    answer = admin_client.post(page_of(programme), {**fields, "lead": "Vendre.", "_continue": "1"})

    assert answer.status_code == 302
    programme.refresh_from_db()
    assert (programme.kind, programme.lead) == ("bts", "Vendre.")


def test_from_any_family_to_any_other_the_page_and_the_forms_open(admin_client: Client) -> None:
    programme = draft(Kind.BTS, registry="rncp", registry_code="38368", level=5, rules="bts")
    bloc = Bloc.objects.create(programme=programme, title="Vendre")
    one = ExamUnit.objects.create(programme=programme, title="Oral", coefficient=3, group="general")
    one.blocs.add(bloc)
    programme.exemptions.create(situation="un titre", ends_on=date(2030, 1, 1)).units.add(one)
    snapshot(programme, None)

    for _, kinds in by_family():
        answer = confirm(
            admin_client, chosen(admin_client, programme, kinds[0], "diplôme"), programme
        )
        assert answer.status_code in (200, 302)
        programme.refresh_from_db()
        assert programme.kind == kinds[0] or answer.status_code == 200
        assert save(admin_client, page_of(programme), {"lead": kinds[0]}).status_code == 302
        assert admin_client.get(page_of(programme.blocs.get())).status_code == 200
