"""What is due to be looked at again, and what nobody has looked at yet."""
