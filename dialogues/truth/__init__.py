"""The trade-truth check: what a learner promises, held against the rules of international trade."""
