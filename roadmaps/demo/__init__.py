"""The demo instance: believable content about invented people. Loaded by `manage.py demo`."""
