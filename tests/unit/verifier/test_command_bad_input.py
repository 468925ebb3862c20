"""What `damda verify` and `damda inspect` do with files that are no documents: exit code 2."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from damda.cli import main
from support.signed_files import unprivileged

SECRET = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"
JWK = f'{{"kty": "OKP", "crv": "Ed25519", "x": "eA", "d": "{SECRET}"}}'
PEM = f"-----BEGIN PRIVATE KEY-----\n{SECRET}\n-----END PRIVATE KEY-----\n"

BAD = {
    "empty": (b"", "file_empty"),
    "blank": (b" \n\n", "file_empty"),
    "binary": (b"\x7fELF\x00\xff", "malformed"),
    "a broken picture": (b"\x89PNG\r\n\x1a\n\x00\xff", "baked_malformed"),
    "utf-16": ('{"type": "x"}'.encode("utf-16"), "malformed"),
    "byte order mark": (b'\xef\xbb\xbf{"type": "x"}', "malformed"),
    "ten megabytes": (b"[" * 10_000_000, "limit_exceeded"),
    "deep": (b'{"a":' * 5_000 + b"1" + b"}" * 5_000, "limit_exceeded"),
    "duplicate keys": (b'{"type": "a", "type": "b"}', "malformed"),
    "cut off": (b'{"type": "VerifiableCredential"', "malformed"),
    "NaN": (b'{"a": NaN}', "malformed"),
    "half a character": (b'{"a": "\\ud800"}', "malformed"),
    "a list": (b"[1]", "malformed"),
    "a JWK": (JWK.encode(), "private_key"),
    "a PEM": (PEM.encode(), "private_key"),
}


@pytest.fixture
def refused(capsys):
    def run(command: str, *arguments: str) -> str:
        assert main([command, *arguments]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert len(said.err.strip().splitlines()) == 1
        assert "Traceback" not in said.err
        return said.err

    return run


@pytest.mark.parametrize("command", ["verify", "inspect"])
@pytest.mark.parametrize("kind", sorted(BAD))
def test_bad_content_is_one_line_with_a_code(refused, tmp_path, command, kind):
    data, code = BAD[kind]
    path = tmp_path / "document"
    path.write_bytes(data)
    for lang in ("ko", "en"):
        said = refused(command, str(path), "--lang", lang)
        allowed = {code, "malformed"} if kind == "byte order mark" else {code}
        assert any(f"[{each}]" in said for each in (*allowed, *_TEXT_CODES.get(kind, ())))
        assert any("가" <= c <= "힣" for c in said) == (lang == "ko")
        assert SECRET not in said


_TEXT_CODES = {"byte order mark": ("not_verifiable", "unknown_document")}
"""What is no JSON for a start may be a token."""


@pytest.mark.parametrize("command", ["verify", "inspect"])
def test_files_that_cannot_be_read(refused, tmp_path, command):
    closed = tmp_path / "closed.json"
    closed.write_text("{}")
    closed.chmod(0)
    said = refused(command, str(tmp_path / "missing.json"), "--lang", "en")
    assert "no such file" in said
    assert "missing.json" in said
    assert "folder" in refused(command, str(tmp_path), "--lang", "en")
    assert "can't be read" in refused(command, "a\0b", "--lang", "en")
    with unprivileged():
        said = refused(command, str(closed), "--lang", "ko")
    assert "권한" in said


@pytest.mark.parametrize("command", ["verify", "inspect"])
def test_standard_input_is_read_by_a_dash(refused, monkeypatch, command):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert "standard input" in refused(command, "-", "--lang", "en")


def test_usage_is_exit_code_2(refused, tmp_path, capsys):
    path = tmp_path / "a.json"
    path.write_text("{}")
    for arguments in (["--at", "yesterday"], ["--ledger-rpc", "http://127.0.0.1:1"]):
        refused("verify", str(path), *arguments)
    refused("verify", str(path), "--nonce", "")
    refused("verify", str(path), "--plain-http-host", "example.com")
    refused("verify", str(path), "--did-log", str(path))
    refused("verify", str(path), "--status-list", str(path))
    refused("verify", str(path), "--anchor-proof", str(path))
    for command in ("verify", "inspect"):
        with pytest.raises(SystemExit) as left:
            main([command])
        assert left.value.code == 2
        capsys.readouterr()


def test_a_token_is_named_as_what_verify_does_not_take(refused, tmp_path):
    path = Path(tmp_path / "token")
    path.write_text("e30.e30.c2ln")
    said = refused("verify", str(path), "--lang", "en")
    assert "damda inspect" in said
    assert "[not_verifiable]" in said
