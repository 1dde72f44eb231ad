"""Many schemes from one organisation: a pack for each department, made side by side.

A department is a scheme folder like any other, so every other command works in it afterwards.
"""
