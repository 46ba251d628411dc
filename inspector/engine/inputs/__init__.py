"""What the model is run on: the text's X, what was asked for, or what is inferred."""
