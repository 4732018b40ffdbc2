"""The gates a use passes on its way: what each still lacks, who passed it, who overrode it."""
