class Failed(Exception):
    """A backup, a restore or a drill that cannot be, in a French sentence."""
