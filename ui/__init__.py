"""The few Streamlit components that pages are made of, and the chart builders."""
