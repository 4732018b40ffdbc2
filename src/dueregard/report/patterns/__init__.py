"""Patterns shared between installations: a control, a question or a card, signed by its force."""
