"""Why to believe it: certificates and their checker, laws and audits."""
