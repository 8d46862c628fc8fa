"""Colours of one picture moved towards another's: statistics, optimal transport, sliced Wasserstein distance."""
