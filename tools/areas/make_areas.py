#!/usr/bin/env python3
"""Makes areas.csv, postcodes.csv and former_areas.csv of data/areas from the official lists.

usage: make_areas.py REGISTER KEYS POSTCODES OUT_DIR

REGISTER   GV100AD of the Gemeindeverzeichnis-Informationssystem (Destatis), fixed columns, UTF-8:
           names, kinds, population and seats of every unit, here of 2023-11-30.
KEYS       genericode list urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs (Destatis):
           the municipalities and parts of city states that exist, here version 2026-04-30.
POSTCODES  CSV with the columns plz, ars, gemeinde, method: which postcode lies in which
           municipality of the register. data/areas/SOURCES.md says how it was derived.
OUT_DIR    folder to write to, data/areas of this project.

The set of municipalities is that of KEYS; REGISTER only adds what it knows about them. The counts
printed at the end stand in data/areas/SOURCES.md.
"""
import collections
import csv
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

# Textkennzeichen of GV100AD, satellite sheet "Textkennzeichen".
KINDS = {
    "41": "Kreisfreie Stadt", "42": "Stadtkreis", "43": "Kreis", "44": "Landkreis",
    "45": "Regionalverband",
    "51": "Amt", "52": "Samtgemeinde", "53": "Verbandsgemeinde", "54": "Verwaltungsgemeinschaft",
    "55": "Kirchspielslandgemeinde", "56": "Verwaltungsverband", "58": "Erfüllende Gemeinde",
    "60": "Markt", "61": "Kreisfreie Stadt", "62": "Stadtkreis", "63": "Stadt", "64": "Gemeinde",
    "65": "Gemeindefreies Gebiet, bewohnt", "66": "Gemeindefreies Gebiet, unbewohnt",
    "67": "Große Kreisstadt",
}
NO_ASSOCIATION = "50"  # a municipality that stands alone: the same area as the municipality itself
CITY_STATES = {"02": "Stadtteil", "04": "Stadtteil", "11": "Bezirk"}
# Merged, with a name that tells of both; without this the postcode 07980 would lead nowhere.
SUCCESSORS = {"160760004004": "160760094094", "160765004084": "160760094094"}
REGISTER_DAY, KEYS_DAY = "2023-11-30", "2026-04-30"
LEVELS = {2: "land", 3: "region", 5: "district", 9: "association", 12: "municipality"}


def snapped(ars):
    """The largest unit a key can mean; the same rule as dw::Ars::parse."""
    used = len(ars.rstrip("0"))
    return ars.ljust(12, "0")[:min(length for length in LEVELS if length >= used)]


def read_register(path):
    regions, municipalities = {}, {}
    for line in path.read_text(encoding="utf-8").splitlines():
        record, ags, association = line[:2], line[10:18], line[18:22]
        unit = {"name": line[22:72].strip(), "code": line[122:124].strip()}
        if record in ("10", "20", "40"):
            regions[ags.strip()] = unit
        elif record == "50":
            regions[ags[:5] + association] = unit
        elif record == "60":
            unit["population"] = int(line[139:150])
            unit["postcode"] = line[165:170].strip()
            municipalities[ags[:5] + association + ags[5:]] = unit
    return regions, municipalities


def read_keys(path):
    units = {}
    for row in ElementTree.parse(path).getroot().iter("Row"):
        values = {value.get("ColumnRef"): value.findtext("SimpleValue") for value in row}
        is_part = bool(values.get("Hinweis"))
        units[values["SCHLUESSEL"]] = (values["Bezeichnung"], is_part)
    return units


def region_row(key, unit):
    name, kind = unit["name"], KINDS.get(unit["code"], "")
    if len(key) == 2:
        kind = "Land"
    if len(key) == 3:
        former = name.startswith("früher: ")
        statistical = name.startswith("Statistische Region")
        name = name.removeprefix("früher: ").replace("Reg.-Bez.", "Regierungsbezirk")
        kind = ("Früherer Regierungsbezirk" if former else
                "Statistische Region" if statistical else "Regierungsbezirk")
    return {"name": name, "kind": kind, "population": "", "postcode": ""}


def municipality_row(ars, name, is_part, known):
    unit = known.get(ars, {})
    kind = KINDS.get(unit.get("code"), "")
    if is_part:
        kind = CITY_STATES[ars[:2]]
    elif not unit and ars.endswith("0000000"):
        kind = "Kreisfreie Stadt"
    return {"name": name, "kind": kind, "population": unit.get("population") or "",
            "postcode": unit.get("postcode") or ""}


def areas_of(regions, known, keys):
    inside = {ars[:length] for ars in keys for length in (2, 3, 5, 9)}
    rows = {}
    for key, unit in regions.items():
        if key in inside and unit["code"] != NO_ASSOCIATION:
            rows.setdefault(snapped(key), region_row(key, unit))
    for ars, (name, is_part) in keys.items():
        row = municipality_row(ars, name, is_part, known)
        land = rows.get(snapped(ars), {})
        if land.get("kind") == "Land":  # Berlin and Hamburg: Land and city are one area
            row = dict(land, population=row["population"], postcode=row["postcode"])
        rows[snapped(ars)] = row
    return rows


def parent_of(key, rows):
    if key[:2] == "02" and len(key) == 12:
        return "02"  # parts of Hamburg have digits of their own where others have the district
    return next((key[:length] for length in (9, 5, 3, 2)
                 if length < len(key) and key[:length] in rows), "")


def former_areas(known, keys, rows):
    """Keys of the register that are gone: today's key of the same municipality, found by its name
    in its Land, or else the smallest unit around it that is still there."""
    by_name = collections.defaultdict(list)
    for ars, (name, is_part) in keys.items():
        if not is_part:
            by_name[ars[:2], name].append(ars)
    for ars, unit in sorted(known.items()):
        if ars in keys:
            continue
        same = by_name[ars[:2], unit["name"]]
        successor = same[0] if len(same) == 1 else SUCCESSORS.get(ars)
        if successor is not None:
            yield ars, unit["name"], snapped(successor), "name"
        else:
            around = next(ars[:length] for length in (9, 5, 3, 2) if ars[:length] in rows)
            yield ars, unit["name"], around, "region"


def postcodes_of(path, keys):
    """Pairs of today's municipalities. One that got a new key is known by its name in its Land."""
    by_name = collections.defaultdict(list)
    for ars, (name, is_part) in keys.items():
        if not is_part:
            by_name[ars[:2], name].append(ars)
    pairs, gone, dropped = {}, 0, 0
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ars, method = row["ars"], row["method"]
            if ars not in keys:
                gone += 1
                same = by_name[ars[:2], row["gemeinde"]]
                successor = same[0] if len(same) == 1 else SUCCESSORS.get(ars)
                if successor is None:
                    dropped += 1
                    continue
                ars, method = successor, "successor"
            pairs.setdefault((row["plz"], snapped(ars)), method)
    return pairs, gone, dropped


def write(path, header, rows):
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(";".join(header) + "\n")
        for row in rows:
            cells = [str(cell) for cell in row]
            assert not any(";" in cell or "\n" in cell for cell in cells), cells
            file.write(";".join(cells) + "\n")


def main(register, keys_file, postcodes_file, out_dir):
    regions, known = read_register(pathlib.Path(register))
    keys = read_keys(pathlib.Path(keys_file))
    rows = areas_of(regions, known, keys)
    pairs, gone, dropped = postcodes_of(pathlib.Path(postcodes_file), keys)
    out = pathlib.Path(out_dir)
    write(out / "areas.csv",
          ("key", "level", "kind", "name", "parent", "population", "postcode"),
          ((key, LEVELS[len(key)], row["kind"], row["name"], parent_of(key, rows),
            row["population"], row["postcode"]) for key, row in sorted(rows.items())))
    write(out / "postcodes.csv", ("postcode", "key", "method"),
          ((postcode, key, method) for (postcode, key), method in sorted(pairs.items())))
    former = list(former_areas(known, keys, rows))
    write(out / "former_areas.csv", ("key", "name", "today", "evidence", "last_seen", "missing"),
          (row + (REGISTER_DAY, KEYS_DAY) for row in former))
    print("former", len(former), dict(collections.Counter(row[3] for row in former)))
    print("areas", len(rows), dict(collections.Counter(LEVELS[len(key)] for key in rows)))
    print("official keys", len(keys), "new since register", len(set(keys) - set(known)),
          "of them parts", sum(keys[ars][1] for ars in set(keys) - set(known)),
          "gone since register", len(set(known) - set(keys)))
    print("postcodes", len({postcode for postcode, _ in pairs}), "pairs", len(pairs),
          dict(collections.Counter(pairs.values())), "pairs of gone keys", gone,
          "dropped", dropped)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
