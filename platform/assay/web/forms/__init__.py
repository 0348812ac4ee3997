"""The staff's forms: what may be typed, and the sentence that says what is wrong with it."""
