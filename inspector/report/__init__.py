"""The report of one watched forward pass: values, their JSON and their text table."""
