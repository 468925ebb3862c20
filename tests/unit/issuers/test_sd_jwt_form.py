"""The one definition as an SD-JWT VC: which claims, what may be kept back, what wallets are told."""

import json
import secrets
import shutil
from dataclasses import replace
from pathlib import Path

import damda_issuers
import pytest
from damda.keys import SoftwareSigner
from damda.openid.dcql.paths import claim_values
from damda.sd_jwt import parse, processed
from damda.sd_jwt_vc import check_sd_jwt_vc, secure_sd_jwt_vc
from damda.sd_jwt_vc.integrity import check_integrity, integrity_of
from damda.sd_jwt_vc.type_claims import problems_of
from damda.sd_jwt_vc.type_metadata import parse_type_metadata
from damda_issuers.catalog import DefinitionMalformed, load_catalog
from damda_issuers.forms import FORMS, sd_jwt_vc
from support.training import BADGE, CATALOG, NOW, OPTIONAL, claims

BASE = "https://agency.example"
KEIS = Path(damda_issuers.__file__).parent / "keis"
TYPE = "credentials/training_badge.toml"


def issued(kind=BADGE, **changes):
    """An SD-JWT VC of claims that hold."""
    signer = SoftwareSigner.create("Ed25519", did_method="key")
    values = kind.validate(claims(**changes), now=NOW)
    draft = secure_sd_jwt_vc(
        values,
        vct=sd_jwt_vc.vct(kind, BASE),
        issuer=signer.did,
        verification_method=signer.verification_method,
        algorithm="EdDSA",
        holder_key=signer.public,
        issued_at=NOW,
        valid_from=None,
        valid_until=None,
        status=None,
        disclosable=sd_jwt_vc.disclosable(kind, values),
        decoys=sd_jwt_vc.decoys(kind, values),
        entropy=secrets.token_bytes,
        vct_integrity=integrity_of(sd_jwt_vc.type_metadata(kind, BASE)),
    )
    return values, draft.attach(signer.sign(draft.signing_input))


def with_disclosure(name, value="always"):
    """The badge, with one claim that is always shown."""
    changed = tuple(
        replace(claim, always_disclosed=value == "always") if claim.name == name else claim
        for claim in BADGE.claims
    )
    return replace(BADGE, naming=replace(BADGE.naming, claims=changed))


@pytest.fixture
def keis(tmp_path):
    return Path(shutil.copytree(KEIS, tmp_path / "keis"))


@pytest.mark.parametrize("left_out", [(), OPTIONAL])
def test_the_claims_stand_flat_under_their_names_each_hidden_at_first(left_out):
    values, text = issued(**dict.fromkeys(left_out))
    whole = processed(parse(text))
    assert {name: whole[name] for name in values} == values
    assert not values.keys() & parse(text).payload.keys()
    assert whole["ncsMajor"] == "20", "derived claims too"


def test_the_values_of_a_list_are_hidden_one_by_one():
    values, text = issued()
    shown = [each.value for each in parse(text).disclosures if each.name is None]
    assert sorted(shown) == sorted(values["ncsUnits"])


@pytest.mark.parametrize("name", ["trprName", "ncsUnits", "ncsMajor"])
def test_what_is_always_disclosed_stands_in_plain_sight(name):
    kind = with_disclosure(name)
    values, text = issued(kind)
    assert parse(text).payload[name] == values[name]
    metadata = parse_type_metadata(sd_jwt_vc.type_metadata(kind, BASE))
    assert {each.sd for each in metadata.claims if each.path[0] == name} == {"never"}
    assert problems_of(check_sd_jwt_vc(text).sd_jwt, metadata) == []


def test_the_definition_says_what_is_always_disclosed(keis):
    path = keis / TYPE
    text = path.read_text("utf-8")
    path.write_text(text.replace('name = "instName"', 'name = "instName"\ndisclosure = "always"'))
    kind = load_catalog(keis.parent).type("keis", "TrainingBadge")
    assert [claim.name for claim in kind.claims if claim.always_disclosed] == ["instName"]


def test_the_type_metadata_holds_for_what_is_issued():
    for left_out in ((), OPTIONAL):
        _, text = issued(**dict.fromkeys(left_out))
        view = check_sd_jwt_vc(text)
        document = sd_jwt_vc.type_metadata(BADGE, BASE)
        check_integrity(document, view.vct_integrity)
        metadata = parse_type_metadata(document)
        assert metadata.vct == view.vct == f"{BASE}/keis/types/training-badge/v1"
        assert problems_of(view.sd_jwt, metadata) == []


def test_the_type_metadata_shows_the_badge_in_both_languages():
    metadata = parse_type_metadata(sd_jwt_vc.type_metadata(BADGE, BASE))
    korean, english = metadata.display
    assert (korean.locale, korean.name) == ("ko", "직업훈련 디지털배지")
    assert (english.locale, english.name) == ("en", "Vocational training badge")
    for display in metadata.display:
        simple = display.rendering["simple"]
        assert (simple["background_color"], simple["text_color"]) == ("#1B775C", "#FFFFFF")
        path = simple["logo"]["uri"].removeprefix(f"{BASE}/")
        check_integrity(CATALOG.art[path].data, simple["logo"]["uri#integrity"])


def test_each_claim_has_its_labels_and_says_that_it_may_hide():
    metadata = parse_type_metadata(sd_jwt_vc.type_metadata(BADGE, BASE))
    found = {claim.path: claim for claim in metadata.claims}
    for claim in BADGE.claims:
        told = found.pop((claim.name,))
        assert (told.sd, told.mandatory) == ("always", claim.required)
        if claim.display:
            assert [each.label for each in told.display] == [claim.ko, claim.en]
        else:
            assert told.display is None
    assert [*found] == [("ncsUnits", None)]
    assert found["ncsUnits", None].sd == "always"


def test_the_metadata_of_both_forms_label_the_same_claims():
    metadata = {
        form.format: FORMS[form.format].configuration(BADGE, form.configuration_id, BASE)
        for form in BADGE.forms
    }
    assert {name: each["format"] for name, each in metadata.items()} == {n: n for n in FORMS}
    ours, theirs = (each["credential_metadata"] for each in metadata.values())
    assert ours["display"] == theirs["display"]
    assert [c["display"] for c in ours["claims"]] == [c["display"] for c in theirs["claims"]]
    values, _ = issued()
    for claim in theirs["claims"]:
        assert len(claim_values(values, claim["path"])) == 1


def test_the_document_is_the_same_each_time():
    assert sd_jwt_vc.type_metadata(BADGE, BASE) == sd_jwt_vc.type_metadata(BADGE, f"{BASE}/")
    assert json.loads(sd_jwt_vc.type_metadata(BADGE, BASE))["vct"].startswith(BASE)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('format = "dc+sd-jwt"', 'format = "vc+sd-jwt"', "unknown form 'vc+sd-jwt'; known: ldp_vc"),
        ('format = "dc+sd-jwt"', 'format = "ldp_vc"', "the form 'ldp_vc' stands here twice"),
        ('format = "dc+sd-jwt"', "format = 1", "format must be a text"),
        ('configuration_id = "keis_training_badge_sd_jwt"', "", "'configuration_id' is missing"),
        ('"keis_training_badge_sd_jwt"', '"Keis SD"', "configuration_id must look like"),
        ('"keis_training_badge_sd_jwt"', '"keis_training_badge_ldp_vc"', "two forms have one"),
        ('name = "ncsLevel"', 'name = "status"', "'status' has a meaning in SD-JWT VCs"),
        ('name = "ncsLevel"', 'name = "sub"', "'sub' has a meaning in SD-JWT VCs"),
        ('name = "ncsLevel"', 'name = "ncsLevel"\ndisclosure = "never"', "disclosure must look"),
        ('name = "ncsLevel"', 'name = "ncsLevel"\ndisclosure = true', "disclosure must be a text"),
        ("[[forms]]", "[[shapes]]", "unknown key 'shapes'"),
    ],
)
def test_a_wrong_form_is_refused_and_named(keis, old, new, said):
    path = keis / TYPE
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(DefinitionMalformed) as refusal:
        load_catalog(keis.parent)
    assert said in refusal.value.en


def test_a_type_may_have_one_form_only(keis):
    path = keis / TYPE
    text = path.read_text("utf-8")
    start, end = text.index("[[forms]]"), text.index('[[forms]]\nformat = "dc+sd-jwt"')
    path.write_text(text[:start] + text[end:], "utf-8")
    kind = load_catalog(keis.parent).type("keis", "TrainingBadge")
    assert [form.format for form in kind.forms] == ["dc+sd-jwt"]
