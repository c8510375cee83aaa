"""elicitation."""
