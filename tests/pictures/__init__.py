"""The photographs of README and of the guide: what `make pictures` takes, from the examples."""
