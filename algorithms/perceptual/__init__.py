"""Loss networks and their layers, perceptual losses and their gradients in tiles, the compact network's training."""
