"""Why to believe it: laws, audits, certificates, and a checker that shares no code with search."""
