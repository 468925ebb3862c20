// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";

/// @title Who may issue which credentials, and since when
/// @notice A verifier asks here whether an issuer was accredited for a credential type at the time
///   of issuance, and which entry of the issuer's DID log is the newest.
/// @dev Issuers and types are known by keccak-256 of their UTF-8 names, so that the state has a
///   fixed size and holds no text. The events suffice to rebuild the whole state.
contract IssuerRegistry is AccessControl {
    /// @notice May register, accredit, suspend and remove. Held by a multisig or timelock outside
    ///   development; the admin role only hands it on.
    bytes32 public constant GOVERNANCE_ROLE = keccak256("damda.governance");

    /// @dev None is 0, so that an unknown issuer reads as "none" and is denied.
    enum Status {
        None,
        Active,
        Suspended,
        Removed
    }

    /// @notice The controller is the account that speaks for the issuer: log heads and anchors.
    struct Issuer {
        address controller;
        Status status;
        uint64 logVersion;
        bytes32 logHead;
    }

    /// @notice Seconds since 1970, `from` included and `until` excluded; until 0 is an open end.
    struct Period {
        uint64 from;
        uint64 until;
    }

    mapping(bytes32 did => Issuer) private _issuers;

    // A list and not one period: what was accredited in the past must stay readable after a new
    // accreditation, because verifiers judge as of the day of issuance.
    mapping(bytes32 did => mapping(bytes32 credentialType => Period[])) private _accreditations;

    event IssuerRegistered(bytes32 indexed did, address indexed controller);
    event ControllerChanged(bytes32 indexed did, address indexed previous, address indexed controller);
    event StatusChanged(bytes32 indexed did, Status previous, Status status);
    event Accredited(bytes32 indexed did, bytes32 indexed credentialType, uint64 from, uint64 until);
    event AccreditationWithdrawn(bytes32 indexed did, bytes32 indexed credentialType, uint64 asOf);
    event LogHeadSet(bytes32 indexed did, bytes32 head, uint64 version);

    error ZeroValue();
    error IssuerUnknown(bytes32 did);
    error IssuerAlreadyRegistered(bytes32 did);
    error IssuerRemoved(bytes32 did);
    error IssuerNotActive(bytes32 did);
    error NotController(bytes32 did, address caller);
    error InvalidStatus();
    error InvalidPeriod();
    error PeriodsOverlap();
    error NothingToWithdraw();
    error StaleLogVersion(uint64 current, uint64 given);

    /// @param governance the account or multisig that governs from the first block on
    constructor(address governance) {
        if (governance == address(0)) revert ZeroValue();
        _grantRole(DEFAULT_ADMIN_ROLE, governance);
        _grantRole(GOVERNANCE_ROLE, governance);
    }

    /// @notice Makes an issuer known and active. A DID is registered once, even after a removal:
    ///   who was removed comes back under a new DID.
    function register(bytes32 did, address controller) external onlyRole(GOVERNANCE_ROLE) {
        if (did == bytes32(0) || controller == address(0)) revert ZeroValue();
        if (_issuers[did].status != Status.None) revert IssuerAlreadyRegistered(did);
        _issuers[did] = Issuer(controller, Status.Active, 0, bytes32(0));
        emit IssuerRegistered(did, controller);
    }

    /// @notice Replaces the account that speaks for an issuer, for example after its key was lost.
    function setController(bytes32 did, address controller) external onlyRole(GOVERNANCE_ROLE) {
        if (controller == address(0)) revert ZeroValue();
        Issuer storage issuer = _known(did);
        emit ControllerChanged(did, issuer.controller, controller);
        issuer.controller = controller;
    }

    /// @notice Active and Suspended go back and forth; Removed is for good.
    function setStatus(bytes32 did, Status status) external onlyRole(GOVERNANCE_ROLE) {
        if (status == Status.None) revert InvalidStatus();
        Issuer storage issuer = _known(did);
        emit StatusChanged(did, issuer.status, status);
        issuer.status = status;
    }

    /// @notice Adds a period in which the issuer may issue one credential type. It begins when the
    ///   last one has ended, or later; an open period has to be withdrawn first.
    function accredit(bytes32 did, bytes32 credentialType, uint64 from, uint64 until)
        external
        onlyRole(GOVERNANCE_ROLE)
    {
        if (credentialType == bytes32(0)) revert ZeroValue();
        if (until != 0 && until <= from) revert InvalidPeriod();
        _known(did);
        Period[] storage periods = _accreditations[did][credentialType];
        if (periods.length != 0) {
            uint64 end = periods[periods.length - 1].until;
            if (end == 0 || from < end) revert PeriodsOverlap();
        }
        periods.push(Period(from, until));
        emit Accredited(did, credentialType, from, until);
    }

    /// @notice Ends the last period at `asOf`, or takes it out if it would begin later. A date in
    ///   the past also disowns what was issued since; it can only shorten.
    function withdraw(bytes32 did, bytes32 credentialType, uint64 asOf) external onlyRole(GOVERNANCE_ROLE) {
        Period[] storage periods = _accreditations[did][credentialType];
        if (asOf == 0 || periods.length == 0) revert NothingToWithdraw();
        Period storage last = periods[periods.length - 1];
        if (last.until != 0 && last.until <= asOf) revert NothingToWithdraw();
        if (asOf <= last.from) {
            periods.pop();
        } else {
            last.until = asOf;
        }
        emit AccreditationWithdrawn(did, credentialType, asOf);
    }

    /// @notice The issuer publishes the newest entry of its DID log, so that nobody, not even its
    ///   own host, can show an older log unnoticed. The same entry twice changes nothing: whoever
    ///   lost the receipt may send again.
    /// @param head SHA-256 of the entry's versionId
    /// @param version the entry's number; only ever rises
    function setLogHead(bytes32 did, bytes32 head, uint64 version) external {
        if (head == bytes32(0)) revert ZeroValue();
        _requireActive(did, msg.sender);
        Issuer storage issuer = _issuers[did];
        if (version == issuer.logVersion && head == issuer.logHead) return;
        if (version <= issuer.logVersion) revert StaleLogVersion(issuer.logVersion, version);
        issuer.logHead = head;
        issuer.logVersion = version;
        emit LogHeadSet(did, head, version);
    }

    /// @notice The record of an issuer; status None if unknown.
    function issuerOf(bytes32 did) external view returns (Issuer memory) {
        return _issuers[did];
    }

    /// @notice All periods in which the issuer was or will be accredited for a type, in order.
    function accreditationsOf(bytes32 did, bytes32 credentialType) external view returns (Period[] memory) {
        return _accreditations[did][credentialType];
    }

    /// @notice Reverts unless `account` speaks for an active issuer. Other contracts ask this.
    function requireActive(bytes32 did, address account) external view {
        _requireActive(did, account);
    }

    function _requireActive(bytes32 did, address account) private view {
        Issuer storage issuer = _issuers[did];
        if (issuer.status == Status.None) revert IssuerUnknown(did);
        if (issuer.controller != account) revert NotController(did, account);
        if (issuer.status != Status.Active) revert IssuerNotActive(did);
    }

    function _known(bytes32 did) private view returns (Issuer storage issuer) {
        issuer = _issuers[did];
        if (issuer.status == Status.None) revert IssuerUnknown(did);
        if (issuer.status == Status.Removed) revert IssuerRemoved(did);
    }
}
