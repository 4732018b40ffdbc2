"""What the public is told of sharing in a hurry: how often, looked at how soon, what was found."""
