"""What an import of ours may not do to the process that makes it."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["damda_ledger.signing", "damda_agent.plugin"])
def test_the_recursion_limit_stays_pythons(module: str) -> None:
    """A dependency raises it a hundredfold; RecursionError is how a hostile nesting ends."""
    code = (
        "import importlib, sys; before = sys.getrecursionlimit(); "
        f"importlib.import_module({module!r}); "
        "sys.exit(0 if sys.getrecursionlimit() == before else 1)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
