"""The process that decodes: without Django, and without anything of the site but the picture that it is given.

`__main__` is a small process that has the codecs loaded. For each picture it makes a copy of itself, which is limited
(`limits.py`), does one piece of work (`work.py`), and ends. `pictures/decoders.py` is its counterpart in the site.
"""
