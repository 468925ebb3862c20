"""Settings: unknown keys and wrong values are refused by name; the command says them once."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from damda_agent.acapy import AcaPyMisconfigured, check_settings
from damda_agent.command import AcaPyCommand
from damda_agent.config import ConfigRefused, read_config

LEDGER = {
    "ledger_rpc": "http://127.0.0.1:8145",
    "ledger_deployment": "d.json",
    "ledger_key_file": "k.json",
    "ledger_key_password_file": "p",
}


def test_the_defaults_are_for_one_machine():
    config = read_config({})
    assert (config.public_host, config.public_port) == ("127.0.0.1", 8130)
    assert config.public_url == "http://localhost:8130"
    assert config.ledger is None
    assert config.status_ttl == timedelta(seconds=5)


def test_the_ledger_is_all_or_nothing():
    assert read_config(LEDGER).ledger.deployment == Path("d.json")
    for name in LEDGER:
        with pytest.raises(ConfigRefused, match=name):
            read_config({key: value for key, value in LEDGER.items() if key != name})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("public_prot", 8130),
        ("public_port", "8130"),
        ("public_port", True),
        ("public_port", 0),
        ("public_port", 65_536),
        ("public_url", "http://localhost:8130/"),
        ("public_url", "http://localhost:8130/path"),
        ("public_url", "http://127.0.0.1:8130"),
        ("public_url", "http://[::1]:8130"),
        ("public_url", "http://agency.example"),
        ("public_url", "https://user@agency.example"),
        ("public_url", "https://AGENCY.example"),
        ("public_url", "https://intranet"),
        ("public_url", "https://agency.example:port"),
        ("public_url", "ftp://agency.example"),
        ("database_url", None),
        ("anchor_max_items", 0),
        ("anchor_max_seconds", "2"),
        ("anchor_max_seconds", -1),
        ("status_ttl_seconds", 86_400),
        ("offer_lifetime_seconds", 10**10),
    ],
)
def test_a_wrong_setting_is_named(key, value):
    with pytest.raises(ConfigRefused) as refusal:
        read_config({key: value})
    assert f"damda_agent.{key}" in refusal.value.en
    assert f"damda_agent.{key}" in refusal.value.ko


def command(**changes):
    fields = {
        "admin_port": 8121,
        "inbound_port": 8120,
        "admin_api_key": "geheim-admin",
        "wallet_key": "geheim-wallet",
        "jwt_secret": "geheim-jwt",
        "home": Path("/data"),
        "plugin": {"public_port": 8130, "anchor_max_seconds": 0.5, "database_url": "sqlite:///a b"},
    }
    return AcaPyCommand(**{**fields, **changes})


def test_the_command_line_shows_no_secret():
    made = command(wallet_database="postgresql://damda:geheim-db@127.0.0.1:5432")
    assert "geheim" not in " ".join(made.argv())
    assert "geheim-db" in made.environment()["ACAPY_WALLET_STORAGE_CREDS"]


def test_acapy_understands_the_command(monkeypatch):
    from acapy_agent.commands.start import init_argument_parser

    made = command()
    for name, value in made.environment().items():
        monkeypatch.setenv(name, value)
    from acapy_agent.config.argparse import create_argument_parser

    parser: ArgumentParser = create_argument_parser(prog="aca-py")
    get_settings = init_argument_parser(parser)
    settings = get_settings(parser.parse_args(made.argv()[2:]))
    check_settings(settings)
    assert settings["plugin_config"]["damda_agent"] == dict(made.plugin)
    read_config(settings["plugin_config"]["damda_agent"])
    assert settings["admin.admin_api_key"] == "geheim-admin"
    assert settings["multitenant.jwt_secret"] == "geheim-jwt"


@pytest.mark.parametrize("value", ["8130", "true", "a: b", "null", '"', "한글", "%20", "1e3"])
def test_a_text_stays_a_text(value):
    (pair,) = [a for a in command(plugin={"x": value}).argv() if a.startswith("damda_agent.x=")]
    assert yaml.safe_load(pair.partition("=")[2]) == value


def test_a_single_tenant_acapy_is_refused():
    with pytest.raises(AcaPyMisconfigured) as refusal:
        check_settings({"wallet.type": "askar-anoncreds"})
    assert "--multitenant" in refusal.value.en
