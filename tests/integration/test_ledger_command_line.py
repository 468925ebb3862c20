"""`damda ledger` against a real chain: each act once, each refusal one line in both languages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from damda_ledger.cli import main
from support.anvil import AnvilProcess, running_anvil

pytestmark = pytest.mark.integration

DID = "did:webvh:QmA:localhost%3A8130:keis"
CONTROLLER = "0x" + "ab" * 20
BADGE = ("--did", DID, "--type", "TrainingBadge")

type Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def anvil() -> Iterator[AnvilProcess]:
    with running_anvil() as running:
        yield running


@pytest.fixture
def run(anvil: AnvilProcess, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    place = ("--rpc", anvil.url, "--deployment", str(tmp_path / "ledger" / "deployment.json"))

    def call(*arguments: str, at: tuple[str, ...] = place) -> tuple[int, str, str]:
        code = main([*arguments, *at])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def _one_line_in_both_languages(said: str) -> None:
    assert said.count("\n") == 1
    assert any("가" <= letter <= "힣" for letter in said)


def test_a_deployment_is_kept_and_an_issuer_goes_its_way(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "ledger" / "deployment.json"
    assert run("deploy")[0] == 0
    first = file.read_text()
    assert run("deploy")[0] == 0
    assert file.read_text() == first
    for _ in range(2):
        assert run("register", "--did", DID, "--controller", CONTROLLER)[0] == 0
        assert run("accredit", *BADGE)[0] == 0
    code, out, _ = run("show", *BADGE)
    issuer = json.loads(out)["issuer"]
    assert (code, issuer["status"]) == (0, "active")
    assert [each["until"] for each in issuer["accreditations"]] == [None]
    for command, status in (("suspend", "suspended"), ("reinstate", "active")):
        assert run(command, "--did", DID)[0] == 0
        assert json.loads(run("show", *BADGE)[1])["issuer"]["status"] == status
    assert run("withdraw", *BADGE)[0] == 0
    assert json.loads(run("show", *BADGE)[1])["issuer"]["accreditations"][0]["until"]
    assert run("remove", "--did", DID)[0] == 0
    code, _, err = run("reinstate", "--did", DID)
    assert code == 1
    _one_line_in_both_languages(err)


def test_a_key_is_made_funded_and_governs_nothing(run: Run, tmp_path: Path) -> None:
    run("deploy")
    key, password = tmp_path / "key.json", tmp_path / "password"
    password.write_text("a password\n")
    made = ("key", "new", "--out", str(key), "--password-file", str(password))
    code, address, _ = run(*made, at=())
    assert (code, address[:2]) == (0, "0x")
    code, _, err = run(*made, at=())
    assert code == 2
    _one_line_in_both_languages(err)
    assert run("fund", "--key-file", str(key))[0] == 0
    with_key = ("--key-file", str(key), "--password-file", str(password))
    code, _, err = run("register", "--did", DID, "--controller", CONTROLLER, *with_key)
    assert code == 1
    assert "not_governance" in err
    password.write_text("another\n")
    assert run("suspend", "--did", DID, *with_key)[0] == 2


def test_no_ledger_and_the_wrong_one_are_one_line_and_exit_code_2(run: Run, tmp_path: Path) -> None:
    run("deploy")
    file = ("--deployment", str(tmp_path / "ledger" / "deployment.json"))
    nowhere = ("--rpc", "http://127.0.0.1:9", *file)
    code, _, err = run("deploy", "--wait", "0", at=nowhere)
    assert code == 2
    _one_line_in_both_languages(err)
    code, _, err = run("show", at=nowhere)
    assert code == 2
    with running_anvil() as other:
        elsewhere = ("--rpc", other.url, *file)
        for command in (("show",), ("suspend", "--did", DID)):
            code, _, err = run(*command, at=elsewhere)
            assert code == 2
            assert "wrong_chain" in err
            _one_line_in_both_languages(err)


def test_outside_development_keys_and_money_are_refused(tmp_path: Path) -> None:
    with running_anvil(chain_id=8217) as anvil:
        file = tmp_path / "deployment.json"
        place = ["--rpc", anvil.url, "--deployment", str(file)]
        assert main(["deploy", *place]) == 2
        assert not file.exists()
        assert main(["fund", *place, "--address", CONTROLLER]) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("register", "--did", DID, "--controller", "nobody"),
        ("accredit", *BADGE, "--from", "yesterday"),
        ("show",),
    ],
)
def test_bad_input_never_raises(run: Run, arguments: tuple[str, ...]) -> None:
    code, _, err = run(*arguments)
    assert code == 2
    _one_line_in_both_languages(err)


def test_help_is_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    for command in ("deploy", "register", "accredit", "suspend", "fund", "key", "show"):
        assert command in said
    assert "계약 배포" in said
    assert main(["nonsense"]) == 2
