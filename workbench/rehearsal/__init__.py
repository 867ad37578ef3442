"""A dress rehearsal: synthetic candidates drive the real server, and a list says go or no-go."""
