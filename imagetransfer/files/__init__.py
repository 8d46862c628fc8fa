"""The store of all files that several machines share: a folder, or an S3-compatible server.

`places.py` names every file; `folder_store.py` and `s3_store.py` are the two stores, and `store.py` is what both can
do; `local_copy.py` brings a file to this machine and back, `sending.py` sends one to a browser, `added_styles.py` keeps
this machine's folder of added styles the same as the store's.
"""
