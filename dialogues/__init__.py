"""The playing: reading, scenarios, families, machines, attempts. Pure."""
