"""Subjects of leaves, blades and twigs."""
import math

import numpy as np
from studio import curve_through, lathe, mesh, mottled, plain, tube


def blade(base, tip, droop, width, material, bent=0.3, rows=9):
    """One leaf: a strip along an arc, pointed at its end, folded along its middle."""
    base, tip = np.asarray(base, float), np.asarray(tip, float)
    along = tip - base
    side = np.cross(along, (0.0, 0.0, 1.0))
    side /= np.linalg.norm(side) + 1e-9
    vertices = []
    for t in np.linspace(0, 1, rows):
        middle = base + along * t + np.array([0, 0, -droop * t * t])
        half = width * math.sin(math.pi * min(1, 0.12 + 0.88 * t) ** 0.8) * 0.5 + 1e-4
        vertices += [middle - side * half + np.array([0, 0, bent * half]), middle, middle + side * half + np.array([0, 0, bent * half])]
    faces = [(3 * i + j, 3 * i + j + 1, 3 * i + j + 4, 3 * i + j + 3) for i in range(rows - 1) for j in (0, 1)]
    return mesh('leaf', vertices, faces, material)


def pot(material, wide=0.07, high=0.1):
    lathe('pot', [(0.0001, 0), (wide * 0.75, 0), (wide, high), (wide * 1.08, high), (wide * 1.08, high + 0.012), (wide * 0.92, high + 0.012), (wide * 0.88, high * 0.9), (0.0001, high * 0.88)], material, smoother=1)


def grass(seed, colours, count=160, high=0.32, width=0.006, clay='#a65f3c'):
    """Thin blades in a pot."""
    rng = np.random.default_rng(seed)
    pot(mottled((clay, clay), 20))
    greens = [plain(c, 0.5) for c in colours]
    for _ in range(count):
        turn, lean = rng.uniform(0, 2 * math.pi), rng.uniform(0.01, 0.2)
        root = 0.05 * rng.random() * np.array([math.cos(turn), math.sin(turn), 0]) + (0, 0, 0.09)
        top = root + (lean * math.cos(turn), lean * math.sin(turn), high * rng.uniform(0.5, 1))
        blade(root, top, lean * rng.uniform(0.2, 1.2), width * rng.uniform(0.5, 1.3), greens[rng.integers(len(greens))], 0.2, 8)


def fern(seed, colours, fronds=16, clay='#d8d4cc'):
    """Arching fronds with leaflets on both sides."""
    rng = np.random.default_rng(seed)
    pot(plain(clay, 0.35), 0.06, 0.08)
    greens, stem = [plain(c, 0.45) for c in colours], plain(colours[0], 0.6)
    for k in range(fronds):
        turn = 2 * math.pi * k / fronds + rng.uniform(-0.2, 0.2)
        out, up = rng.uniform(0.12, 0.22), rng.uniform(0.12, 0.3)
        way = np.array([math.cos(turn), math.sin(turn), 0])
        path = curve_through([(0, 0, 0.07), 0.3 * out * way + (0, 0, 0.07 + 0.7 * up), out * way + (0, 0, 0.07 + 0.75 * up), 1.35 * out * way + (0, 0, 0.07 + 0.35 * up)], 26)
        tube('stem', path, np.linspace(0.0018, 0.0005, 26), stem, sides=6)
        green = greens[rng.integers(len(greens))]
        for i in range(4, 26):
            ahead = path[min(25, i + 1)] - path[i - 1]
            ahead /= np.linalg.norm(ahead)
            size = 0.05 * math.sin(math.pi * (i - 2) / 25)
            for sign in (-1, 1):
                across = sign * np.cross(ahead, (0, 0, 1.0))
                blade(path[i], path[i] + size * (across + 0.5 * ahead), 0.01, 0.009, green, 0.2, 5)


def bush(seed, colours, leaves=420, long=0.05, wide=0.022, bark='#5b4632', branches=14):
    """Branches from one stem, with leaves along them; none for a bare tree."""
    rng = np.random.default_rng(seed)
    wood, greens = plain(bark, 0.8), [plain(c, 0.4) for c in colours]
    tube('trunk', curve_through([(0, 0, 0), (0.01, 0, 0.08), (-0.005, 0.01, 0.16)], 16), np.linspace(0.008, 0.005, 16), wood, sides=8)
    tips = []
    for _ in range(branches):
        start = np.array([0, 0, rng.uniform(0.06, 0.16)])
        turn = rng.uniform(0, 2 * math.pi)
        out = np.array([math.cos(turn), math.sin(turn), rng.uniform(0.3, 1.8)])
        end = start + out / np.linalg.norm(out) * rng.uniform(0.1, 0.2)
        mid = (start + end) / 2 + rng.normal(0, 0.012, 3)
        path = curve_through([start, mid, end], 18)
        tube('branch', path, np.linspace(0.004, 0.0008, 18), wood, sides=6)
        tips.append(path)
        for _ in range(5):
            at = path[rng.integers(5, 17)]
            twig = curve_through([at, at + rng.normal(0, 0.02, 3) + (0, 0, 0.01), at + rng.normal(0, 0.045, 3) + (0, 0, 0.02)], 12)
            tube('twig', twig, np.linspace(0.0014, 0.0004, 12), wood, sides=5)
            tips.append(twig)
    for _ in range(leaves):
        path = tips[rng.integers(len(tips))]
        at = path[rng.integers(len(path) // 3, len(path))]
        way = rng.normal(0, 1, 3) + (0, 0, 0.3)
        way *= long * rng.uniform(0.6, 1.2) / np.linalg.norm(way)
        blade(at, at + way, 0.01, wide * rng.uniform(0.7, 1.2), greens[rng.integers(len(greens))], 0.3, 6)
