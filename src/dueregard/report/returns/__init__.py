"""The comparable return: this force's own, signed; those of others; and all of them compared."""
