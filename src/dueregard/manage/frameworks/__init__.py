"""The record of a use under the headings of frameworks that others wrote."""
