"""What every screen is made of: colours, sizes, fonts, icons, texts, widgets, background tasks."""
