"""The `damda` command: its table, its help, and its refusals."""

import contextlib
import importlib

import pytest
from damda.cli import SUBCOMMANDS, Subcommand, main


@pytest.mark.parametrize("name", sorted(SUBCOMMANDS))
def test_every_subcommand_is_there_and_helps_in_both_languages(name, capsys):
    module, _, function = SUBCOMMANDS[name].target.partition(":")
    assert callable(getattr(importlib.import_module(module), function))
    # argparse leaves by SystemExit; some of them turn that into their code.
    with contextlib.suppress(SystemExit):
        assert main([name, "--help"]) == 0
    told = capsys.readouterr().out
    assert any("가" <= letter <= "힣" for letter in told)
    assert "usage" in told


def test_without_a_subcommand_the_table_is_shown(capsys):
    assert main([]) == 2
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(name in told for name in SUBCOMMANDS)


def test_an_unknown_subcommand_is_said(capsys):
    assert main(["nonsense"]) == 2
    assert "nonsense" in capsys.readouterr().err


def test_what_is_not_installed_is_said_with_its_extra(capsys):
    missing = {"ghost": Subcommand("no_such_package.cli:main", "wallet", "a ghost", "유령")}
    assert main(["ghost"], subcommands=missing) == 2
    assert "damda[wallet]" in capsys.readouterr().err
