"""Encounters before a Community Scrutiny Panel: drawn by its words, rated blind, answered."""
