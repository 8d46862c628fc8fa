"""Colours of one picture moved towards another's: statistics and optimal transport."""
