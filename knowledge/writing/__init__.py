"""Writers: entries as files in the formats that Spot, spreadsheets and other systems read."""
