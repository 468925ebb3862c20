"""``python -m support.conformance FILE``: runs the published suites and fills the page's tables."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

from support.shelf import SHELF

from .json_ld import run
from .other_vectors import check_passing, collected
from .page import filled, json_ld_tables, rdfc_table, vectors_table
from .rdfc import run_rdfc


def main(path: Path) -> int:
    warnings.simplefilter("ignore", SyntaxWarning)  # PyLD's, about names like "@ignored"
    vectors = SHELF / "vectors"
    suites = {suite: run(vectors / "json-ld", suite) for suite in ("expand", "toRdf")}
    rdfc = run_rdfc(vectors / "rdf-canon")
    check_passing()
    page = path.read_text()
    page = filled(page, "json-ld", json_ld_tables(suites))
    page = filled(page, "rdfc", rdfc_table(rdfc))
    page = filled(page, "vectors", vectors_table(collected()))
    path.write_text(page)
    faults = [fault for s in suites.values() for fault in (*s.wrong, *s.accepted)] + rdfc.failed
    if faults:
        print("These do not come out right:", *faults, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
