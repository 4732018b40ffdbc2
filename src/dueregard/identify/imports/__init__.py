"""The list that a force already keeps, brought into the register without retyping."""
