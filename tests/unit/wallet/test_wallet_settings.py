"""Settings are read as written, and what can't be used is refused with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from damda_wallet.config import FILE_NAME, Settings, read_settings, write_settings
from damda_wallet.errors import SetupFaulty


def test_settings_come_back_as_they_were_written(tmp_path):
    given = Settings(
        "http://127.0.0.1:8545", tmp_path / '배포 "1".json', frozenset({"localhost", "127.0.0.1"})
    )
    write_settings(tmp_path / "home", given)
    assert read_settings(tmp_path / "home") == given
    assert read_settings(tmp_path) == Settings()


def test_a_relative_deployment_file_is_meant_from_the_wallets_folder(tmp_path):
    (tmp_path / FILE_NAME).write_text('ledger_rpc="https://l.example"\nledger_deployment="d.json"')
    assert read_settings(tmp_path).ledger_deployment == tmp_path / "d.json"


@pytest.mark.parametrize(
    "text",
    [
        "ledger_rpc = ",
        "ledger_rpc = 5",
        'plain_http_hosts = "localhost"',
        'colour = "blue"',
        'ledger_rpc = "https://l.example"',
        'ledger_rpc = "ftp://x"\nledger_deployment = "d"',
        'ledger_rpc = "http://[bad"\nledger_deployment = "d"',
    ],
)
def test_a_file_that_can_not_be_used_is_named(tmp_path, text):
    (tmp_path / FILE_NAME).write_text(text)
    with pytest.raises(SetupFaulty) as caught:
        read_settings(tmp_path)
    assert caught.value.ko


@pytest.mark.parametrize("host", ["keis.example", "localhost.evil.example", "0.0.0.0", "*"])
def test_plain_http_is_for_this_machine_only(tmp_path, host):
    with pytest.raises(SetupFaulty):
        write_settings(tmp_path, Settings(plain_http_hosts=frozenset({host})))
    assert not list(Path(tmp_path).iterdir())
