"""Charts as SVG, drawn on the server: the same picture on screen, in print and in a report."""

from ampersand.core.charts.bars import Bar, BarSeries, WeeklyBars, weekly_bars
from ampersand.core.charts.family import Bond, Family, Kin, family
from ampersand.core.charts.loop import Half, Loop, LoopFigure, loop
from ampersand.core.charts.model import Cut, Figure, KeyItem, Point, Row, Series, Svg, Trajectory, Words
from ampersand.core.charts.nearness import Nearness, nearness
from ampersand.core.charts.roadmap import Lane, Roadmap, RoadWords, Stand, Stop, roadmap
from ampersand.core.charts.sparkline import sparkline
from ampersand.core.charts.strip import Column, Strip, strip
from ampersand.core.charts.trajectory import trajectory

__all__ = [
    "Bar",
    "BarSeries",
    "Bond",
    "Column",
    "Cut",
    "Family",
    "Figure",
    "Half",
    "KeyItem",
    "Kin",
    "Lane",
    "Loop",
    "LoopFigure",
    "Nearness",
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
    "WeeklyBars",
    "Words",
    "family",
    "loop",
    "nearness",
    "roadmap",
    "sparkline",
    "strip",
    "trajectory",
    "weekly_bars",
]
