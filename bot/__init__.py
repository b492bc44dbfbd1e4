"""The edges: Telegram, the local simulator, the command line, what a person sees."""
