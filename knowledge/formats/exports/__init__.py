"""What other systems export, and the JSON that it is written in."""
