"""`damda verify FILE`: the verdict, its words in both languages, its JSON, the exit code."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from damda.cli import main
from damda.finding_codes import CAUSES, FINDING_CODES
from damda.verify import CHECK_IDS
from damda_verifiers.verdict_page import EVIDENCE
from support.credential_world import AUDIENCE, LIST_URL, NONCE
from support.signed_files import AT, SignedFiles

SCHEMA = json.loads(
    (Path(__file__).parents[3] / "schemas/damda_schemas/json/verdict.json").read_text()
)


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> SignedFiles:
    return SignedFiles(tmp_path_factory.mktemp("files"))


@pytest.fixture
def verify(capsys):
    def run(*arguments: str) -> tuple[int, str]:
        code = main(["verify", *arguments])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


@pytest.fixture
def verdict(verify):
    def run(*arguments: str) -> tuple[int, dict[str, Any]]:
        code, out = verify("--json", *arguments)
        found = json.loads(out)
        jsonschema.validate(found, SCHEMA, cls=jsonschema.Draft202012Validator)
        for check in found["checks"]:
            assert check["id"] in CHECK_IDS
            row = FINDING_CODES[check["code"]]
            assert check["id"] in row.checks, check
            assert check["outcome"] in row.outcomes, check
            assert check["evidence"].keys() <= {"cause", *EVIDENCE[check["id"]]}, check
            assert check["evidence"].get("cause", "offline") in CAUSES, check
        assert code == (0 if found["verified"] else 1)
        return code, found

    return run


def codes(found: dict[str, Any], outcome: str = "failed") -> list[str]:
    return [c["code"] for c in found["checks"] if c["outcome"] == outcome]


def test_a_badge_that_holds_is_verified_in_both_languages(files, verify):
    code, out = verify(files.badge, *files.evidence, "--lang", "ko")
    assert code == 0
    assert out.startswith("확인됨")
    assert re.search(r"\[통과\] +발급기관 서명", out)
    assert re.search(r"\[미확인\] +발급 자격 .*\(판정에 쓰지 않음\)", out)
    code, out = verify(files.badge, *files.evidence, "--lang", "en")
    assert code == 0
    assert out.startswith("Verified")
    assert re.search(r"\[passed\] +Issuer’s signature", out)
    assert re.search(r"\[UNKNOWN\] +Accreditation .*\(does not decide\)", out)
    assert "\x1b" not in out


def test_a_revoked_badge_is_refused_and_the_reason_comes_first(files, verify, verdict):
    evidence = files.evidence_of_revocation
    code, out = verify(files.badge, *evidence, "--lang", "ko")
    assert code == 1
    first, second, *_ = out.splitlines()
    assert first.startswith("확인되지 않음")
    assert "폐지" in second
    _, found = verdict(files.badge, *evidence)
    assert codes(found) == ["revoked"]


def test_a_changed_badge_is_refused(files, verdict):
    changed = json.loads(Path(files.badge).read_text())
    changed["credentialSubject"]["achievement"]["name"] = "다른 과정"
    _, found = verdict(files.write("changed.json", changed), *files.evidence)
    assert codes(found) == ["proof_invalid"]


def test_at_is_the_time_of_the_verdict(files, verdict):
    _, before = verdict(files.badge, *files.evidence, "--at", "2026-11-23T09:00:00Z")
    assert "not_yet_valid" in codes(before)
    _, later = verdict(files.badge, *files.evidence, "--at", "2030-01-01T00:00:00Z")
    assert set(codes(later, "unknown")) >= {"status_unavailable"}, "the lists are out of date"


def test_of_a_presentation_nonce_and_audience_are_asked_only_if_given(files, verdict):
    shown = (files.presentation, *files.evidence)
    code, found = verdict(*shown)
    assert code == 0
    assert {"nonce_not_asked", "audience_not_asked"} <= set(codes(found, "skipped"))
    code, found = verdict(*shown, "--nonce", NONCE, "--audience", AUDIENCE)
    assert code == 0
    assert {"nonce_matches", "audience_matches", "holder_is_subject"} <= set(codes(found, "passed"))
    _, found = verdict(*shown, "--nonce", "another")
    assert codes(found) == ["nonce_mismatch"]
    _, found = verdict(*shown, "--audience", "another")
    assert codes(found) == ["audience_mismatch"]


def test_an_unsigned_presentation_is_refused(files, verdict):
    unsigned = {k: v for k, v in files.presented(files.document).items() if k != "proof"}
    _, found = verdict(files.write("unsigned.json", unsigned), *files.evidence)
    assert "holder_proof_invalid" in codes(found)


def test_offline_says_what_could_not_be_checked_and_refuses(files, verify, verdict):
    _, found = verdict(files.badge, "--offline", "--at", AT)
    assert {"issuer_key_unavailable", "status_unavailable"} <= set(codes(found, "unknown"))
    assert all(
        c["evidence"].get("cause") == "offline" for c in found["checks"] if c["id"] == "status"
    )
    _, out = verify(files.badge, "--offline", "--at", AT, "--lang", "en")
    assert "--offline" in out
    code, _ = verdict(files.badge, "--offline", *files.evidence)
    assert code == 0


def test_a_list_may_be_given_by_its_address(files, verdict):
    named = f"{LIST_URL}={files.revocations}"
    options = ["--did-log", files.log, "--status-list", named, "--status-list", files.suspensions]
    assert verdict(files.badge, "--offline", "--at", AT, *options)[0] == 0


def test_the_policy_chooses_what_is_fatal(files, verdict, verify):
    lax = files.write("lax.toml", b'fatal = ["validity"]\nanchor = "no"\n')
    code, found = verdict(files.badge, *files.evidence_of_revocation, "--policy", lax)
    assert code == 0
    assert codes(found) == ["revoked"]
    strict = files.write("strict.json", {})
    _, found = verdict(files.badge, *files.evidence, "--policy", strict)
    assert "ledger_not_configured" in codes(found, "unknown")
    assert all(c["fatal"] for c in found["checks"])
    wrong = files.write("wrong.toml", b'\nfatal = ["prof"]\n')
    code, out = verify(files.badge, "--policy", wrong)
    assert code == 2
    assert f"{wrong}:2: " in out
    assert "proof" in out


def test_an_inclusion_proof_is_kept_for_a_ledger_that_is_not_there(files, verdict):
    for proof in (
        files.anchor_proof,
        files.write("map.json", {files.digest: _json(files.anchor_proof)}),
    ):
        _, found = verdict(files.badge, *files.evidence, "--anchor-proof", proof)
        (anchor,) = [c for c in found["checks"] if c["id"] == "anchor"]
        assert (anchor["outcome"], anchor["code"]) == ("unknown", "ledger_not_configured")


def test_another_credential_of_the_presentation_is_told_by_its_number(files, verify, verdict):
    changed = json.loads(json.dumps(files.document))
    changed["credentialSubject"]["attendanceRate"] = 100
    changed["id"] = "urn:uuid:3b0c6f1e-0000-4000-8000-000000000009"
    both = files.write("both.json", files.presented(files.document, changed))
    _, found = verdict(both, *files.evidence)
    refused = [c for c in found["checks"] if c["outcome"] == "failed"]
    assert {c["credential"] for c in refused} == {1}
    assert "증명서 2" in verify(both, *files.evidence, "--lang", "ko")[1]


def test_json_that_is_no_credential_gets_a_verdict(files, verdict):
    for document in ({}, {"type": 5}, {"type": ["VerifiablePresentation"]}, {"@context": None}):
        _, found = verdict(files.write("odd.json", document))
        assert codes(found) == ["malformed"]


def _json(name: str) -> Any:
    return json.loads(Path(name).read_text())
