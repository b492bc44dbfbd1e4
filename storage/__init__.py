"""What is kept: the inbox, events, the outbox, learners; SQLite behind a small port."""
