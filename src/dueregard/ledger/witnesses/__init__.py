"""Who outside the force signs the ledger's heads too."""
