"""A Bot API server on this machine, with phones in the browser, for whoever has no Telegram."""
