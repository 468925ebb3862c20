"""What differs between the forms of credentials, without a network."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

import pytest
from damda.errors import MalformedInput
from damda.keys import SoftwareSigner
from damda.openid.issuer_metadata import (
    CredentialConfiguration,
    ldp_vc_configuration,
    sd_jwt_vc_configuration,
)
from damda.sd_jwt_vc import secure_sd_jwt_vc
from damda_wallet.forms import FORMS
from damda_wallet.labels import shown_claims
from damda_wallet.seoul import day, day_or_minute, minute
from damda_wallet.views import Label

ISSUER, HOLDER = SoftwareSigner.create("Ed25519"), SoftwareSigner.create("P-256")
VCT = "https://keis.example/types/training"
SINCE = datetime(2026, 3, 1, 15, tzinfo=UTC)
SD_JWT = FORMS["dc+sd-jwt"]


def issued(claims, *disclosable, **changes):
    named = {
        "vct": VCT,
        "issuer": ISSUER.did,
        "verification_method": ISSUER.verification_method,
        "algorithm": "EdDSA",
        "holder_key": HOLDER.public,
        "issued_at": SINCE,
        "valid_from": SINCE,
        "valid_until": SINCE + timedelta(days=1),
        "status": None,
        "disclosable": disclosable,
        "entropy": secrets.token_bytes,
    }
    draft = secure_sd_jwt_vc(claims, **(named | changes))
    return SD_JWT.read(draft.attach(ISSUER.sign(draft.signing_input)))


def configuration(raw):
    return CredentialConfiguration("x", raw["format"], None, (), (), (), raw)


def test_the_types_that_are_offered():
    whole = ldp_vc_configuration(scope="s", contexts=[], types=["A", "B"], display=[], claims=[])
    part = sd_jwt_vc_configuration(scope="s", vct=VCT, display=[], claims=[])
    assert FORMS["ldp_vc"].offered_types(configuration(whole)) == ("A", "B")
    assert SD_JWT.offered_types(configuration(part)) == (VCT,)
    assert SD_JWT.offered_types(configuration(whole)) == ()


@pytest.mark.parametrize("form", FORMS)
def test_an_answer_in_the_other_form_is_not_taken(form):
    other = {"ldp_vc": "a.b.c~", "dc+sd-jwt": {"type": []}}[form]
    assert FORMS[form].received(other, '{"credentials":[{"credential":1}]}') is None


def test_what_a_card_says_of_it():
    credential = issued({"course": "용접", "level": 3}, ("course",), ("level",))
    facts = credential.facts
    assert (facts.issuer, facts.types, facts.has_status) == (ISSUER.did, (VCT,), False)
    assert (facts.valid_from, facts.valid_until) == (SINCE, SINCE + timedelta(days=1))
    course = ((("course",), Label("Course", "과정")),)
    assert credential.title(course) == "용접"
    assert credential.title(((("level",), Label("Level", "수준")),)) == ""
    assert credential.title(()) == ""


def test_it_is_bound_to_the_key_in_cnf_and_nothing_else():
    assert issued({}).is_bound_to(HOLDER)
    assert not issued({}).is_bound_to(ISSUER)
    assert not issued({}, holder_key=None, subject_id=HOLDER.did).is_bound_to(HOLDER)


def test_two_issuances_are_two_credentials_and_a_copy_is_the_same():
    one, other = issued({"a": 1}, ("a",)), issued({"a": 1}, ("a",))
    assert one.identity != other.identity
    bare = SD_JWT.read(one.text.partition("~")[0] + "~")
    assert (bare.identity, bare.digest) == (one.identity, one.digest)


def test_times_are_read_as_such_and_machinery_is_left_out():
    credential = issued({"type": "용접", "vctx": 1, "born": 19900101}, ("type",))
    lines = {line.path: line for line in shown_claims(credential.claims, (), (), SD_JWT.words)}
    assert lines["nbf",].value == "2026-03-02"
    assert lines["nbf",].label.ko == "유효 시작"
    assert lines["born",].value == "19900101"
    assert lines["type",].value == "용접", "it is a claim like any other here"
    assert ("vct",) not in lines
    assert not any(path[0] == "cnf" for path in lines)


def test_the_end_of_the_calendar_is_a_day_too():
    last = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert day(last) == "9999-12-31"
    assert minute(last).startswith("9999-12-31")
    assert day_or_minute(last) == "9999-12-31"
    credential = issued({}, valid_until=last)
    lines = {line.path: line for line in shown_claims(credential.claims, (), (), SD_JWT.words)}
    assert lines["exp",].value == "9999-12-31"


@pytest.mark.parametrize("text", ["", "x", "a.b.c~", "{}", "~~"])
def test_what_is_none_is_malformed(text):
    with pytest.raises(MalformedInput):
        SD_JWT.read(text)
