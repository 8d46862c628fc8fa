"""Fast photographic style: any photo's light as a vector, and a map of colours that is applied to every pixel."""
