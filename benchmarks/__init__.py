"""Measurements of the reader and of the negotiation core; each prints a table and writes JSON."""
