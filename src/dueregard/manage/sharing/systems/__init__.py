"""The map of the source systems: what each holds, how current it is, and what it lacks."""
