"""What is peculiar to one standard: a module with the standard's id for its name, where needed."""
