"""What can be told of the curation itself: its coverage, what to read next, how far two readers agree, own words."""
