"""A web service that makes addresses short."""
