"""The extra: texts become vectors of what they mean, in any language the encoder knows; Spot answers without it too."""
