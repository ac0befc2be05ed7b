"""Charts as SVG, drawn on the server: the same picture on screen, in print and in a report."""

from ampersand.core.charts.model import Cut, Figure, KeyItem, Point, Row, Series, Svg, Trajectory, Words
from ampersand.core.charts.roadmap import Lane, Roadmap, RoadWords, Stand, Stop, roadmap
from ampersand.core.charts.sparkline import sparkline
from ampersand.core.charts.strip import Column, Strip, strip
from ampersand.core.charts.trajectory import trajectory

__all__ = [
    "Column",
    "Cut",
    "Figure",
    "KeyItem",
    "Lane",
    "Point",
    "RoadWords",
    "Roadmap",
    "Row",
    "Series",
    "Stand",
    "Stop",
    "Strip",
    "Svg",
    "Trajectory",
    "Words",
    "roadmap",
    "sparkline",
    "strip",
    "trajectory",
]
