"""The child process that alone imports torch and runs the user's code."""
