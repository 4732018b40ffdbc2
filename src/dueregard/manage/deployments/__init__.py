"""Each time a force went out with a technology: its own log, kept row by row."""
