"""What people say of our own guidance, and what the ethics lead answers."""
