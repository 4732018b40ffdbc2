"""Those with whom a force shares: vetted, signed off by two people, and stopped by one."""
