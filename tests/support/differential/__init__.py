"""Our canonicalizer against two opinions of PyLD, on generated documents."""
