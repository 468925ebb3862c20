"""`damda verify FILE` of SD-JWT VCs and JWTs, with evidence from files."""

import json
from dataclasses import replace

import pytest
from damda.dids.did_webvh import log_url
from damda.keys import SoftwareSigner
from damda.sd_jwt import parse, to_json
from damda.sd_jwt_vc import TypeMetadata, integrity_of
from damda.vc_jose import enveloped_credential, enveloped_presentation
from damda_verifiers.commands.verify import main
from support.credential_world import AUDIENCE, LIST_URL, NONCE, SUSPENSIONS_URL
from support.jose_world import vc_jwt, vp_jwt
from support.sd_jwt_vc_world import TOKENS_URL, TYPE, VCT, SdJwtWorld, document_of

AT = ["--at", "2026-11-25T09:00:00Z"]


@pytest.fixture(scope="module")
def sd():
    return SdJwtWorld()


@pytest.fixture
def write(tmp_path):
    def file(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return file


@pytest.fixture
def verdict(sd, write, capsys):
    """The exit code and the verdict on a text, everything that proves it given as files."""
    pages = sd.world.web.pages
    given = [
        *("--did-log", write("did.jsonl", pages[log_url(sd.world.issuer.did)])),
        *("--status-list", write("token.jwt", pages[TOKENS_URL] + b"\n")),
        *("--status-list", write("list.json", pages[LIST_URL])),
        *("--status-list", write("suspensions.json", pages[SUSPENSIONS_URL])),
        *("--type-metadata", write("type.json", pages[VCT])),
    ]

    def run(text, *options):
        code = main([write("file", text + "\n"), "--offline", *given, *AT, "--json", *options])
        return code, json.loads(capsys.readouterr().out)

    return run


def codes(found):
    bad = ("failed", "unknown")
    return [c["code"] for c in found["checks"] if c["fatal"] and c["outcome"] in bad]


def code_of(found, check_id):
    return [c["code"] for c in found["checks"] if c["id"] == check_id]


def test_an_sd_jwt_vc_by_itself(sd, verdict):
    code, found = verdict(sd.issued())
    assert code == 0
    assert code_of(found, "schema") == ["schema_matches"]
    assert code_of(found, "status") == ["status_valid"]
    assert code_of(found, "holder") == []


def test_with_key_binding(sd, verdict):
    shown = sd.presented()
    code, found = verdict(shown)
    assert code == 0
    assert code_of(found, "holder") == ["holder_proof_valid"]
    assert code_of(found, "nonce") == ["nonce_not_asked"]
    assert verdict(shown, "--nonce", NONCE, "--audience", AUDIENCE)[0] == 0
    code, found = verdict(shown, "--nonce", "another")
    assert (code, codes(found)) == (1, ["nonce_mismatch"])
    code, found = verdict(sd.issued(), "--nonce", NONCE)
    assert (code, codes(found)[0]) == (1, "holder_proof_invalid")


def test_in_json(sd, verdict):
    assert verdict(json.dumps(to_json(parse(sd.presented()))))[0] == 0


def test_jwts(sd, verdict):
    world = sd.world
    token, shown = vc_jwt(world), vp_jwt(world)
    for text in (token, shown):
        assert verdict(text)[0] == 0
    assert verdict(json.dumps(enveloped_credential(token)))[0] == 0
    assert verdict(json.dumps(enveloped_presentation(shown)))[0] == 0
    assert verdict(shown, "--nonce", NONCE, "--audience", AUDIENCE)[0] == 0
    forged = vc_jwt(world, signer=_forger(world))
    code, found = verdict(forged)
    assert (code, codes(found)) == (1, ["proof_invalid"])


def _forger(world):
    other = SoftwareSigner.create("Ed25519")
    return SoftwareSigner.from_private("Ed25519", other.private, world.issuer.verification_method)


def test_a_revoked_one(sd, write, verdict):
    sd.publish({7: 1})
    revoked = write("revoked.jwt", sd.world.web.pages[TOKENS_URL])
    sd.publish()
    code, found = verdict(sd.issued(), "--status-list", revoked)
    assert (code, codes(found)) == (1, ["revoked"])


def test_evidence_that_is_not_given_stays_unknown(sd, write, capsys):
    name = write("alone", sd.issued())
    assert main([name, "--offline", *AT, "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert code_of(found, "schema") == ["schema_unknown"]
    assert code_of(found, "status") == ["status_unavailable"]
    assert code_of(found, "issuer_key") == ["issuer_key_unavailable"]


@pytest.mark.parametrize("text", ["a~b~", "e30.e30.c2ln", '{"payload":"e30","protected":"e30"}'])
def test_what_is_no_credential(write, capsys, text):
    code = main([write("x", text), "--offline"])
    said = capsys.readouterr()
    assert code == 2
    assert not said.out
    assert len(said.err.splitlines()) == 1


def test_a_type_that_extends_another(write, capsys):
    base = replace(TYPE, vct="https://keis.example/types/base")
    data = document_of(base)
    child = TypeMetadata(VCT, extends=base.vct, extends_integrity=integrity_of(data))
    sd = SdJwtWorld(metadata=child)
    pages = sd.world.web.pages
    given = [
        *("--did-log", write("did.jsonl", pages[log_url(sd.world.issuer.did)])),
        *("--status-list", write("token.jwt", pages[TOKENS_URL])),
        *("--type-metadata", write("child.json", pages[VCT])),
        *("--type-metadata", write("base.json", data)),
    ]
    assert main([write("file", sd.issued()), *given, *AT, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert code_of(found, "schema") == ["schema_matches"]
