"""Classes in the chat: trainers, cohorts, invitations, assignments."""
