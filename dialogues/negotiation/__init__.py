"""The numbers of a negotiation and the person across the table. Pure; no free text."""
