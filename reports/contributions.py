"""What the reports add to the pages of the apps below: a town's matters and the secretariat's queue."""
