"""Agreements to share: a use whose terms are fields, kept by version, with a clock."""
