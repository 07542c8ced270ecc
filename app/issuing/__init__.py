"""Certificates: issued from frozen results, numbered, verified and revoked."""
