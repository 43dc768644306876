"""The authoring kit: what it writes works, installs and keeps its laws."""
