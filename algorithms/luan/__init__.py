"""Slow photographic style: the light of a photo optimised towards that of another one (Luan et al. 2017)."""
