"""A pack on disk: what would change, said first; then written so that nothing is half done."""
