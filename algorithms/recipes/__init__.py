"""The sources' own settings, as presets and trainings; only commands and custom jobs import this package."""
