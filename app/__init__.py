"""The application: features in folders, wired together by create_app."""
