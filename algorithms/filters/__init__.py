"""Edge-aware filters over one local affine fit: guided filter, matting Laplacian, joint upsampling; bilateral grids."""
