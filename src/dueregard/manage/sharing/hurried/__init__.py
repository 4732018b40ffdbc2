"""How often something was shared in a hurry, how soon somebody else looked, what was found."""
