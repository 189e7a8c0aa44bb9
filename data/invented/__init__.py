"""Invented papers, and the exports that databases would write of them.

Nothing here is about a real person, place, journal or study; country names are real.
Shared by the sample review and by the speed measurements.
"""
