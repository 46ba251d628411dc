"""From a recording to a report: everything that can wait until the forward is over."""
