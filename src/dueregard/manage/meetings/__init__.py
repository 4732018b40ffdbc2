"""When a body meets: what is on its agenda, who came, what its minutes say."""
