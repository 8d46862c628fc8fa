"""The scene parser: which part of a photo is sky, building, person, …. No Django here."""
