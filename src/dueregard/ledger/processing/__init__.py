"""The log of what was done with personal data: Data Protection Act 2018, section 62."""
