"""The loop of every training: its options, random crops of photographs, checkpoints."""
