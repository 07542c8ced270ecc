"""Competition packages in and out, the demonstration, and the whole job without a web page."""
