"""The bodies that speak to a force: which there are, who sits on each, until when."""
