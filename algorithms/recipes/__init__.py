"""The sources' own settings, as presets and trainings. Commands import this package, and nothing else does."""
