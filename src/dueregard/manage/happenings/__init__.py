"""What happens to a use, or round it, and asks for another look before its date."""
