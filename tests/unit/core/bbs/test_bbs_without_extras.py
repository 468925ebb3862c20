"""What of BBS works, and what it says, where neither library is installed."""

import subprocess
import sys

import pytest
from damda.bbs import SHA_256, SHAKE_256, key_gen
from damda.errors import MalformedInput

WITHOUT = """
import sys
sys.modules["py_arkworks_bls12381"] = None
sys.modules["py_ecc"] = None
import damda.bbs as bbs
from damda.errors import ExtraMissing
for groups, extra in ((bbs.pairing_groups, "damda[bbs]"), (bbs.holder_groups, "damda[bbs-phone]")):
    try:
        groups()
    except ExtraMissing as error:
        assert error.code == "extra_missing"
        assert f"pip install '{extra}'" in error.en and extra in error.ko, error.ko
    else:
        raise SystemExit("it is there")
"""


def test_the_error_says_what_to_install() -> None:
    subprocess.run([sys.executable, "-c", WITHOUT], check=True, timeout=60)


def test_expand_message_is_that_of_rfc_9380() -> None:
    """RFC 9380, K.1 and K.6."""
    xmd = SHA_256.expand_message(b"abc", b"QUUX-V01-CS02-with-expander-SHA256-128", 32)
    assert xmd.hex() == "d8ccab23b5985ccea865c6c97b6e5b8350e794e603b4b97902f53a8a0d605615"
    xof = SHAKE_256.expand_message(b"abc", b"QUUX-V01-CS02-with-expander-SHAKE256", 32)
    assert xof.hex() == "b39e493867e2767216792abce1f2676c197c0692aed061560ead251821808e07"


@pytest.mark.parametrize("suite", [SHA_256, SHAKE_256])
def test_expand_message_refuses_what_it_can_not_tell_apart(suite: object) -> None:
    for dst, length in ((b"", 32), (bytes(256), 32), (b"tag", 70_000)):
        with pytest.raises(MalformedInput):
            suite.expand_message(b"", dst, length)


def test_a_key_needs_32_bytes() -> None:
    assert len(key_gen(bytes(32))) == 32
    with pytest.raises(MalformedInput):
        key_gen(bytes(31))
