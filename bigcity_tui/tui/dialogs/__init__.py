"""What asks above the main screen: a dialog answers with a value, and changes nothing itself."""
