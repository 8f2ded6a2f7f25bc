"""The admin: what staff edit, and how they publish it. One module per word."""
