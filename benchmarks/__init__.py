import algorithms  # noqa: F401 - it tells numpy how many threads to use, which numpy must know before it is loaded
