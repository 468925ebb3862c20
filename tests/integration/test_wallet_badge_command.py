"""`damda wallet import` and `export`: a badge comes in as a file and goes out as one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from damda.baking import bake, extract
from damda.keys import SoftwareSigner
from damda.proofs import add_proof
from damda_schemas import compiled_canonicalizer
from damda_wallet.cli import main
from damda_wallet.config import Settings
from damda_wallet.home import WalletHome
from support.badge_pictures import itxt, png
from support.credential_world import ISSUED
from support.open_badge import open_badge
from support.wallet_vaults import CHEAP, PIN

pytestmark = pytest.mark.integration
ISSUER = SoftwareSigner.create("Ed25519")


@pytest.fixture(scope="module")
def text() -> str:
    badge = open_badge(ISSUER.did, "did:example:learner")
    del badge["credentialStatus"]
    signed = add_proof(
        badge,
        signer=ISSUER,
        cryptosuite="eddsa-rdfc-2022",
        created=ISSUED,
        purpose="assertionMethod",
        canonicalizer=compiled_canonicalizer(),
    )
    return json.dumps(signed, ensure_ascii=False)


@pytest.fixture
def run(tmp_path, capsys):
    (tmp_path / "pin").write_text(PIN)
    home = WalletHome(tmp_path / "wallet", cost=CHEAP)
    home.set_up(Settings())
    home.make_vault(PIN)
    common = ["--home", str(tmp_path / "wallet"), "--pin-file", str(tmp_path / "pin")]

    def call(command: str, *arguments: str) -> tuple[int, str]:
        code = main([command, *common, *arguments])
        said = capsys.readouterr()
        return code, said.out + said.err

    return call


def test_in_by_a_picture_and_out_by_every_form(tmp_path, run, text):
    (tmp_path / "badge.png").write_bytes(bake(png(), text))
    code, said = run("import", str(tmp_path / "badge.png"))
    assert code == 0
    assert "담았습니다: 직업훈련 수료" in said
    assert "파일에서 가져옴, 확인됨" in said
    assert "원장이 설정되지 않았습니다" in said
    code, said = run("import", str(tmp_path / "badge.png"), "--json")
    found = json.loads(said)
    assert (code, found["is_new"]) == (0, False)
    assert found["card"]["imported"]["verified"] is True
    for form in ("json", "png", "svg"):
        code, said = run(
            "export", found["card"]["id"][:6], "--format", form, "--folder", str(tmp_path), "--json"
        )
        data = Path(json.loads(said)["path"]).read_bytes()
        assert code == 0
        assert (data.decode() if form == "json" else extract(data).text) == text
    assert "내보냄" in run("log")[1]
    assert "가져옴" in run("show", found["card"]["id"])[1]


def test_what_is_refused_says_why(tmp_path, run, text):
    (tmp_path / "changed.json").write_text(text.replace("Python", "Rust"))
    code, said = run("import", str(tmp_path / "changed.json"), "--lang", "en")
    assert code == 1
    assert "The badge was not kept" in said
    (tmp_path / "twice.png").write_bytes(png(itxt(b"{}"), itxt(b"{}")))
    code, said = run("import", str(tmp_path / "twice.png"))
    assert code == 1
    assert "여러 개" in said
    code, said = run("import", str(tmp_path / "none.png"))
    assert code == 2
    assert run("export", "ffff", "--folder", str(tmp_path))[0] == 1


def test_version_2_is_labelled(tmp_path, run):
    old = png(itxt(b"https://school.example/a/1", keyword=b"openbadges"))
    (tmp_path / "old.png").write_bytes(old)
    code, said = run("import", str(tmp_path / "old.png"), "--lang", "en")
    assert code == 0
    assert "NOT VERIFIED" in said
    assert "Open Badge 2.0" in said
