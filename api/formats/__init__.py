"""The forms in which an answer leaves: which there are, how one is chosen, and how rows become its bytes."""
