"""What keys do: plain functions over the main screen, and the table of them."""
