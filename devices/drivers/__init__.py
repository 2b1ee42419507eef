"""One file per family of devices; each says what it is in its `DRIVER`."""
