"""The topics of the cache of which boards are (portal/serving/generations.py)."""

# all actions: how many are in which state, on every board
ACTIONS = "actions"


def board(roadmap: int) -> str:
    """What stands on the board with this key, and on the pages of its actions."""
    return f"board {roadmap}"
