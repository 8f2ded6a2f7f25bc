"""What a sheet becomes outside the pages: papers and pictures. Sheet in, bytes out, pure."""
