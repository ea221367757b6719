"""Good practices of the demonstration's towns, and three of places that do not exist: practices.toml tells them."""
