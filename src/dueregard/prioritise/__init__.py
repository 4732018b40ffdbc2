"""Weigh risks and opportunities, carrying on as now always among the options."""
