"""The science without a browser: commands that stylise, paint, relight, parse and train."""
