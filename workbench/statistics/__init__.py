"""What the scores of a sitting say: pure functions over frames, each with its formula and source."""
