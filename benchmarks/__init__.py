"""Every published number, re-runnable: `make bench`; each figure is a ratio of two things measured in one run."""
