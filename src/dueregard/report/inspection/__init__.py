"""What an inspector is given: an index of evidence, a fair sample, its history, one archive."""
