"""Trainers' pages: a small web server inside the bot's process."""
