"""Pictures for the phone, each on a light card of its own: it reads on any background."""
