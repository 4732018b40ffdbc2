"""Heads of the ledger that the force signed, and the proofs between them."""
