"""The local simulator: Bot API, control API, client and phone page."""
