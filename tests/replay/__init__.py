"""Replays: frames, films, pages in a browser, and the live view."""
