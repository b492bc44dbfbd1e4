"""Families: how a kind of talk runs, and how its persona behaves."""
