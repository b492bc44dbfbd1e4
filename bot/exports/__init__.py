"""Files that trainers take away: grade books and transcripts."""
