"""What both ways of slow painting begin and end with: pictures that are checked and fit, and the finish."""
