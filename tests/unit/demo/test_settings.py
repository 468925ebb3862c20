"""The demo's data folder and its ports."""

import stat

import pytest
from damda.errors import DamdaError
from damda_demo.settings import Settings, open_data


def test_data_made_with_other_ports_is_refused(tmp_path):
    open_data(Settings(8100, tmp_path / "data"))
    open_data(Settings(8100, tmp_path / "data"))
    with pytest.raises(DamdaError) as caught:
        open_data(Settings(9100, tmp_path / "data"))
    assert caught.value.code == "other_ports"
    assert "8100" in caught.value.ko


def test_secrets_are_made_once_and_private(tmp_path):
    settings = Settings(8100, tmp_path)
    first = settings.secret("admin-key")
    assert settings.secret("admin-key") == first
    assert len(first) >= 32
    assert stat.S_IMODE(settings.secret_file("admin-key").stat().st_mode) == 0o600


def test_the_ports_are_distinct(tmp_path):
    ports = list(Settings(9100, tmp_path).ports.values())
    assert len(ports) == len(set(ports))
