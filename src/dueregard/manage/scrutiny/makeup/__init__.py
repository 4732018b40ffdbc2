"""How a panel is made up, whose papers hold, and what its members say of a sitting."""
