// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IssuerRegistry} from "./IssuerRegistry.sol";

/// @title Roots of batches of credentials, each with the time at which it was there
/// @notice A holder keeps salt and path of a credential and shows with them that it existed, as it
///   is, when its root was anchored; nobody has to ask the issuer.
/// @dev Only roots of salted leaves come here: no personal data, and nothing that can be guessed.
contract CredentialAnchor {
    /// @notice Decides who speaks for an issuer.
    IssuerRegistry public immutable registry;

    /// @notice `issuer` is keccak-256 of its DID; `blockTime` in seconds since 1970.
    struct Anchor {
        bytes32 issuer;
        uint64 blockNumber;
        uint64 blockTime;
    }

    mapping(bytes32 root => Anchor) private _anchors;

    event RootAnchored(bytes32 indexed issuer, bytes32 indexed root);

    error ZeroRoot();
    error RootOfAnotherIssuer(bytes32 root);

    constructor(IssuerRegistry registry_) {
        registry = registry_;
    }

    /// @notice Anchors a root for an active issuer, by its controller. The same root again by the
    ///   same issuer is a success that changes nothing, because a sender that lost the receipt has
    ///   to be able to send again; by another issuer it reverts.
    function anchor(bytes32 issuer, bytes32 root) external {
        if (root == bytes32(0)) revert ZeroRoot();
        registry.requireActive(issuer, msg.sender);
        bytes32 owner = _anchors[root].issuer;
        if (owner == issuer) return;
        if (owner != bytes32(0)) revert RootOfAnotherIssuer(root);
        _anchors[root] = Anchor(issuer, uint64(block.number), uint64(block.timestamp));
        emit RootAnchored(issuer, root);
    }

    /// @notice What is known of a root; issuer 0 if nothing.
    function anchorOf(bytes32 root) external view returns (Anchor memory) {
        return _anchors[root];
    }
}
