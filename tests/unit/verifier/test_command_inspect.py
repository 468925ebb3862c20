"""`damda inspect FILE`: words in both languages, JSON for machines, foreign text made harmless."""

from __future__ import annotations

import json

import pytest
from damda.cli import main
from support.signed_files import SignedFiles


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> SignedFiles:
    return SignedFiles(tmp_path_factory.mktemp("files"))


@pytest.fixture
def shown(capsys):
    def run(*arguments: str) -> str:
        assert main(["inspect", *arguments]) == 0
        return capsys.readouterr().out

    return run


def test_it_says_first_that_nothing_was_verified(files, shown):
    assert shown(files.badge, "--lang", "ko").startswith("검증하지 않았습니다.")
    assert shown(files.badge, "--lang", "en").startswith("Nothing was verified")
    assert json.loads(shown(files.badge, "--json"))["verified"] is None


def test_a_badge_is_shown_with_the_catalogs_words(files, shown):
    ko = shown(files.badge, "--lang", "ko")
    for line in (
        "훈련과정명 (name)  클라우드 백엔드 개발자 양성과정",
        "훈련기관명 (name)  담다직업전문학교",
        "유효 시작 (validFrom)  2026-11-24T09:00:00Z  → 2026-11-24 18:00:00 (서울)",
        "서명 방식 (cryptosuite)  eddsa-rdfc-2022",
        '자리 (statusListIndex)  "5"',
        files.digest,
    ):
        assert line in ko, line
    en = shown(files.badge, "--lang", "en")
    assert "Course title (name)  클라우드 백엔드 개발자 양성과정" in en
    assert "→ 2026-11-24 18:00:00 (Seoul)" in en


def test_machines_get_the_words_of_both_languages(files, shown):
    found = json.loads(shown(files.presentation, "--json"))
    assert found["kind"] == "presentation"
    (badge,) = found["inside"]
    assert {
        "path": ["credentialSubject", "achievement", "name"],
        "ko": "훈련과정명",
        "en": "Course title",
    } in badge["labels"]
    assert badge["sections"]["subject"] == files.document["credentialSubject"]


def test_status_lists_and_logs(files, shown):
    assert "표시된 자리 수 (set)  0" in shown(files.revocations, "--lang", "ko")
    log = shown(files.log, "--lang", "en")
    assert "did:webvh" in log
    assert "keys for credentials (assertionMethod)" in log


def test_an_sd_jwt_is_readable(files, shown):
    # RFC 9901, 5.1: a disclosure, and whether what was signed names it.
    salted = "WyJlbHVWNU9nM2dTTklJOEVZbnN4QV9BIiwgImZhbWlseV9uYW1lIiwgIkRvZSJd"
    payload = "eyJfc2QiOlsiVEdmNG9MYmd3ZDVKUWFIeUtWUVpVOVVkR0UwdzVydERzclp6ZlVhb21MbyJdfQ"
    token = f"e30.{payload}.c2ln~{salted}~".encode()
    out = shown(files.write("token.txt", token), "--lang", "en")
    assert "family_name" in out
    assert "Doe" in out
    assert "named by what was signed" in out


@pytest.mark.parametrize("hostile", ["\x1b[2J\x1b[31m", "\u202egnp", "\x9b31m", "a\r\nb", "\u2028"])
def test_foreign_text_can_move_no_cursor_and_turn_no_writing(files, shown, hostile):
    document = {"type": "VerifiableCredential", "credentialSubject": {hostile: [hostile]}}
    name = files.write("hostile.json", json.dumps(document).encode())
    for arguments in ([], ["--json"]):
        out = shown(name, *arguments)
        assert all(c.isprintable() or c == "\n" for c in out)
    found = json.loads(shown(name, "--json"))
    assert found["sections"]["subject"] == {hostile: [hostile]}


def test_much_is_cut_and_said(files, shown):
    many = {"type": "VerifiableCredential", "credentialSubject": {f"n{i}": i for i in range(9_000)}}
    out = shown(files.write("many.json", many), "--lang", "en")
    assert len(out.splitlines()) < 2_100
    assert "--json shows all" in out
    long = {"type": "VerifiableCredential", "image": "data:image/png;base64," + "A" * 5_000}
    out = shown(files.write("long.json", long))
    assert max(map(len, out.splitlines())) < 300
    assert "(5022)" in out


def test_numbers_and_texts_are_told_apart(files, shown):
    subject = {"a": 5, "b": "5", "c": True, "d": "true", "e": None, "f": "", "g": [], "h": 1.5}
    document = {"type": "VerifiableCredential", "credentialSubject": subject}
    lines = shown(files.write("kinds.json", document), "--lang", "en").splitlines()
    expected = [
        "a  5",
        'b  "5"',
        "c  true",
        'd  "true"',
        "e  null",
        'f  ""',
        "g  (empty)",
        "h  1.5",
    ]
    for line in expected:
        assert f"  {line}" in lines
