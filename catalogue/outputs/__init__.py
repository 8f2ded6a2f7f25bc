"""What a sheet becomes outside the pages: papers and feeds. Sheet in, bytes out, pure."""
