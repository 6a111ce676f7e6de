"""The ledger: append-only, one delivery one transaction, secrets kept, readers undisturbed."""
