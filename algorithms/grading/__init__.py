"""Fast photographic style: a network predicts a bilateral grid of colour maps for every pixel of a photo."""
