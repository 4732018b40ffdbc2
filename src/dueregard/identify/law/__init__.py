"""What people say of a rule of law: that it is met, by which person and which document."""
