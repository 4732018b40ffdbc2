"""Published papers that are not about one use: tables, reports and standard answers."""
