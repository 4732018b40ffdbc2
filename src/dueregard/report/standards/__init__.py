"""A published record in the form that somebody else's register asks for."""
