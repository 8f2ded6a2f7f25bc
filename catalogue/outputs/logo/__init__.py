"""A centre's logo: whatever staff send is read, judged, and drawn anew. Pure: bytes in, PNG out.

What is served is never what was sent: no metadata, no second picture, no script comes through.
"""
