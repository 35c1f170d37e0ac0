"""Packs what was ordered."""
