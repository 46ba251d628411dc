"""The exit statuses of the verbs."""

FINE, FAILS, DIFFERS, UNUSABLE = 0, 1, 1, 2
