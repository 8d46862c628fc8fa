"""The name of `manage.py paint-grid`, which cannot be that of a module to import."""

from imagetransfer.science.management.paint_grid import Command

__all__ = ["Command"]
