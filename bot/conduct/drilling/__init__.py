"""Timed drills, alone or with a cohort."""
