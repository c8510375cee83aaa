"""Several issues decided together, with links and political capital."""
