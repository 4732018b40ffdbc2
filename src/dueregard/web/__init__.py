"""The force's and the public's doors: thin pages over actions and queries."""
