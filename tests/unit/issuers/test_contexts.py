"""The institution's JSON-LD context is made from its definitions, committed, and pinned."""

import hashlib
import json
import re
import shutil
from pathlib import Path

import damda_issuers
import pytest
from damda_issuers.build_contexts import build_contexts
from damda_issuers.catalog import DefinitionMalformed, load_catalog
from damda_issuers.context_document import context_bytes
from support.training import CATALOG

KEIS = Path(damda_issuers.__file__).parent / "keis"
URL = "https://damda.example/contexts/keis/v1"


@pytest.fixture
def keis(tmp_path):
    return Path(shutil.copytree(KEIS, tmp_path / "keis"))


def test_the_committed_context_is_the_one_that_the_definitions_make():
    made = context_bytes("keis", CATALOG.institutions["keis"].types.values())
    assert (KEIS / "contexts" / "v1.jsonld").read_bytes() == made
    assert CATALOG.contexts == {URL: (made, hashlib.sha256(made).hexdigest())}


def test_terms_are_protected_and_numbers_have_no_datatype():
    terms = json.loads(CATALOG.contexts[URL][0])["@context"]
    assert terms.pop("@protected") is True
    assert terms == {
        name: f"https://damda.example/vocab/keis#{name}"
        for name in (
            "TrainingBadge",
            "attendanceRate",
            "ncsCode",
            "ncsLevel",
            "ncsMajor",
            "ncsUnits",
            "totalHours",
            "trprDegr",
            "trprId",
        )
    }


def test_building_again_writes_nothing(keis):
    assert build_contexts(keis.parent) == []


def test_a_new_term_is_found_missing_until_the_context_is_built(keis):
    definition = keis / "credentials" / "training_badge.toml"
    more = '\n[[claims]]\nname = "memo"\ntype = "date"\nko = "비고"\nen = "Memo"\n'
    definition.write_text(definition.read_text("utf-8") + more, "utf-8")
    with pytest.raises(DefinitionMalformed, match=r"issuer\.toml:\d+: .*out of date"):
        load_catalog(keis.parent)
    assert build_contexts(keis.parent) == [
        keis / "contexts" / "v1.jsonld",
        keis / "contexts" / "v1.compiled.json",
        keis / "issuer.toml",
    ]
    data, _ = load_catalog(keis.parent).contexts[URL]
    assert json.loads(data)["@context"]["memo"] == {
        "@id": "https://damda.example/vocab/keis#memo",
        "@type": "http://www.w3.org/2001/XMLSchema#date",
    }


def test_a_changed_context_does_not_fit_its_pin(keis):
    path = keis / "contexts" / "v1.jsonld"
    path.write_bytes(path.read_bytes().replace(b"#trprId", b"#trprDegr"))
    with pytest.raises(DefinitionMalformed, match=r"issuer\.toml:\d+: contexts/v1\.jsonld has"):
        load_catalog(keis.parent)


def test_a_compiled_context_of_another_text_is_found_out_of_date(keis):
    path = keis / "contexts" / "v1.compiled.json"
    changed = json.loads(path.read_bytes()) | {"source": "0" * 64}
    path.write_text(json.dumps(changed), "utf-8")
    toml = keis / "issuer.toml"
    pinned = hashlib.sha256(path.read_bytes()).hexdigest()
    text = re.sub(
        r'compiled_sha256 = ".*"', f'compiled_sha256 = "{pinned}"', toml.read_text("utf-8")
    )
    toml.write_text(text, "utf-8")
    with pytest.raises(DefinitionMalformed, match=r"v1\.compiled\.json is out of date"):
        load_catalog(keis.parent)


def test_a_missing_context_says_how_to_build_it(keis):
    (keis / "contexts" / "v1.jsonld").unlink()
    with pytest.raises(DefinitionMalformed, match="make contexts"):
        load_catalog(keis.parent)
