"""The comparable return: what every force counts alike, and forces compared without a league."""
