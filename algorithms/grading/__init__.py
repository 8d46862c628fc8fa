"""Fast photographic style: a network predicts a bilateral grid of colour maps, which is applied to every pixel."""
