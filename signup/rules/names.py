"""How people are called who cannot be called by their names."""

# what an erased person is called, wherever there was a name
ERASED = "osoba usunięta"
