"""What is committed as compiled is what the build step makes of the contexts, to the byte."""

import json
from hashlib import sha256
from pathlib import Path

import damda_schemas
import pytest
from damda.errors import MalformedInput
from damda_issuers.build_contexts import build_contexts
from damda_issuers.catalog import institution_folders
from damda_schemas.build_compiled import build, compiled_files
from damda_schemas.compiled_loading import compiled_contexts
from damda_schemas.compiled_table import COMPILED
from damda_schemas.context_table import CONTEXTS

PACKAGE = Path(damda_schemas.__file__).parent


def test_compiling_the_bundled_contexts_again_gives_the_committed_bytes() -> None:
    found = compiled_files()
    assert found.keys() == {path.name for path in (PACKAGE / "compiled").iterdir()}
    for name, data in found.items():
        assert (PACKAGE / "compiled" / name).read_bytes() == data, f"run `make contexts`: {name}"


def test_the_pins_are_those_of_the_committed_files() -> None:
    assert COMPILED.keys() == CONTEXTS.keys()
    for name, digest in COMPILED.values():
        assert sha256((PACKAGE / "compiled" / name).read_bytes()).hexdigest() == digest


def test_building_into_an_empty_folder_writes_the_committed_files(tmp_path: Path) -> None:
    written = build(tmp_path)
    assert len(written) == len(CONTEXTS) + 1
    for path in written:
        assert path.read_bytes() == (PACKAGE / path.relative_to(tmp_path)).read_bytes()
    assert build(tmp_path) == []


def test_compiling_the_institutions_contexts_again_writes_nothing() -> None:
    assert list(institution_folders()) != []
    assert build_contexts() == []


def test_each_compiled_context_was_made_of_the_bundled_text() -> None:
    for url, compiled in compiled_contexts().items():
        assert compiled.url == url
        assert compiled.source == CONTEXTS[url][1]


def test_an_own_context_may_not_take_a_bundled_url() -> None:
    url = next(iter(CONTEXTS))
    data = json.dumps({"format": 1, "url": url, "source": "", "contexts": [[]]}).encode()
    with pytest.raises(MalformedInput, match="bundled already"):
        compiled_contexts({url: (data, sha256(data).hexdigest())})


def test_an_own_context_must_be_the_one_that_was_pinned() -> None:
    data = b'{"format":1,"url":"https://e.example/v1","source":"","contexts":[[]]}'
    with pytest.raises(MalformedInput, match="not the one that was pinned"):
        compiled_contexts({"https://e.example/v1": (data + b" ", sha256(data).hexdigest())})
    with pytest.raises(MalformedInput, match="was made for"):
        compiled_contexts({"https://e.example/v2": (data, sha256(data).hexdigest())})
