"""What sharing is worth and what not sharing costs, predicted and then counted."""
