"""The analyst's door: commands that need no server and no database."""
