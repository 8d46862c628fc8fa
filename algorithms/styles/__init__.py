"""The catalogue of trained styles, and the choices of a person who uses them, also as text. No TensorFlow."""
