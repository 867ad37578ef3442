"""One file for each thing that the browser asks for over plain HTTP."""
