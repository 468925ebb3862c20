"""Which chain and which contracts: the file that `damda ledger deploy` writes and all others read."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from damda import strict_json
from damda.errors import DamdaError, MalformedInput
from damda.protocols import Json

from .hexes import address_from, bytes32_from, int_from

DEV_CHAIN_IDS = frozenset({31337, 20261124})
"""Chains that live on one machine: anvil's default, and the one that Damda starts (`anvil.py`)."""


@dataclass(frozen=True, slots=True)
class Deployment:
    """Chain id, genesis block hash, the contracts' addresses, and the block of the last of them."""

    chain_id: int
    genesis: bytes
    issuer_registry: str
    credential_anchor: str
    block: int

    @property
    def is_development(self) -> bool:
        return self.chain_id in DEV_CHAIN_IDS

    def to_json(self) -> Json:
        return {
            "chainId": self.chain_id,
            "genesis": "0x" + self.genesis.hex(),
            "issuerRegistry": self.issuer_registry,
            "credentialAnchor": self.credential_anchor,
            "block": self.block,
        }

    @classmethod
    def from_json(cls, text: bytes | str) -> Deployment:
        """The deployment in a JSON text. Raises MalformedInput."""
        value = strict_json.loads(text, max_bytes=65_536)
        if not isinstance(value, dict) or set(value) != _FIELDS:
            raise MalformedInput(
                f"A ledger deployment has exactly the fields {', '.join(sorted(_FIELDS))}.",
                ko="원장 배포 파일의 항목이 올바르지 않습니다. damda ledger deploy로 다시 만드십시오.",
            )
        return cls(
            chain_id=int_from(value["chainId"]),
            genesis=bytes32_from(value["genesis"]),
            issuer_registry=address_from(value["issuerRegistry"]),
            credential_anchor=address_from(value["credentialAnchor"]),
            block=int_from(value["block"]),
        )


_FIELDS = frozenset({"chainId", "genesis", "issuerRegistry", "credentialAnchor", "block"})


def read_deployment(path: Path) -> Deployment:
    """Raises MalformedInput, with the file's name, if it is missing or wrong."""
    try:
        return Deployment.from_json(path.read_bytes())
    except OSError as error:
        raise MalformedInput(
            f"No ledger deployment at {path}: run `damda ledger deploy`.",
            ko=f"{path}에 원장 배포 파일이 없습니다. damda ledger deploy를 실행하십시오.",
        ) from error
    except DamdaError as error:
        raise MalformedInput(f"{path}: {error.en}", ko=f"{path}: {error.ko}") from error


def write_deployment(path: Path, deployment: Deployment) -> None:
    """Whole or not at all: written beside and moved over."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    beside.write_text(json.dumps(deployment.to_json(), indent=2) + "\n", encoding="utf-8")
    os.replace(beside, path)
