"""Writers that render one plan source in one layout: Word, web page (for Chromium) and PDF by ReportLab."""
