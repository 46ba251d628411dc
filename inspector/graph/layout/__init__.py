"""A layered layout of nested graphs: sizes in, numbers out; no fonts, no Qt, no recursion."""
