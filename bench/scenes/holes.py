"""Tailor's shears and a wire basket on a shelf: ring handles and a lattice that one sees the wall through."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from shot import take
from studio import *

# The basket: wires in two directions between two hoops, and a handle.
wire = plain('#3a3f44', 0.3, 0.85)
low, high, wide_low, wide_high = 0.006, 0.16, 0.085, 0.125


def around_at(z):
    return wide_low + (wide_high - wide_low) * ((z - low) / (high - low)) ** 0.8


def hoop(z, radius, thick):
    turns = np.linspace(0, 2 * math.pi, 96, endpoint=False)
    path = np.stack([radius * np.cos(turns), radius * np.sin(turns), np.full(96, z)], 1)
    return tube('hoop', path, thick, wire, closed=True)


basket = [hoop(low, wide_low, 0.0035), hoop(high, wide_high, 0.0042), hoop(0.085, around_at(0.085), 0.002)]
for sign in (-1, 1):
    for start in range(12):
        heights = np.linspace(low, high, 40)
        turn = 2 * math.pi * start / 12 + sign * (heights - low) / (high - low) * 1.05
        radius = np.array([around_at(z) for z in heights])
        basket.append(tube('wire', np.stack([radius * np.cos(turn), radius * np.sin(turn), heights], 1), 0.0018, wire, sides=10))
grip = [(-wide_high, 0, high), (-0.115, 0, 0.25), (-0.05, 0, 0.31), (0.05, 0, 0.31), (0.115, 0, 0.25), (wide_high, 0, high)]
basket.append(tube('grip', curve_through(grip, 64), 0.0045, plain('#8a5a35', 0.5)))
for part in basket:
    part.location.x -= 0.12

# The shears stand open against the wall, points up, rings below.
steel, handle = plain('#b9bec4', 0.2, 1.0), plain('#1c1d20', 0.35)
for sign in (-1, 1):
    lean = sign * math.radians(13)
    across, up = np.array([math.cos(lean), 0, -math.sin(lean)]), np.array([math.sin(lean), 0, math.cos(lean)])
    joint = np.array([0.17, 0.02, 0.16])
    outline = [(-0.012, -0.03), (0.012, -0.03), (0.011, 0.03), (0.001, 0.15), (-0.003, 0.15), (-0.011, 0.03)]
    front = [joint + across * x + up * z + np.array([0, 0.003 * sign, 0]) for x, z in outline]
    back = [p + np.array([0, 0.003, 0]) for p in front]
    n = len(outline)
    sides = [(i, (i + 1) % n, n + (i + 1) % n, n + i) for i in range(n)]
    mesh('blade', front + back, [tuple(range(n))[::-1], tuple(range(n, 2 * n))] + sides, steel, smooth=False)
    turns = np.linspace(0, 2 * math.pi, 64, endpoint=False)
    centre = joint + up * -0.095 + across * (-sign * 0.024)
    ring = np.array([centre + across * 0.027 * math.cos(t) + up * 0.043 * math.sin(t) for t in turns])
    tube('ring', ring, 0.0068, handle, closed=True)
    tube('arm', np.linspace(joint + up * -0.02, centre + up * 0.045 + across * sign * 0.006, 12), 0.007, handle)
ball('rivet', 0.006, (0.17, 0.012, 0.16), steel)

floor('shelf', 2.4, 0.5, (0, 0.05, -0.0005), mottled(('#a88a66', '#c2a27a', '#d0b48c'), 3, (1, 14, 1), 0.45))
wall('wall', 5, 3, 0.6, mottled(('#c9b39c', '#b8977e', '#d9cbb8'), 9, bump=0.4))
box('frame', (0.32, 0.02, 0.4), (0.32, 0.57, 0.33), plain('#2f4f4a'))
box('print', (0.24, 0.02, 0.32), (0.32, 0.565, 0.33), plain('#d97b4a'))
box('crate', (0.3, 0.14, 0.2), (-0.45, 0.42, 0.1), plain('#5f7a8c'), bevel=0.01)
surroundings('#d6dfe8', 0.45)
lamp((-0.9, -0.8, 1.1), (0, 0, 0.12), 20, (0.7, 0.9), '#fff4e4')
lamp((1.0, -0.3, 0.8), (0, 0, 0.12), 9, (0.5, 0.7), '#e4edff')
lamp((0, 0.1, 1.6), (0, 0.5, 0.3), 10, (1.0, 0.4), '#fff0dc')
camera((0.03, -0.95, 0.26), (0.0, 0.0, 0.145), 62, 5.6)
take('holes', (1280, 960), samples=40, hole=True)
