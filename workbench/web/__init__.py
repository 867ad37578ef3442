"""The ASGI application around Streamlit."""
