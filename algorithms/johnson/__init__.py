"""Fast painting: a feed-forward network with a vector of style parameters for each painting (Johnson et al. 2016)."""
