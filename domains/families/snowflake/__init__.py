"""Snowflake Sudoku: hexagons of six triangles, in any layout."""
