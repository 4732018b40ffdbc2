"""Carries questions between the public door's database and the workbench's, both ways."""
