"""The scene parser: which part of a photo is sky, building, person, …; its training and its evaluation. No Django."""
