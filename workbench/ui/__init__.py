"""Streamlit pages: thin."""
