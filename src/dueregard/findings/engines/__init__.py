"""Where counting is done: in DuckDB here, or on a Spark cluster, by the same words of SQL."""
