"""Conduct: what each message means at this moment, and the screens that answer it."""
