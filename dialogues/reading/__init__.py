"""Reading: what one message does, with the characters that do it."""
