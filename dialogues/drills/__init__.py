"""Timed series: what they hold and how their clock runs."""
