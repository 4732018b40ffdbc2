"""A link by mail with which somebody who was added sets a password of their own."""
