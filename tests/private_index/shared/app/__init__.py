"""An application that needs the private index."""
