"""Each code has one sentence in each language."""

import re
import string

import pytest
from damda.errors import DamdaError
from damda.messages import SENTENCES, sentence

REFUSALS = [
    "malformed",
    "holder_proof_invalid",
    "nonce_mismatch",
    "audience_mismatch",
    "schema_mismatch",
    "issuer_key_unavailable",
    "proof_invalid",
    "holder_not_subject",
    "expired",
    "not_yet_valid",
    "issuer_unknown",
    "issuer_suspended",
    "issuer_not_accredited",
    "issuer_log_rolled_back",
    "revoked",
    "suspended",
    "status_unavailable",
    "anchor_missing",
    "anchor_invalid",
    "anchor_unavailable",
    "ledger_unavailable",
]


def names(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted({*SENTENCES, *REFUSALS}))
def test_sentences(code):
    en, ko = SENTENCES[code]
    assert names(en) == names(ko)
    assert re.search("[가-힣]", ko)
    assert not re.search("[가-힣]", en)
    assert en.endswith(".")
    # One polite, formal tone: statements in -니다, requests in -주세요 or -마세요.
    assert re.search(r"(니다|세요)\.$", ko) or ko.endswith("{field}.")


def test_values_are_shown_as_they_are_and_bounded():
    en, ko = sentence("issuer_not_accredited", type="{x}" + "a" * 500)
    assert "{x}aaa" in en
    assert len(en) < 400
    assert len(ko) < 400


def test_no_sentence_without_its_values():
    with pytest.raises(DamdaError):
        sentence("expired")
    with pytest.raises(DamdaError):
        sentence("no_such_code")
