"""What holds for every test."""

from hypothesis import settings

# A machine that is busy is no fault of what is tested: what has to be quick says so by itself.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
