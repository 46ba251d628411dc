"""Colors, fonts and icons, shared by the canvas and the panels."""
