"""Examples that hypothesis invents are the same in every run: what passes here passes there. Hunt with --hypothesis-seed."""

from hypothesis import settings

settings.register_profile("same", derandomize=True)
settings.load_profile("same")
