"""Contexts that documents bring themselves, compiled where a server admits them."""

import pytest
from damda.errors import MalformedInput
from damda_schemas import context_loader
from damda_schemas.compiling import MAX_REMEMBERED, PyLdContextCompiler


def test_a_documents_own_context_keeps_the_order_of_its_terms() -> None:
    """PyLD looks at a scoped context when its term is defined: what comes later is not there yet."""
    compiler = PyLdContextCompiler(context_loader())
    scoped = {"@id": "urn:e", "@context": {"e": "c"}}
    assert compiler.compile({"c": "urn:c", "e": scoped})
    with pytest.raises(MalformedInput, match="invalid scoped context"):
        compiler.compile({"e": scoped, "c": "urn:c"})


def test_a_documents_own_context_is_compiled_once_for_it_and_its_proofs() -> None:
    compiler = PyLdContextCompiler(context_loader())
    own = {"p": "urn:p"}
    assert compiler.compile(own) is compiler.compile(dict(own))
    assert compiler.compile({"p": "urn:q"}) is not compiler.compile(own)
    for number in range(2 * MAX_REMEMBERED):
        compiler.compile({"p": f"urn:p:{number}"})
    assert compiler.compile(own).contexts == compiler.compile(own).contexts
