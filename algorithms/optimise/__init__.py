"""The loop of every slow method: several scales, Adam and L-BFGS, checkpoints, records of a run."""
