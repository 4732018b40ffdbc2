"""Requests to share: asked, assessed, decided by one or two, disclosed, received, recalled."""
