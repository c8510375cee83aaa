"""Acting together: who tips whom, and the share it takes."""
