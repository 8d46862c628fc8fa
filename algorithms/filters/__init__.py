"""Edge-aware filters of one local affine fit: guided filter, matting Laplacian, joint upsampling; bilateral grids."""
