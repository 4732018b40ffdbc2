"""What people expected, kept with its date, and held against what happened."""
