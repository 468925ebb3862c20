"""The two contracts as Python sees them: functions, reasons for a revert, compiled code.

The compiled JSON in `artifacts/` is made by ``node ledger/contracts/build.mjs``; a test compiles
again and compares.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from damda.errors import LedgerRejected, LedgerUnavailable, MalformedInput
from damda.protocols import Json
from eth_abi.abi import decode, encode
from eth_abi.exceptions import DecodingError
from eth_hash.auto import keccak

from .hexes import bytes_from


@dataclass(frozen=True, slots=True)
class Function:
    """A contract function by its Solidity signature; ``returns`` are ABI types."""

    name: str
    arguments: tuple[str, ...]
    returns: tuple[str, ...] = ()

    def encode(self, *values: Any) -> bytes:
        """Selector and arguments."""
        signature = f"{self.name}({','.join(self.arguments)})"
        return keccak(signature.encode())[:4] + encode(self.arguments, values)

    def decode(self, data: bytes) -> tuple[Any, ...]:
        """The returned values. No data at all means there is no contract: LedgerUnavailable."""
        try:
            return decode(self.returns, data)
        except (DecodingError, ValueError, OverflowError) as error:
            raise LedgerUnavailable(
                f"The ledger has no Damda contract that answers {self.name}: is it the right chain?",
                ko="원장에 담다 계약이 없습니다. 체인과 배포 파일을 확인하십시오.",
                code="wrong_chain",
            ) from error


REGISTER = Function("register", ("bytes32", "address"))
SET_CONTROLLER = Function("setController", ("bytes32", "address"))
SET_STATUS = Function("setStatus", ("bytes32", "uint8"))
ACCREDIT = Function("accredit", ("bytes32", "bytes32", "uint64", "uint64"))
WITHDRAW = Function("withdraw", ("bytes32", "bytes32", "uint64"))
SET_LOG_HEAD = Function("setLogHead", ("bytes32", "bytes32", "uint64"))
ISSUER_OF = Function("issuerOf", ("bytes32",), ("address", "uint8", "uint64", "bytes32"))
ACCREDITATIONS_OF = Function("accreditationsOf", ("bytes32", "bytes32"), ("(uint64,uint64)[]",))
ANCHOR = Function("anchor", ("bytes32", "bytes32"))
ANCHOR_OF = Function("anchorOf", ("bytes32",), ("bytes32", "uint64", "uint64"))

STATUSES = ("none", "active", "suspended", "removed")
"""`IssuerRegistry.Status` by number."""

# Error signature -> code, English, Korean.
_REASONS: dict[str, tuple[str, str, str]] = {
    "ZeroValue()": ("zero_value", "A value is empty.", "빈 값이 있습니다."),
    "ZeroRoot()": ("zero_value", "The root is empty.", "루트가 비어 있습니다."),
    "IssuerUnknown(bytes32)": (
        "issuer_unknown",
        "The issuer is not registered on the ledger: run `damda ledger register`.",
        "원장에 등록되지 않은 발급기관입니다. damda ledger register를 실행하십시오.",
    ),
    "IssuerAlreadyRegistered(bytes32)": (
        "issuer_registered",
        "The issuer is registered already.",
        "이미 등록된 발급기관입니다.",
    ),
    "IssuerRemoved(bytes32)": (
        "issuer_removed",
        "The issuer was removed for good; it needs a new DID.",
        "영구 삭제된 발급기관입니다. 새 DID가 필요합니다.",
    ),
    "IssuerNotActive(bytes32)": (
        "issuer_not_active",
        "The issuer is suspended or removed.",
        "정지되었거나 삭제된 발급기관입니다.",
    ),
    "NotController(bytes32,address)": (
        "not_controller",
        "This account does not speak for the issuer.",
        "이 계정은 해당 발급기관의 관리 계정이 아닙니다.",
    ),
    "InvalidStatus()": ("invalid_status", "No such status.", "없는 상태입니다."),
    "InvalidPeriod()": (
        "invalid_period",
        "The period ends before it begins.",
        "기간의 끝이 시작보다 앞섭니다.",
    ),
    "PeriodsOverlap()": (
        "periods_overlap",
        "The issuer is accredited for that time already; withdraw the running period first.",
        "이미 그 기간에 인가되어 있습니다. 먼저 현재 인가를 철회하십시오.",
    ),
    "NothingToWithdraw()": (
        "nothing_to_withdraw",
        "There is no accreditation to withdraw.",
        "철회할 인가가 없습니다.",
    ),
    "StaleLogVersion(uint64,uint64)": (
        "stale_log_version",
        "A newer version of the DID log is on the ledger already.",
        "더 새로운 DID 이력이 이미 원장에 있습니다.",
    ),
    "RootOfAnotherIssuer(bytes32)": (
        "root_of_another_issuer",
        "Another issuer anchored the same root.",
        "다른 발급기관이 같은 루트를 이미 등록하였습니다.",
    ),
    "AccessControlUnauthorizedAccount(address,bytes32)": (
        "not_governance",
        "This account does not govern the registry.",
        "이 계정에는 등록부 관리 권한이 없습니다.",
    ),
}
_BY_SELECTOR = {keccak(name.encode())[:4]: reason for name, reason in _REASONS.items()}


def revert_reason(data: object) -> LedgerRejected | None:
    """The contract's own reason in a JSON-RPC error's data; None if it is none of ours."""
    try:
        reason = _BY_SELECTOR.get(bytes_from(data)[:4])
    except MalformedInput:
        return None
    if reason is None:
        return None
    code, en, ko = reason
    return LedgerRejected(en, ko=ko, code=code)


def creation_code(contract: str) -> bytes:
    """The compiled code of `IssuerRegistry` or `CredentialAnchor`, without constructor arguments."""
    return bytes_from(_artifact(contract)["bytecode"])


def deploy_registry_code(governance: str) -> bytes:
    return creation_code("IssuerRegistry") + encode(["address"], [governance])


def deploy_anchor_code(registry: str) -> bytes:
    return creation_code("CredentialAnchor") + encode(["address"], [registry])


def _artifact(contract: str) -> Json:
    # Our own file, shipped in the wheel: the plain parser is enough.
    text = files("damda_ledger").joinpath("artifacts", f"{contract}.json").read_text("utf-8")
    artifact: Json = json.loads(text)
    return artifact
