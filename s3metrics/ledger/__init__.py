"""The ledger: append-only DuckDB tables, deliveries, as-of, identity and published versions."""
