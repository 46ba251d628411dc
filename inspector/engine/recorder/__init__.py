"""The recorder: watches one real forward pass and changes nothing of it."""
