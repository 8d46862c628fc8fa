"""Edge-aware filters, all of one local affine fit: guided filter, matting Laplacian, joint upsampling; bilateral grids."""
