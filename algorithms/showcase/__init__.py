"""Swatches and sample pictures of styles, made by the methods."""
