"""The loop that every training shares, with checkpoints; the options of all trainings; random crops of photographs."""
