"""The catalogue of trained styles, and the options of the fast methods, as values and as text. No TensorFlow."""
