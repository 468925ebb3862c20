"""The ledger as the agent uses it: the driver, the account's key, and the addresses to show."""

from __future__ import annotations

from dataclasses import dataclass

from damda_ledger.deployment import read_deployment
from damda_ledger.evm import EvmLedger
from damda_ledger.known_accounts import check_account
from damda_ledger.rpc import RpcClient
from damda_ledger.signing import open_keystore, read_password
from damda_ledger.writer import LedgerWriter, TransactionSigner

from .config import LedgerConfig


@dataclass(frozen=True, slots=True)
class LedgerAccess:
    """Whom governance registers as the institutions' controller is ``signer.address``."""

    ledger: LedgerWriter
    signer: TransactionSigner


def open_ledger(config: LedgerConfig) -> LedgerAccess:
    """Read the files; nothing is asked of the ledger yet, which may be down.

    Blocks for about a quarter of a second. Raises MalformedInput, KeyMalformed.
    """
    deployment = read_deployment(config.deployment)
    signer = open_keystore(config.key_file, read_password(config.key_password_file))
    check_account(signer.address, deployment.chain_id)
    return LedgerAccess(EvmLedger(RpcClient(config.rpc), deployment), signer)
