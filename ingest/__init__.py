"""Find files, know what they are, read them: bytes -> Document. Knows no DHR rule."""
