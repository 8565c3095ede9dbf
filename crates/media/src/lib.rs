//! Bytes to media information and derived views: probing, thumbnails and tiles, within limits.
