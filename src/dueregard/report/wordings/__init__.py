"""What a person wrote for the public under the headings of others' standards."""
