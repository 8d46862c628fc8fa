"""What a trained VGG sees: loss networks, the losses over their features, gradients in tiles, distillation."""
