// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

/// @title OpenZeppelin's MerkleProof as a contract, for tests only
/// @notice Shows that the paths made off the chain are those that Solidity accepts.
contract MerkleCheck {
    function verify(bytes32[] calldata path, bytes32 root, bytes32 leaf) external pure returns (bool) {
        return MerkleProof.verifyCalldata(path, root, leaf);
    }
}
