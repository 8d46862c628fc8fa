"""Fast painting: a feed-forward network with one row of style parameters per painting (Johnson et al. 2016)."""
