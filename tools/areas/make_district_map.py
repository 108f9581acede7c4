#!/usr/bin/env python3
"""Makes data/areas/districts.csv: the outlines of the districts as SVG paths.

usage: make_district_map.py OUTLINES OUT_FILE

OUTLINES   GeoJSON with the outlines of the districts (property AGS: key of five digits).
OUT_FILE   data/areas/districts.csv of this project. data/areas/SOURCES.md names the source.

Points are put on a grid of WIDTH units; neighbours that fall on one point become one. Districts
that became part of another since are drawn as that one.
"""
import json
import math
import pathlib
import sys

WIDTH = 600
WEST, EAST, SOUTH, NORTH = 5.87, 15.05, 47.27, 55.06
# Eisenach is part of the Wartburgkreis since 2021-07-01; the keys of two city states are short.
KEYS = {"16056": "16063", "02000": "02", "11000": "11"}
SHRINK = math.cos(math.radians(51))  # length of a degree east against one north
SCALE = WIDTH / ((EAST - WEST) * SHRINK)


def point(longitude, latitude):
    return (round((longitude - WEST) * SHRINK * SCALE), round((NORTH - latitude) * SCALE))


def ring_path(ring):
    points = []
    for longitude, latitude in ring:
        there = point(longitude, latitude)
        if not points or points[-1] != there:
            points.append(there)
    if points and points[0] == points[-1]:
        points.pop()
    if len(points) < 3:
        return ""
    (x, y), path = points[0], f"M{points[0][0]} {points[0][1]}l"
    steps = []
    for next_x, next_y in points[1:]:
        steps.append(f"{next_x - x} {next_y - y}")
        x, y = next_x, next_y
    return path + " ".join(steps).replace(" -", "-") + "z"


def main(outlines, out_file):
    paths = {}
    for feature in json.loads(pathlib.Path(outlines).read_text())["features"]:
        key = feature["properties"]["AGS"]
        geometry = feature["geometry"]
        polygons = geometry["coordinates"]
        if geometry["type"] == "Polygon":
            polygons = [polygons]
        rings = [ring_path(ring) for polygon in polygons for ring in polygon]
        key = KEYS.get(key, key)
        paths[key] = paths.get(key, "") + "".join(rings)
    height = round((NORTH - SOUTH) * SCALE)
    lines = ["key;path", f"size;{WIDTH} {height}"] + [f"{key};{path}" for key, path in sorted(paths.items())]
    pathlib.Path(out_file).write_text("\n".join(lines) + "\n")
    print(f"{len(paths)} districts, {WIDTH} x {height}")


if __name__ == "__main__":
    main(*sys.argv[1:])
