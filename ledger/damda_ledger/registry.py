"""The governance of IssuerRegistry. Each act looks first: what is so already costs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from damda.errors import LedgerRejected

from .contracts import (
    ACCREDIT,
    ACCREDITATIONS_OF,
    ISSUER_OF,
    REGISTER,
    SET_STATUS,
    STATUSES,
    WITHDRAW,
)
from .deployment import Deployment
from .evm_chain import EvmChain
from .governing import Waiting, transact
from .hexes import text_hash
from .writer import TransactionSigner


@dataclass(frozen=True, slots=True)
class Registry:
    """Every method raises LedgerRejected with the contract's reason, and LedgerUnavailable.

    They give True if something was changed and False if it was so already.
    """

    chain: EvmChain
    deployment: Deployment
    signer: TransactionSigner
    waiting: Waiting

    def register(self, did: str, controller: str) -> bool:
        """Makes the DID known, active, with the account (0x..) that speaks for it."""
        current, status, _, _ = self._issuer(did)
        if STATUSES[status] != "none" and current.lower() == controller.lower():
            return False
        return self._act(REGISTER.encode(text_hash(did), controller))

    def accredit(
        self, did: str, credential_type: str, start: datetime, end: datetime | None
    ) -> bool:
        """Lets the issuer issue one credential type in a period; ``end`` None leaves it open."""
        first, last = int(start.timestamp()), int(end.timestamp()) if end else 0
        for begin, until in self._periods(did, credential_type):
            # Asked again later, "from now on" is covered by a period that runs already.
            if begin <= first and until == last:
                return False
        names = text_hash(did), text_hash(credential_type)
        return self._act(ACCREDIT.encode(*names, first, last))

    def withdraw(self, did: str, credential_type: str, as_of: datetime) -> bool:
        """Ends the accreditation at a moment, past or to come; see the contract."""
        names = text_hash(did), text_hash(credential_type)
        return self._act(WITHDRAW.encode(*names, int(as_of.timestamp())))

    def set_status(self, did: str, status: str) -> bool:
        """``active``, ``suspended`` or, for good, ``removed``."""
        number = STATUSES.index(status)
        if self._issuer(did)[1] == number:
            return False
        return self._act(SET_STATUS.encode(text_hash(did), number))

    def _issuer(self, did: str) -> tuple[str, int, int, bytes]:
        answer = self._read(ISSUER_OF.encode(text_hash(did)))
        controller, status, version, head = ISSUER_OF.decode(answer)
        if status >= len(STATUSES):
            raise LedgerRejected(
                "The registry is of another version.", ko="등록부의 판이 다릅니다."
            )
        return controller, status, version, head

    def _periods(self, did: str, credential_type: str) -> list[tuple[int, int]]:
        names = text_hash(did), text_hash(credential_type)
        return list(ACCREDITATIONS_OF.decode(self._read(ACCREDITATIONS_OF.encode(*names)))[0])

    def _read(self, data: bytes) -> bytes:
        return self.chain.call(self.deployment.issuer_registry, [data])[0]

    def _act(self, data: bytes) -> bool:
        to = self.deployment.issuer_registry
        transact(self.chain, self.signer, to=to, data=data, waiting=self.waiting)
        return True
