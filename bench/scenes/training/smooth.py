"""Smooth solid subjects, whose shading changes towards their outline but is no background shining through."""
import math

import numpy as np
from studio import ball, box, curve_through, lathe, mottled, plain, tube


def vase(seed, colours, gloss=0.25, metal=0.0):
    """A turned vessel with a profile of its own."""
    rng = np.random.default_rng(seed)
    heights = np.linspace(0, 0.3, 7)
    radii = np.clip(0.06 + 0.035 * np.cumsum(rng.normal(0, 1, 7)) / 2, 0.025, 0.12)
    outline = curve_through(np.stack([radii, heights, heights * 0], 1), 40)[:, :2]
    material = mottled(colours, 6, rough=gloss, bump=0.0) if len(colours) > 1 else plain(colours[0], gloss, metal)
    inner = [(r * 0.9, z) for r, z in outline[::-1][:30]]
    lathe('vase', [(0.0001, 0)] + [tuple(p) for p in outline] + inner + [(0.0001, inner[-1][1])], material, around=128, smoother=1)


def kettle(seed, colour, metal=1.0, gloss=0.15):
    """A round body with spout, lid and an arched handle."""
    skin, grip = plain(colour, gloss, metal), plain('#1e1d1c', 0.4)
    lathe('body', [(0.0001, 0), (0.085, 0), (0.1, 0.02), (0.105, 0.07), (0.085, 0.13), (0.05, 0.155), (0.045, 0.16), (0.0001, 0.172)], skin, around=128, smoother=2)
    tube('spout', curve_through([(0.09, 0, 0.06), (0.14, 0, 0.08), (0.15, 0, 0.12), (0.175, 0, 0.15)], 30), np.linspace(0.024, 0.011, 30), skin, sides=32)
    tube('handle', curve_through([(-0.09, 0, 0.11), (-0.1, 0, 0.2), (0, 0, 0.25), (0.09, 0, 0.19), (0.085, 0, 0.12)], 50), 0.008, grip, sides=24)
    ball('knob', 0.014, (0, 0, 0.182), grip)


def blocks(seed, colours):
    """Toys with rounded edges in several colours."""
    rng = np.random.default_rng(seed)
    paints = [plain(c, 0.3) for c in colours]
    z = 0
    for k in range(4):
        side = 0.15 - 0.028 * k
        box('block', (side, side, 0.06), (rng.uniform(-0.01, 0.01), 0, z + 0.03), paints[k % len(paints)], 's', 0.01, (0, 0, rng.uniform(0, 1.5)))
        z += 0.06
    ball('ball', 0.04, (0, 0, z + 0.038), paints[1], around=96)
    lathe('ring', [(0.05 + 0.02 * math.cos(t), 0.02 + 0.02 * math.sin(t)) for t in np.linspace(0, 2 * math.pi, 25)], paints[2], at=(0.16, -0.06, 0), smoother=1)


def figure(seed, colours, gloss=0.35):
    """A simple person: bald, in smooth clothes."""
    skin, shirt, trousers = (plain(c, gloss) for c in colours)
    ball('head', 0.045, (0, 0, 0.375), skin, scale=(0.8, 0.9, 1.05), around=96)
    tube('neck', [(0, 0, 0.3), (0, 0, 0.345)], 0.018, skin, sides=32)
    lathe('trunk', [(0.0001, 0.15), (0.05, 0.15), (0.055, 0.2), (0.062, 0.27), (0.05, 0.305), (0.02, 0.318), (0.0001, 0.32)], shirt, smoother=2).scale = (1.15, 0.7, 1)
    for side in (-1, 1):
        arm = curve_through([(side * 0.06, 0, 0.295), (side * 0.09, -0.01, 0.24), (side * 0.1, -0.045, 0.19)], 24)
        tube('arm', arm, np.linspace(0.019, 0.013, 24), shirt, sides=24)
        ball('hand', 0.016, arm[-1], skin)
        leg = curve_through([(side * 0.028, 0, 0.17), (side * 0.032, -0.005, 0.09), (side * 0.036, 0, 0.01)], 24)
        tube('leg', leg, np.linspace(0.032, 0.018, 24), trousers, sides=24)
        ball('shoe', 0.022, (side * 0.036, -0.015, 0.008), plain('#2a2321', 0.3), scale=(0.9, 1.7, 0.6))


def fruit(seed, colours):
    """A bowl of round things with shaded sides."""
    rng = np.random.default_rng(seed)
    lathe('bowl', [(0.0001, 0), (0.06, 0), (0.11, 0.035), (0.14, 0.085), (0.134, 0.085), (0.104, 0.04), (0.05, 0.01), (0.0001, 0.008)], plain(colours[0], 0.3), around=128, smoother=1)
    for k in range(9):
        turn = 2 * math.pi * k / 6
        at = (0.07 * math.cos(turn), 0.07 * math.sin(turn), 0.085) if k < 6 else (0.035 * math.cos(turn * 2), 0.035 * math.sin(turn * 2), 0.135)
        ball('fruit', rng.uniform(0.034, 0.042), at, plain(colours[1 + k % (len(colours) - 1)], 0.35), around=96)
