"""What a view learns from its entries: classifiers, weights and calibrated confidence; trained here, stored on disk."""
