"""What a timeline is: its records, dates, places and claims. No file is read here."""
