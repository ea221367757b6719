"""What the demonstration's secretariat announces and sends; reports/demonstration tells it with all the rest."""
