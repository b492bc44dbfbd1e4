"""The judging: referentials, rubrics, indicators, assessments, receipts. Pure."""
