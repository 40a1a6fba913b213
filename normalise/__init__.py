"""Say what a row means: Plan -> Actions (readings, tags, findings). Knows no file format."""
