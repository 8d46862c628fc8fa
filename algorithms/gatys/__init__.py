"""Slow painting: a picture optimised towards the Gram matrices of a painting (Gatys et al. 2016)."""
