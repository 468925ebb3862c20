"""The commands of `damda ledger`: arguments in, lines to print out, DamdaError for a refusal."""

from __future__ import annotations

import json
import secrets
from argparse import Namespace
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from damda import strict_json, times
from damda.errors import KeyMalformed, LedgerUnavailable, MalformedInput

from .deployment import DEV_CHAIN_IDS, read_deployment, write_deployment
from .evm import EvmLedger
from .evm_chain import EvmChain
from .governing import Waiting, deploy, fund, is_deployed, wait_for_chain
from .hexes import address_from
from .registry import Registry
from .rpc import RpcClient
from .signing import LocalSigner, new_keystore, open_keystore, read_password
from .writer import TransactionSigner

DEVELOPMENT_KEY = bytes.fromhex("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80")
"""The first of anvil's published keys: governs a development chain when no key is given."""

ETHER = 10**18
FUNDS = 1_000 * ETHER
RPC_WAIT_SECONDS = 30.0


def run_deploy(given: Namespace) -> list[str]:
    """Keeps a deployment that is there; otherwise deploys and writes the file."""
    with closing(RpcClient(given.rpc)) as rpc:
        chain = EvmChain(rpc)
        waiting = Waiting()
        wait_for_chain(chain, seconds=given.wait, waiting=waiting)
        if given.deployment.exists():
            known = read_deployment(given.deployment)
            if is_deployed(chain, known):
                return [f"already deployed / 이미 배포됨: {given.deployment}"]
            if not known.is_development:
                raise _wrong_chain(given.deployment)
        signer = _signer(given, chain)
        governance = given.governance or signer.address
        deployment = deploy(chain, signer, governance=governance, waiting=waiting)
    write_deployment(given.deployment, deployment)
    return [
        f"deployed / 배포 완료: {given.deployment}",
        f"  IssuerRegistry    {deployment.issuer_registry}",
        f"  CredentialAnchor  {deployment.credential_anchor}",
    ]


def run_register(given: Namespace) -> list[str]:
    controller = address_from(given.controller)
    return _govern(given, lambda registry: registry.register(given.did, controller))


def run_accredit(given: Namespace) -> list[str]:
    start = times.parse_time(given.start) if given.start else datetime.now(UTC)
    end = times.parse_time(given.until) if given.until else None
    return _govern(given, lambda registry: registry.accredit(given.did, given.type, start, end))


def run_withdraw(given: Namespace) -> list[str]:
    as_of = times.parse_time(given.as_of) if given.as_of else datetime.now(UTC)
    return _govern(given, lambda registry: registry.withdraw(given.did, given.type, as_of))


def run_suspend(given: Namespace) -> list[str]:
    return _govern(given, lambda registry: registry.set_status(given.did, "suspended"))


def run_reinstate(given: Namespace) -> list[str]:
    return _govern(given, lambda registry: registry.set_status(given.did, "active"))


def run_remove(given: Namespace) -> list[str]:
    return _govern(given, lambda registry: registry.set_status(given.did, "removed"))


def run_fund(given: Namespace) -> list[str]:
    address = address_from(given.address) if given.address else _keystore_address(given.key_file)
    with closing(RpcClient(given.rpc)) as rpc:
        chain = EvmChain(rpc)
        if chain.balance(address) < FUNDS:
            fund(chain, address, FUNDS)
    return [f"funded / 잔액 채움: {address}"]


def run_key_new(given: Namespace) -> list[str]:
    password = read_password(given.password_file)
    return [new_keystore(given.out, password, entropy=secrets.token_bytes)]


def run_show(given: Namespace) -> list[str]:
    """The deployment, the newest block and, asked for a DID, its record; as JSON."""
    deployment = read_deployment(given.deployment)
    with closing(RpcClient(given.rpc)) as rpc:
        ledger = EvmLedger(rpc, deployment)
        shown = deployment.to_json() | {"newestBlock": ledger.head().number}
        if given.did:
            shown["issuer"] = _record(ledger, given.did, given.type)
    return [json.dumps(shown, indent=2, ensure_ascii=False)]


def _record(ledger: EvmLedger, did: str, types: list[str]) -> dict[str, object] | None:
    record = ledger.issuer_record(did, types)
    if record is None:
        return None
    return {
        "did": record.did,
        "status": record.status,
        "logVersion": record.log_version,
        "logHead": record.log_head.hex() if record.log_head else None,
        "accreditations": [
            {
                "type": each.credential_type,
                "from": times.format_time(each.valid_from),
                "until": times.format_time(each.valid_until) if each.valid_until else None,
            }
            for each in record.accreditations
        ],
    }


def _govern(given: Namespace, act: Callable[[Registry], bool]) -> list[str]:
    deployment = read_deployment(given.deployment)
    with closing(RpcClient(given.rpc)) as rpc:
        chain = EvmChain(rpc)
        EvmLedger(rpc, deployment).head()  # refuses another chain before anything is signed
        registry = Registry(chain, deployment, _signer(given, chain), Waiting())
        changed = act(registry)
    return ["done / 완료" if changed else "it is so already / 이미 그렇게 되어 있습니다"]


def _signer(given: Namespace, chain: EvmChain) -> TransactionSigner:
    if given.key_file is not None:
        if given.password_file is None:
            raise MalformedInput(
                "--key-file needs --password-file.",
                ko="--key-file에는 --password-file이 필요합니다.",
            )
        return open_keystore(given.key_file, read_password(given.password_file))
    if chain.chain_id() not in DEV_CHAIN_IDS:
        raise KeyMalformed(
            "Outside a development chain the governing key is given with --key-file.",
            ko="개발용 체인이 아니면 --key-file로 관리 키를 지정해야 합니다.",
        )
    signer = LocalSigner(DEVELOPMENT_KEY)
    if chain.balance(signer.address) < ETHER:
        fund(chain, signer.address, FUNDS)
    return signer


def _keystore_address(path: Path) -> str:
    """A keystore says its address in the clear; no password is needed."""
    try:
        return address_from(
            "0x" + strict_json.loads(path.read_bytes())["address"].removeprefix("0x")
        )
    except (OSError, MalformedInput, KeyError, TypeError, AttributeError) as error:
        raise KeyMalformed(
            f"The keystore {path} can't be read.", ko=f"키 저장소 {path}을(를) 읽을 수 없습니다."
        ) from error


def _wrong_chain(path: Path) -> LedgerUnavailable:
    return LedgerUnavailable(
        f"The contracts of {path} are not on this chain; give another --deployment file "
        "to deploy them anew.",
        ko=f"{path}의 계약이 이 체인에 없습니다. 새로 배포하려면 다른 --deployment 파일을 쓰십시오.",
        code="wrong_chain",
    )


COMMANDS: dict[str, Callable[[Namespace], list[str]]] = {
    "deploy": run_deploy,
    "register": run_register,
    "accredit": run_accredit,
    "withdraw": run_withdraw,
    "suspend": run_suspend,
    "reinstate": run_reinstate,
    "remove": run_remove,
    "fund": run_fund,
    "key": run_key_new,
    "show": run_show,
}
