"""What a centre keeps of its site: backups, restores, and the proof of them.

backing_up   a snapshot of every table into one file (`archive`), on a `shelf` that is pruned
restoring    the file into a site, through the migrations of its time
drill        the same aside, with everything looked at
record       when these were last done, and how they ended
"""
