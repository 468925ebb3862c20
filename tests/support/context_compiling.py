"""Compiling the contexts of tests: here, or on the phone's floor by a Python that has PyLD.

``DAMDA_COMPILING_PYTHON`` names that Python. It runs this module as a program: a JSON object of
documents by URL comes in on a line, their compiled forms (or the error) go out on a line.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from typing import Any

from damda import errors
from damda.protocols import ContextLoader
from damda_schemas.context_loading import context_loader


def compile_documents(documents: Mapping[str, Any]) -> dict[str, bytes]:
    """The compiled form of each context document, by URL. Raises DamdaError."""
    python = os.environ.get("DAMDA_COMPILING_PYTHON")
    return _compiled_here(documents) if python is None else _compiled_by(python, documents)


def _compiled_here(documents: Mapping[str, Any]) -> dict[str, bytes]:
    from damda_schemas.compiling import compile_context

    loader = _Loader(documents, context_loader())
    return {
        url: compile_context(url, json.dumps(document).encode(), loader)
        for url, document in documents.items()
    }


class _Loader:
    """The test's contexts before the bundled ones."""

    def __init__(self, documents: Mapping[str, Any], bundled: ContextLoader) -> None:
        self._documents = documents
        self._bundled = bundled

    def load(self, url: str) -> Any:
        return self._documents[url] if url in self._documents else self._bundled.load(url)


def _compiled_by(python: str, documents: Mapping[str, Any]) -> dict[str, bytes]:
    process = _process(python)
    process.stdin.write(json.dumps(documents) + "\n")
    process.stdin.flush()
    answer = json.loads(process.stdout.readline())
    if "error" in answer:
        raise getattr(errors, answer["error"])(answer["en"], ko=answer["ko"], code=answer["code"])
    return {url: text.encode() for url, text in answer.items()}


@cache
def _process(python: str) -> Any:
    """One for all tests of a process; it ends when its input does."""
    command = [python, "-m", __name__]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _answer(line: str) -> dict[str, str]:
    try:
        return {url: data.decode() for url, data in _compiled_here(json.loads(line)).items()}
    except errors.DamdaError as error:
        name = type(error).__name__
        return {"error": name, "en": error.en, "ko": error.ko, "code": error.code}


if __name__ == "__main__":
    for request in sys.stdin:
        print(json.dumps(_answer(request)), flush=True)
