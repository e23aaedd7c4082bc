"""Subjects of wires, rods and bars, with the holes between them."""
import math

import numpy as np
from studio import ball, box, curve_through, lathe, plain, tube


def ring(centre, radius, thick, material, axis='y', count=96):
    turns = np.linspace(0, 2 * math.pi, count, endpoint=False)
    a, b, c = radius * np.cos(turns), radius * np.sin(turns), np.zeros(count)
    path = {'y': (a, c, b), 'z': (a, b, c), 'x': (c, a, b)}[axis]
    return tube('ring', np.stack(path, 1) + np.asarray(centre), thick, material, sides=12, closed=True)


def rod(start, end, thick, material):
    return tube('rod', np.linspace(start, end, 4), thick, material, sides=10)


def bicycle(seed, frame='#b0342c', tyre='#1b1c1f', spokes=24):
    """Two wheels, a frame, handlebars and cables."""
    steel, paint, rubber = plain('#c9ccd0', 0.25, 1.0), plain(frame, 0.3), plain(tyre, 0.8)
    for x in (-0.17, 0.17):
        ring((x, 0, 0.12), 0.112, 0.007, rubber)
        ring((x, 0, 0.12), 0.101, 0.003, steel)
        rod((x, -0.012, 0.12), (x, 0.012, 0.12), 0.006, steel)
        for k in range(spokes):
            turn = 2 * math.pi * k / spokes
            skew = turn + (0.25 if k % 2 else -0.25)
            rod((x + 0.007 * math.cos(skew), 0.008 * (-1) ** k, 0.12 + 0.007 * math.sin(skew)), (x + 0.1 * math.cos(turn), 0, 0.12 + 0.1 * math.sin(turn)), 0.0007, steel)
    rear, crank, seat, neck, front = (-0.17, 0, 0.12), (-0.03, 0, 0.115), (-0.075, 0, 0.27), (0.115, 0, 0.265), (0.17, 0, 0.12)
    for a, b in ((rear, crank), (rear, seat), (crank, seat), (crank, neck), (seat, neck), (neck, front)):
        rod(a, b, 0.006, paint)
    rod(seat, (-0.085, 0, 0.3), 0.004, steel)
    ball('saddle', 0.03, (-0.085, 0, 0.305), rubber, scale=(1.4, 0.6, 0.3))
    tube('bars', curve_through([(0.13, -0.1, 0.3), (0.115, -0.05, 0.31), (0.11, 0, 0.3), (0.115, 0.05, 0.31), (0.13, 0.1, 0.3)], 30), 0.004, steel, sides=10)
    for k in (-1, 1):
        tube('cable', curve_through([(0.12, 0.05 * k, 0.31), (0.16, 0.03 * k, 0.33), (0.14, 0, 0.27), (0.0, 0.005 * k, 0.25)], 40), 0.0009, rubber, sides=6)
    ring((-0.03, 0.012, 0.115), 0.03, 0.003, steel)


def cage(seed, metal='#b99a4b', bars=26):
    """A bird cage with a swing."""
    gold = plain(metal, 0.3, 1.0)
    for z, r in ((0.0, 0.1), (0.12, 0.1), (0.22, 0.1)):
        ring((0, 0, z), r, 0.0022, gold, 'z')
    for k in range(bars):
        turn = 2 * math.pi * k / bars
        x, y = math.cos(turn), math.sin(turn)
        tube('bar', curve_through([(0.1 * x, 0.1 * y, 0), (0.1 * x, 0.1 * y, 0.11), (0.1 * x, 0.1 * y, 0.22), (0.07 * x, 0.07 * y, 0.28), (0, 0, 0.31)], 30), 0.0011, gold, sides=6)
    lathe('tray', [(0.0001, -0.012), (0.105, -0.012), (0.108, 0.004), (0.1, 0.004), (0.0001, 0)], plain('#6e4a2f', 0.5))
    ring((0, 0, 0.33), 0.018, 0.002, gold)
    ring((0, 0, 0.17), 0.04, 0.0015, gold)
    ball('bird', 0.022, (0, 0, 0.15), plain('#e0b53c', 0.6), scale=(1.3, 0.9, 1))


def whisk(seed, handle='#2d6a8a'):
    """A balloon whisk and a slotted spoon in a jar of wires."""
    steel = plain('#c4c8cc', 0.2, 1.0)
    for k in range(9):
        turn = math.pi * k / 9
        out = np.array([math.cos(turn), math.sin(turn), 0])
        tube('wire', curve_through([(0, 0, 0.16), 0.03 * out + (0, 0, 0.2), 0.055 * out + (0, 0, 0.3), 0.03 * out + (0, 0, 0.36), (0, 0, 0.375), -0.03 * out + (0, 0, 0.36), -0.055 * out + (0, 0, 0.3), -0.03 * out + (0, 0, 0.2), (0, 0, 0.16)], 60), 0.0011, steel, sides=6)
    tube('grip', [(0, 0, 0.0), (0, 0, 0.05), (0, 0, 0.12), (0, 0, 0.17)], np.array([0.012, 0.013, 0.011, 0.008]), plain(handle, 0.4), sides=24)
    for sign in (-1, 1):
        tube('prong', curve_through([(0.1 + 0.012 * sign, 0, 0.0), (0.1 + 0.012 * sign, 0, 0.2), (0.1 + 0.03 * sign, 0, 0.3), (0.1 + 0.015 * sign, 0, 0.38)], 40), 0.002, steel, sides=8)
    ring((0.1, 0, 0.32), 0.026, 0.0015, steel)


def stool(seed, wood='#8a5a34'):
    """A chair of thin turned bars."""
    beech = plain(wood, 0.4)
    lathe('seat', [(0.0001, 0.2), (0.1, 0.2), (0.11, 0.208), (0.1, 0.218), (0.0001, 0.215)], beech, smoother=1)
    for k in range(4):
        turn = math.pi / 4 + k * math.pi / 2
        x, y = math.cos(turn), math.sin(turn)
        rod((0.075 * x, 0.075 * y, 0.2), (0.12 * x, 0.12 * y, 0), 0.006, beech)
        a = turn + math.pi / 2
        rod((0.1 * x, 0.1 * y, 0.08), (0.1 * math.cos(a), 0.1 * math.sin(a), 0.08), 0.004, beech)
    for k in range(9):
        turn = math.pi * (0.12 + 0.76 * k / 8)
        rod((0.09 * math.cos(turn), 0.09 * math.sin(turn), 0.215), (0.115 * math.cos(turn), 0.12 * math.sin(turn), 0.4), 0.0028, beech)
    arc = np.linspace(0.05, 0.95, 24) * math.pi
    tube('rail', np.stack([0.117 * np.cos(arc), 0.122 * np.sin(arc), np.full(24, 0.405)], 1), 0.006, beech)


def umbrella(seed, cloth='#d0c23a'):
    """The ribs and half of the cloth of a parasol, and lines with pennants."""
    steel, silk = plain('#4a4d52', 0.3, 0.8), plain(cloth, 0.7)
    rod((0, 0, 0), (0, 0, 0.36), 0.003, steel)
    tube('hook', curve_through([(0, 0, 0), (0, 0, -0.02), (0.012, 0, -0.035), (0.024, 0, -0.02)], 20), 0.0045, plain('#5a3a22', 0.4))
    from studio import mesh
    for k in range(12):
        turn, after = 2 * math.pi * k / 12, 2 * math.pi * (k + 1) / 12
        rib = lambda a: curve_through([(0, 0, 0.35), (0.09 * math.cos(a), 0.09 * math.sin(a), 0.33), (0.17 * math.cos(a), 0.17 * math.sin(a), 0.27)], 12)
        tube('rib', rib(turn), 0.001, steel, sides=6)
        rod((0, 0, 0.24), rib(turn)[6], 0.0008, steel)
        if k % 2 == 0:
            a, b = rib(turn), rib(after)
            mesh('cloth', np.vstack([a, b]), [(i, i + 1, 13 + i, 12 + i) for i in range(11)], silk)
    box('foot', (0.06, 0.06, 0.006), (0, 0, -0.04), steel, 's')
