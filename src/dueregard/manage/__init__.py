"""Decide, set conditions, watch, and go round again."""
