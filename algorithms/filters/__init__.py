"""Edge-aware filters over one local affine fit: guided filter, matting Laplacian and joint upsampling."""
