__all__ = ["chosen", "_under"]
chosen = 1
notchosen = 2
_under = 3
