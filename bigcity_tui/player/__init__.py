"""What the players of this machine play, and which episode that is; nothing leaves the machine."""
