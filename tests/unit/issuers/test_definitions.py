"""Definitions are read strictly: what is wrong names its file and its line."""

import shutil
from pathlib import Path

import damda_issuers
import pytest
from damda.errors import MalformedInput
from damda_issuers.build_contexts import build_contexts
from damda_issuers.catalog import DefinitionMalformed, load_catalog
from damda_issuers.toml_lines import read_toml
from hypothesis import given, settings
from hypothesis import strategies as st
from support.training import CATALOG

KEIS = Path(damda_issuers.__file__).parent / "keis"
TYPE, ISSUER, RULES = "credentials/training_badge.toml", "issuer.toml", "rules.py"
NAME = 'name = "{}"'.format


@pytest.fixture
def keis(tmp_path):
    return Path(shutil.copytree(KEIS, tmp_path / "keis"))


def line_of(text, needle):
    return text[: text.index(needle)].count("\n") + 1


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (ISSUER, "url =", "uri =", "unknown key 'uri'; did you mean 'url'?"),
        (ISSUER, 'background = "#1B775C"', 'background = "green"', "background must look like"),
        (ISSUER, 'mark = "mark.svg"', 'mark = "logo.svg"', "there is no art/logo.svg"),
        (ISSUER, 'en = "Korea', 'eng = "Korea', "unknown key 'eng'"),
        (ISSUER, "[[contexts]]\nversion = 1", "[[contexts]]\nversion = 2", "versions must be 1, 2"),
        (TYPE, 'id = "TrainingBadge"', 'id = "trainingBadge"', "id must look like"),
        (TYPE, 'profile = "open-badge-3"', 'profile = "ob4"', "unknown profile"),
        (TYPE, 'validity = "none"', 'validity = "forever"', "validity must look like"),
        (TYPE, "version = 1", 'version = "1"', "version must be an integer"),
        (TYPE, "version = 1", "version = true", "version must be an integer"),
        (TYPE, 'art = "training-badge.svg"', 'art = "../x.svg"', "there is no art/../x.svg"),
        (TYPE, "{instName}에서", "{teacher}에서", "description names no required claim: teacher"),
        (TYPE, "{instName}에서", "{ncsUnits}에서", "names no required claim: ncsUnits"),
        (TYPE, "max_length = 200", 'max_length = "200"', "max_length must be an integer"),
        (TYPE, "max_length = 200", "maxlength = 200", "did you mean 'max_length'?"),
        (TYPE, "max_length = 200", "min = 200", "min means nothing for the type 'string'"),
        (TYPE, 'type = "code:brn"', 'type = "code:bnr"', "unknown claim type 'code:bnr'"),
        (TYPE, 'values = ["Completed"', 'values = [1, "Completed"', "must be a list of texts"),
        (TYPE, "min = 1\nmax = 8", "min = 9\nmax = 8", "min is larger than max"),
        (TYPE, NAME("ncsLevel"), NAME("ncsCode"), "the claim 'ncsCode' stands here twice"),
        (TYPE, NAME("ncsLevel"), NAME("result"), "'result' has a meaning in Open Badges"),
        (TYPE, NAME("ncsLevel"), NAME("NcsLevel"), "name must look like"),
        (TYPE, 'path = "credentialSubject.result.0.status"', 'path = "a.b.c"', "no such place"),
        (TYPE, "result.0.status", "result.1.status", "place 0 of the list must be filled"),
        (TYPE, "otherIdentifier.1.", "otherIdentifier.0.", "has the same path"),
        (TYPE, "activityStartDate", "achievement.name", "does not fit there"),
        (TYPE, 'alignment = "NCS"', 'alignment = "KSIC"', "unknown framework; known: NCS"),
        (TYPE, "max = 9999", 'alignment = "NCS"\nmax = 9', "holds no codes of NCS"),
        (TYPE, "required = false", "required = 0", "required must be true or false"),
        (TYPE, 'ko = "훈련 종료일"', 'ko = " "', "ko is empty"),
    ],
)
def test_a_wrong_value_names_file_and_line(keis, file, old, new, said):
    path = keis / file
    text = path.read_text("utf-8")
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(DefinitionMalformed) as refusal:
        load_catalog(keis.parent)
    assert said in refusal.value.en
    assert refusal.value.code == "definition_malformed"
    assert refusal.value.path == path
    assert refusal.value.en.startswith(f"{path}:{refusal.value.line}: ")
    assert refusal.value.line == line_of(text, old)


def test_a_missing_key_names_the_line_of_its_table(keis):
    path = keis / TYPE
    text = path.read_text("utf-8")
    path.write_text(text.replace('ko = "NCS 수준"\n', ""), "utf-8")
    with pytest.raises(DefinitionMalformed, match="the key 'ko' is missing") as refusal:
        load_catalog(keis.parent)
    assert refusal.value.line == line_of(text, NAME("ncsLevel")) - 1


def test_text_that_is_not_toml_names_the_line(keis):
    path = keis / TYPE
    lines = path.read_text("utf-8").split("\n")
    lines[4] = "version = = 1"
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(DefinitionMalformed, match="not TOML") as refusal:
        load_catalog(keis.parent)
    assert refusal.value.line == 5
    path.write_bytes(b"id = 1\n\xff")
    with pytest.raises(DefinitionMalformed, match="not UTF-8") as refusal:
        load_catalog(keis.parent)
    assert refusal.value.line == 2


def test_missing_files_are_named(keis):
    (keis / ISSUER).unlink()
    with pytest.raises(DefinitionMalformed, match=r"issuer\.toml:1: the file can't be read"):
        load_catalog(keis.parent)


def test_rules_that_are_missing_or_broken_are_named(keis):
    path = keis / RULES
    text = path.read_text("utf-8")
    for content, said in (
        (text.replace('{"TrainingBadge":', '{"Other":'), "ncsMajor: derived, but rules.py"),
        (text.replace("RULES: dict", "OTHERS: dict"), "must have a table RULES"),
        (text + "\ndef :\n", "not Python"),
        (text.replace("import ncs", "import nothing"), "can't be imported"),
    ):
        path.write_text(content, "utf-8")
        with pytest.raises(DefinitionMalformed, match=said):
            load_catalog(keis.parent)


@pytest.mark.parametrize(
    "picture",
    [
        '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://x.example/a.png"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><use xlink:href="//x.example"/></svg>',
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>',
        '<svg xmlns="http://www.w3.org/2000/svg"><rect fill="url(https://x.example)"/></svg>',
    ],
)
def test_pictures_hold_no_code_and_nothing_from_outside(keis, picture):
    (keis / "art" / "mark.svg").write_text(picture, "utf-8")
    with pytest.raises(DefinitionMalformed, match=r"mark\.svg:1: the picture has code"):
        load_catalog(keis.parent)


def test_a_new_institution_is_one_new_folder(keis):
    other = Path(shutil.copytree(keis, keis.parent / "hrdk"))
    definition = other / TYPE
    text = definition.read_text("utf-8").replace("keis_training", "hrdk_training")
    definition.write_text(text, "utf-8")
    build_contexts(keis.parent)
    catalog = load_catalog(keis.parent)
    assert sorted(catalog.institutions) == ["hrdk", "keis"]
    assert catalog.type("hrdk", "TrainingBadge").schema_id.endswith("/hrdk/training-badge/v1")
    assert len(catalog.contexts) == len(catalog.schemas) == 2


def test_two_types_with_one_configuration_id_are_refused(keis):
    second = (keis / TYPE).read_text("utf-8").replace('id = "TrainingBadge"', 'id = "Other"', 1)
    second = second.replace("derived = true\n", "")
    (keis / "credentials" / "other.toml").write_text(second, "utf-8")
    build_contexts(keis.parent)
    with pytest.raises(DefinitionMalformed, match="'keis_training_badge_ldp_vc' is used by two"):
        load_catalog(keis.parent)


def test_what_the_catalog_does_not_have_is_our_error():
    for institution, type_id, code in (
        ("keiss", "TrainingBadge", "unknown_institution"),
        ("keis", "Training", "unknown_type"),
    ):
        with pytest.raises(MalformedInput) as refusal:
            CATALOG.type(institution, type_id)
        assert refusal.value.code == code
        assert refusal.value.ko != refusal.value.en


def test_the_catalog_lists_keis():
    keis = CATALOG.institutions["keis"]
    assert (keis.name_ko, keis.name_en) == (
        "한국고용정보원",
        "Korea Employment Information Service",
    )
    assert list(keis.types) == ["TrainingBadge"]
    forms = {
        form.format: form.configuration_id for form in CATALOG.type("keis", "TrainingBadge").forms
    }
    assert forms == {
        "ldp_vc": "keis_training_badge_ldp_vc",
        "dc+sd-jwt": "keis_training_badge_sd_jwt",
    }
    assert keis.display("en", "https://a.example/")["logo"]["uri"].startswith("https://a.example/a")
    assert CATALOG.art["art/keis/mark.svg"].media_type == "image/svg+xml"


@settings(max_examples=60, deadline=None)
@given(text=st.text("a=[].\"'\n# {}1é", max_size=40))
def test_any_text_is_toml_or_our_error(text, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_text(text, "utf-8")
    try:
        read_toml(path)
    except DefinitionMalformed as refusal:
        assert refusal.line >= 1  # noqa: PT017
