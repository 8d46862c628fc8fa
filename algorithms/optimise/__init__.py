"""The loop of every slow method: several scales, Adam and L-BFGS, first pictures, checkpoints, records of a run."""
