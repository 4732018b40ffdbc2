"""How options are weighed: effects with ranges, carrying on as now too, values said aloud."""
