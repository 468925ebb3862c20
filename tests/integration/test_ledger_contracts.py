"""The contracts' rules on a real EVM: who may say what, and what is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from damda.errors import LedgerRejected, LedgerUnavailable
from damda.protocols import AnchorProof, LedgerReader
from damda_ledger import merkle
from damda_ledger.contracts import (
    ACCREDIT,
    ANCHOR,
    REGISTER,
    SET_CONTROLLER,
    SET_LOG_HEAD,
    SET_STATUS,
    WITHDRAW,
)
from damda_ledger.evm import EvmLedger
from damda_ledger.rpc import RpcClient
from damda_ledger.writer import LedgerWriter
from support.ledger_chain import (
    BADGE,
    CONTROLLER,
    DID,
    GOVERNANCE,
    OTHER_DID,
    SINCE,
    STRANGER,
    Chain,
    name,
    running_chain,
)

pytestmark = pytest.mark.integration

ACTIVE, SUSPENDED, REMOVED = 1, 2, 3


@pytest.fixture(scope="module")
def anvil_chain() -> Iterator[Chain]:
    with running_chain() as chain:
        yield chain


@pytest.fixture
def chain(anvil_chain: Chain) -> Iterator[Chain]:
    """Each test begins with both DIDs registered, and leaves no trace."""
    snapshot = anvil_chain.rpc.call("evm_snapshot")
    for did in (DID, OTHER_DID):
        anvil_chain.registry.register(did, CONTROLLER.address)
    yield anvil_chain
    anvil_chain.rpc.call("evm_revert", snapshot)


def _root(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _anchor(chain: Chain, did: str, root: bytes, signer: object = CONTROLLER) -> object:
    data = ANCHOR.encode(name(did), root)
    return chain.send(signer, chain.deployment.credential_anchor, data)


def _refused(code: str) -> object:
    return pytest.raises(LedgerRejected, check=lambda error: error.code == code)


def test_the_driver_is_reader_and_writer(chain: Chain) -> None:
    reader: LedgerReader = chain.ledger
    writer: LedgerWriter = chain.ledger
    assert reader.issuer_record("did:web:unknown.example", [BADGE]) is None
    assert writer.issuer_log_head("did:web:unknown.example") is None


def test_a_registered_issuer_reads_as_registered(chain: Chain) -> None:
    chain.registry.accredit(DID, BADGE, SINCE, None)
    record = chain.ledger.issuer_record(DID, [BADGE, "Other", BADGE])
    assert record is not None
    assert (record.did, record.status) == (DID, "active")
    assert (record.log_head, record.log_version) == (None, 0)
    (accreditation,) = record.accreditations
    assert accreditation.credential_type == BADGE
    assert (accreditation.valid_from, accreditation.valid_until) == (SINCE, None)


@pytest.mark.parametrize(
    "data",
    [
        REGISTER.encode(name("did:x"), STRANGER.address),
        SET_CONTROLLER.encode(name(DID), STRANGER.address),
        SET_STATUS.encode(name(DID), SUSPENDED),
        ACCREDIT.encode(name(DID), name(BADGE), 1, 0),
        WITHDRAW.encode(name(DID), name(BADGE), 1),
    ],
    ids=["register", "controller", "status", "accredit", "withdraw"],
)
def test_only_governance_governs(chain: Chain, data: bytes) -> None:
    for signer in (STRANGER, CONTROLLER):
        with _refused("not_governance"):
            chain.govern(data, signer)


def test_a_did_is_registered_once_and_removal_is_for_good(chain: Chain) -> None:
    with _refused("issuer_registered"):
        chain.govern(REGISTER.encode(name(DID), STRANGER.address))
    chain.govern(SET_STATUS.encode(name(DID), REMOVED))
    for data in (
        SET_STATUS.encode(name(DID), ACTIVE),
        SET_CONTROLLER.encode(name(DID), STRANGER.address),
        ACCREDIT.encode(name(DID), name(BADGE), 1, 0),
    ):
        with _refused("issuer_removed"):
            chain.govern(data)
    with _refused("issuer_registered"):
        chain.govern(REGISTER.encode(name(DID), CONTROLLER.address))
    record = chain.ledger.issuer_record(DID, [])
    assert record is not None
    assert record.status == "removed"


def test_empty_values_and_no_status_are_refused(chain: Chain) -> None:
    zero = "0x" + "00" * 20
    for data in (
        REGISTER.encode(bytes(32), CONTROLLER.address),
        REGISTER.encode(name("did:x"), zero),
        SET_CONTROLLER.encode(name(DID), zero),
        ACCREDIT.encode(name(DID), bytes(32), 1, 0),
    ):
        with _refused("zero_value"):
            chain.govern(data)
    with _refused("invalid_status"):
        chain.govern(SET_STATUS.encode(name(DID), 0))
    with _refused("issuer_unknown"):
        chain.govern(ACCREDIT.encode(name("did:unknown"), name(BADGE), 1, 0))


def test_a_new_period_begins_after_the_last_and_the_past_stays_readable(chain: Chain) -> None:
    def accredit(start: int, end: int) -> None:
        chain.govern(ACCREDIT.encode(name(DID), name(BADGE), start, end))

    accredit(1_000, 2_000)
    for start, end in ((1_500, 0), (1_999, 3_000)):
        with _refused("periods_overlap"):
            accredit(start, end)
    with _refused("invalid_period"):
        accredit(3_000, 3_000)
    accredit(2_000, 0)
    with _refused("periods_overlap"):
        accredit(9_000, 0)
    record = chain.ledger.issuer_record(DID, [BADGE])
    assert record is not None
    assert [(a.valid_from, a.valid_until) for a in record.accreditations] == [
        (_time(1_000), _time(2_000)),
        (_time(2_000), None),
    ]


def test_withdrawing_ends_a_period_and_never_lengthens_it(chain: Chain) -> None:
    def withdraw(as_of: int) -> None:
        chain.govern(WITHDRAW.encode(name(DID), name(BADGE), as_of))

    with _refused("nothing_to_withdraw"):
        withdraw(500)
    chain.govern(ACCREDIT.encode(name(DID), name(BADGE), 1_000, 2_000))
    with _refused("nothing_to_withdraw"):
        withdraw(2_000)
    withdraw(1_500)
    record = chain.ledger.issuer_record(DID, [BADGE])
    assert record is not None
    assert record.accreditations[0].valid_until == _time(1_500)
    withdraw(1_000)
    record = chain.ledger.issuer_record(DID, [BADGE])
    assert record is not None
    assert record.accreditations == ()


def test_a_log_head_only_moves_forward_and_only_by_the_active_controller(chain: Chain) -> None:
    def set_head(text: str, version: int, signer: object = CONTROLLER) -> object:
        data = SET_LOG_HEAD.encode(name(DID), _root(text), version)
        return chain.govern(data, signer)

    set_head("two", 2)
    set_head("two", 2)
    for text, version in (("other two", 2), ("one", 1)):
        with _refused("stale_log_version"):
            set_head(text, version)
    for signer in (STRANGER, GOVERNANCE):
        with _refused("not_controller"):
            set_head("three", 3, signer)
    chain.govern(SET_STATUS.encode(name(DID), SUSPENDED))
    with _refused("issuer_not_active"):
        set_head("three", 3)
    chain.govern(SET_STATUS.encode(name(DID), ACTIVE))
    chain.govern(SET_CONTROLLER.encode(name(DID), STRANGER.address))
    set_head("three", 3, STRANGER)
    record = chain.ledger.issuer_record(DID, [])
    assert record is not None
    assert (record.log_head, record.log_version) == (_root("three"), 3)


def test_a_root_is_anchored_once_and_belongs_to_its_issuer(chain: Chain) -> None:
    root = _root("batch")
    receipt = _anchor(chain, DID, root)
    _anchor(chain, DID, root)
    logs = chain.rpc.call(
        "eth_getLogs",
        {"fromBlock": "0x0", "toBlock": "latest", "address": chain.deployment.credential_anchor},
    )
    assert [log["topics"][1:] for log in logs] == [["0x" + name(DID).hex(), "0x" + root.hex()]]
    with _refused("root_of_another_issuer"):
        _anchor(chain, OTHER_DID, root)
    record = chain.ledger.root_record(root)
    assert record is not None
    assert record.issuer_hash == name(DID)
    assert record.block_number == receipt.block_number
    assert abs(record.anchored_at - datetime.now(UTC)) < timedelta(seconds=30)
    assert chain.ledger.root_record(_root("unknown")) is None


def test_only_an_active_issuer_s_controller_anchors(chain: Chain) -> None:
    with _refused("not_controller"):
        _anchor(chain, DID, _root("a"), STRANGER)
    with _refused("issuer_unknown"):
        _anchor(chain, "did:unknown", _root("a"))
    with _refused("zero_value"):
        _anchor(chain, DID, bytes(32))
    for status in (SUSPENDED, REMOVED):
        chain.govern(SET_STATUS.encode(name(DID), status))
        with _refused("issuer_not_active"):
            _anchor(chain, DID, _root("a"))


def test_findings_tell_the_reasons_apart(chain: Chain) -> None:
    salt, digest = _root("salt"), _root("digest")
    tree = merkle.tree([merkle.leaf(salt, digest), _root("neighbour")])
    deployment = chain.deployment
    proof = AnchorProof(
        deployment.chain_id,
        deployment.credential_anchor.lower(),
        DID,
        salt,
        tree.proof(0),
        tree.root,
        bytes(32),
        1,
    )

    def outcome(**changes: object) -> str:
        changed = {field: getattr(proof, field) for field in proof.__slots__} | changes
        return chain.ledger.anchor_finding(digest, AnchorProof(**changed)).outcome

    assert outcome() == "root_unknown"
    _anchor(chain, DID, tree.root)
    assert outcome() == "anchored"
    assert outcome(issuer=OTHER_DID) == "root_unknown"
    assert outcome(path=()) == "not_included"
    assert outcome(salt=_root("other")) == "not_included"
    assert outcome(chain_id=1) == "other_ledger"
    assert outcome(contract=deployment.issuer_registry) == "other_ledger"


def test_another_chain_is_never_an_answer(chain: Chain) -> None:
    with running_chain() as other:
        stranger = EvmLedger(RpcClient(other.anvil.url), chain.deployment)
        with pytest.raises(LedgerUnavailable) as caught:
            stranger.issuer_record(DID, [BADGE])
        assert caught.value.code == "wrong_chain"


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
