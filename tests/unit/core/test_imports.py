"""What core stands on, by list: the standard library, and what runs on the phone."""

import ast
import subprocess
import sys
from pathlib import Path

import damda
import pytest

CORE = Path(damda.__file__).parent
AT_ONCE = {"cryptography"}
_ITS_OWN = {"_cffi_backend", "_openssl"}
WHEN_USED = {"cbor2", "defusedxml", "fastjsonschema"}
"""Loaded by the function that needs them: JSON Schemas, tokens in CBOR, SVG pictures."""

OF_AN_EXTRA = {
    "bbs/arkworks_groups.py": {"py_arkworks_bls12381"},
    "bbs/py_ecc_groups.py": {"py_ecc"},
}
"""Modules that are imported by `damda.bbs.libraries` alone, and only if their package is there."""


def imported(path: Path) -> list[tuple[str, bool]]:
    """The packages that a module imports, and whether it does so as it is loaded."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    late = {id(node) for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
            for node in ast.walk(function)}  # fmt: skip
    found = []
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [str(node.module)]
        found += [(name.partition(".")[0], id(node) not in late) for name in names]
    return found


MODULES = sorted(CORE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(CORE)))
def test_a_module_imports_only_what_is_listed(path: Path) -> None:
    extra = OF_AN_EXTRA.get(str(path.relative_to(CORE)), set())
    for name, at_once in imported(path):
        if name not in extra and name not in sys.stdlib_module_names and name != "damda":
            allowed = AT_ONCE if at_once else AT_ONCE | WHEN_USED
            assert name in allowed


def test_verifying_and_issuing_load_nothing_else() -> None:
    code = """
import sys
before = set(sys.modules)
import damda.canonical.compiled, damda.issue, damda.present, damda.verify
print(*{name.partition(".")[0] for name in set(sys.modules) - before})
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    strangers = set(done.stdout.split()) - sys.stdlib_module_names - {"damda", *_ITS_OWN}
    assert strangers == AT_ONCE


def test_verifying_and_issuing_load_no_slow_part_of_the_standard_library() -> None:
    """Each of these takes longer to load than what core would use of it."""
    code = "import sys, damda.issue, damda.verify; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    slow = {"asyncio", "email", "http.client", "logging", "multiprocessing", "ssl", "unittest",
            "xml", "cryptography.x509", "cryptography.hazmat.backends.openssl.backend", "cryptography.hazmat.primitives.serialization.ssh"}  # fmt: skip
    assert not slow & set(done.stdout.split())
