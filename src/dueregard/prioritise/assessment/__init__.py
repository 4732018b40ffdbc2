"""The options of a use, carrying on as now always among them, and what each would do."""
