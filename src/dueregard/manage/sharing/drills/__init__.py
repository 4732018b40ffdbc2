"""The yearly drill: three disclosures drawn, and who, what, why and to whom proved of each."""
