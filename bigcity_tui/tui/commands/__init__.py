"""What keys do: plain functions over a `Host` that ask, change and say, and the table of them."""
