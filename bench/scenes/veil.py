"""A bridal veil of thin cloth over a tailor's bust: one sees through it, more where it lies single than in its folds."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from shot import take
from studio import *


def gauze(colour, keeps):
    """Cloth that keeps a share of the light and lets the rest straight through; a coarse weave makes it uneven."""
    material = plain(colour, 0.9)
    tree = material.node_tree
    cloth = tree.nodes['Principled BSDF']
    gap = tree.nodes.new('ShaderNodeBsdfTransparent')
    both = tree.nodes.new('ShaderNodeMixShader')
    place = tree.nodes.new('ShaderNodeTexCoord')
    noise = tree.nodes.new('ShaderNodeTexNoise')
    noise.inputs['Scale'].default_value = 60
    spread = tree.nodes.new('ShaderNodeMapRange')
    spread.inputs['To Min'].default_value = keeps - 0.12
    spread.inputs['To Max'].default_value = keeps + 0.12
    tree.links.new(place.outputs['Object'], noise.inputs['Vector'])
    tree.links.new(noise.outputs['Fac'], spread.inputs['Value'])
    tree.links.new(spread.outputs[0], both.inputs['Fac'])
    tree.links.new(gap.outputs[0], both.inputs[1])
    tree.links.new(cloth.outputs[0], both.inputs[2])
    tree.links.new(both.outputs[0], tree.nodes['Material Output'].inputs[0])
    return material


bust = mottled(('#7d6a58', '#8d7965'), 300, rough=0.85)
body = [
    (0.0001, 0.82), (0.10, 0.82), (0.125, 0.86), (0.128, 0.95), (0.115, 1.04), (0.135, 1.14), (0.15, 1.23), (0.142, 1.30),
    (0.10, 1.345), (0.055, 1.37), (0.045, 1.40), (0.045, 1.44), (0.07, 1.475), (0.083, 1.53), (0.08, 1.59), (0.055, 1.64), (0.0001, 1.655),
]
lathe('bust', body, bust, smoother=1).scale = (1, 0.72, 1)
lathe('stand', [(0.018, 0.2), (0.018, 0.83)], plain('#2a2520', 0.3, 0.6))

# The veil hangs from the head: rings that grow downwards, with folds that grow too, open in front.
around, rows = 220, 60
vertices = []
for i in range(rows):
    down = i / (rows - 1)
    z = 1.662 - 0.78 * down
    wide = 0.088 + 0.26 * down**0.8
    if i < 6:
        wide *= math.sin(math.pi / 2 * (i + 0.4) / 6.4)
    for j in range(around):
        a = math.radians(-50 + 280 * j / (around - 1))
        fold = 1 + 0.13 * down * math.sin(13 * a + 2 * down) + 0.05 * down * math.sin(29 * a + 5 * down)
        vertices.append((wide * fold * math.cos(a), 0.02 + 0.8 * wide * fold * math.sin(a), z + 0.012 * math.sin(7 * a) * down))
faces = [
    (i * around + j, i * around + j + 1, (i + 1) * around + j + 1, (i + 1) * around + j)
    for i in range(rows - 1)
    for j in range(around - 1)
]
mesh('veil', vertices, faces, gauze('#f3f0ea', 0.38))

wall('wall', 8, 6, 2.4, mottled(('#4d5b57', '#5f6f69'), 3))
things_behind(9, (-1.3, 1.3), (1.4, 2.1), 0.3, (0.5, 1.1), ('#6b3f2c', '#2f4456', '#8d7b52', '#45523a'))
box('shelf', (3.4, 0.4, 0.04), (0, 2.1, 1.65), plain('#4a3524'))
surroundings('#cdd6e0', 0.4)
lamp((-1.3, -1.3, 2.2), (0, 0, 1.3), 60, (0.9, 1.2), '#fff3e4')
lamp((1.5, -0.3, 1.8), (0, 0, 1.3), 22, (0.8, 1.2), '#dfe8ff')
lamp((0.7, 1.2, 2.4), (0, 0, 1.4), 40, (0.6, 0.8), '#fff0dc')
camera((0.25, -2.3, 1.45), (0, 0, 1.27), 75, 3.2)
take('veil', (960, 1280), samples=48, see_through=True)
