"""Damda's ledger side: JSON-RPC, the EVM and memory drivers, Merkle batches, the durable outbox.

Reads are :class:`damda.protocols.LedgerReader`; writes are :class:`damda_ledger.writer.LedgerWriter`
and go through :class:`damda_ledger.anchoring.AnchorWorker`, so that nothing is lost or said twice.
"""
