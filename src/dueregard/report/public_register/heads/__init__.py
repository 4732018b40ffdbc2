"""The signed heads of the ledger as everybody may read them."""
