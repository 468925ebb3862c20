"""``damda wallet``: the whole way from a picture of a QR code to a refreshed card."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from damda.openid.offer import TxCodePrompt
from damda_wallet import qr
from damda_wallet.cli import main
from damda_wallet.config import Settings
from damda_wallet.home import WalletHome
from PIL import Image
from support.wallet_vaults import CHEAP, PIN

pytest_plugins = ["support.wallet_fixtures"]
pytestmark = pytest.mark.integration


def picture(text, path):
    matrix = qr.encode(text)
    image = Image.new("L", (len(matrix), len(matrix)))
    image.putdata([0 if dark else 255 for row in matrix for dark in row])
    image.resize((len(matrix) * 5,) * 2, Image.Resampling.NEAREST).save(path)
    return str(path)


class CommandLine:
    """Runs commands on one wallet and reads their JSON."""

    def __init__(self, folder, capsys):
        self.home = folder / "wallet"
        self._capsys = capsys
        self.pin_file = folder / "pin"
        self.pin_file.write_text(PIN + "\n")

    def run(self, *argv, code=0):
        options = ["--home", str(self.home), "--pin-file", str(self.pin_file), "--json"]
        assert main([argv[0], *options, *argv[1:]]) == code, self._capsys.readouterr()
        return json.loads(self._capsys.readouterr().out)

    def say(self, *argv, code=0):
        options = ["--home", str(self.home), "--pin-file", str(self.pin_file)]
        assert main([argv[0], *options, *argv[1:]]) == code
        return self._capsys.readouterr()


@pytest.fixture
def line(tmp_path, capsys):
    made = CommandLine(tmp_path, capsys)
    home = WalletHome(made.home, cost=CHEAP)
    home.set_up(Settings(plain_http_hosts=frozenset({"localhost"})))
    home.make_vault(PIN)
    return made


def test_the_story(line, issuer, verifier, tmp_path):
    issuer.prompt, issuer.tx_code = TxCodePrompt("numeric", 6), "000123"
    code = tmp_path / "code"
    code.write_text("000123\n")
    offer = picture(issuer.link(), tmp_path / "offer.png")
    assert line.run("scan", offer)["text"].startswith("openid-credential-offer://")
    shown = line.run("read", offer)
    assert (shown["kind"], shown["offer"]["tx_code"]["length"]) == ("offer", 6)
    assert shown["offer"]["issuer"]["name"]["ko"] == "한국고용정보원"
    accepted = line.run("accept", offer, "--tx-code-file", str(code), "--yes")
    card = accepted["cards"][0]["id"]
    assert issuer.tx_codes == ["000123"]
    assert [each["id"] for each in line.run("list")["cards"]] == [card]
    assert line.run("show", card[:6])["text"].startswith("{")
    assert line.run("refresh")["cards"][0]["after"]["status"]["outcome"] == "valid"

    request = picture(verifier.link(), tmp_path / "request.png")
    assert line.run("read", request)["request"]["verifier"]["domain"] == verifier.domain
    assert line.run("present", request, "--yes", "--choose", f"training_badge={card}")["accepted"]
    verifier.reply.body = {"state": "refused", "reasons": [{"en": "Revoked.", "ko": "취소됨"}]}
    refused = line.run("present", verifier.link(), "--yes", code=1)
    assert refused["reasons"] == [{"en": "Revoked.", "ko": "취소됨"}]
    line.run("decline", verifier.link())
    assert [each["kind"] for each in line.run("log")["activity"]] == [
        "declined", "refused", "presented", "received",
    ]  # fmt: skip


def test_what_is_printed_is_for_people_in_their_language(line, issuer, verifier):
    assert "직업훈련 배지" in line.say("read", issuer.link()).out
    assert "Training badge" in line.say("read", issuer.link(), "--lang", "en").out
    assert "담았습니다" in line.say("accept", issuer.link(), "--yes").out
    asked = line.say("read", verifier.link()).out
    assert "한빛소프트 채용" in asked
    assert verifier.domain in asked
    assert "증명서 전체가 전달됩니다" in asked
    assert "한빛직업전문학교" in asked or "클라우드 네이티브" in asked
    assert "포함 증명 아직 없음" in line.say("list").out
    assert "The whole credential" in line.say("read", verifier.link(), "--lang", "en").out


def test_without_consent_nothing_happens(line, issuer, verifier):
    said = line.say("accept", issuer.link(), code=2)
    assert "consent_needed" in said.err
    assert "직업훈련 배지" in said.err
    assert issuer.tx_codes == []
    line.run("accept", issuer.link(), "--yes")
    assert "consent_needed" in line.say("present", verifier.link(), code=2).err
    assert verifier.forms == []


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["read", "javascript:alert(1)"], 1),
        (["read", "x" * 5000], 1),
        (["read", "a\x00b"], 1),
        (["scan", "/nowhere.png"], 1),
        (["show", "zzz"], 1),
        (["show", ""], 1),
    ],
)
def test_what_is_refused_is_one_json_object_with_both_languages(line, argv, code):
    error = line.run(*argv, code=code)["error"]
    assert error["en"]
    assert error["ko"]
    assert error["code"]


def test_usage_errors_are_two(line, capsys):
    for argv in ([], ["nothing"], ["read"], ["list", "--lang", "fr"]):
        assert main(argv) == 2
    assert main(["--help"]) == 0
    assert "지갑" in capsys.readouterr().out
    assert main(["present", "--help"]) == 0


def test_a_wrong_pin_is_two_and_locks_out(line):
    line.pin_file.write_text("000001")
    for _ in range(5):
        error = line.run("list", code=2)["error"]
    assert (error["code"], error["wait_seconds"], error["attempts"]) == ("wrong_pin", 30, 5)
    line.pin_file.write_text(PIN)
    assert line.run("list", code=2)["error"]["code"] == "pin_locked_out"


def test_the_pin_can_be_changed(line, tmp_path):
    new = tmp_path / "new"
    new.write_text("719203")
    line.run("change-pin", "--new-pin-file", str(new))
    assert line.run("list", code=2)["error"]["code"] == "wrong_pin"
    line.pin_file = new
    assert line.run("list") == {"cards": []}


def test_set_up_mistakes_are_two(tmp_path, capsys):
    line = CommandLine(tmp_path, capsys)
    assert line.run("list", code=2)["error"]["code"] == "vault_missing"
    assert line.run("init", "--ledger-rpc", "http://localhost:8545", code=2)["error"]["ko"]
    assert line.run("init", "--plain-http-host", "keis.example", code=2)["error"]["ko"]
    line.pin_file.write_text("111111")
    assert line.run("init", code=2)["error"]["code"] == "weak_pin"
    assert not (line.home / "vault.db").exists()
    line.pin_file.write_text(PIN)
    line.run("init", "--plain-http-host", "localhost")
    assert line.run("init", code=2)["error"]["code"] == "vault_exists"
    (line.home / "settings.toml").write_text("x = [")
    assert line.run("list", code=2)["error"]["code"] == "setup_faulty"
    line.pin_file.unlink()
    assert line.run("list", code=2)["error"]["code"] == "setup_faulty"


def test_a_deployment_file_that_is_not_there_is_named(tmp_path, capsys):
    line = CommandLine(tmp_path, capsys)
    missing = str(tmp_path / "none.json")
    line.run("init", "--ledger-rpc", "http://localhost:9", "--ledger-deployment", missing)
    assert missing in line.run("list", code=2)["error"]["ko"]


def test_as_a_process_with_the_pin_from_the_environment(line, issuer):
    """Through ``damda`` itself, and the default parameters of Argon2id."""
    done = subprocess.run(  # noqa: PLW1510
        [sys.executable, "-m", "damda.cli", "wallet", "list", "--json", "--home", str(line.home)],
        env={"DAMDA_WALLET_PIN": PIN, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"cards": []}
    without = subprocess.run(  # noqa: PLW1510
        [sys.executable, "-m", "damda.cli", "wallet", "list", "--home", str(line.home)],
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert without.returncode == 2
    assert "PIN" in without.stderr
