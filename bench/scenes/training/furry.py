"""Subjects of hair, fur and wool: strands thinner than a pixel on simple bodies."""
import math

import bpy
import numpy as np
from studio import ball, curve_through, lathe, linear, mottled, plain, tube


def strands(thing, look, seed, where=None):
    """Grows hair on a body, at most where `where(x, y, z)` says so (its own coordinates)."""
    shade = plain(look['colours'][0], look.get('gloss', 0.5))
    tree = shade.node_tree
    ramp = tree.nodes.new('ShaderNodeValToRGB')
    ends = ramp.color_ramp.elements
    ends[0].color, ends[1].color = linear(look['colours'][0]), linear(look['colours'][-1])
    tree.links.new(tree.nodes.new('ShaderNodeHairInfo').outputs['Random'], ramp.inputs[0])
    tree.links.new(ramp.outputs[0], tree.nodes['Principled BSDF'].inputs['Base Color'])
    thing.data.materials.append(shade)
    thing.modifiers.new('hair', 'PARTICLE_SYSTEM')
    system = thing.particle_systems[-1]
    system.seed = seed
    growth = system.settings
    growth.type, growth.count, growth.hair_length = 'HAIR', look['count'], look['length']
    growth.hair_step, growth.render_step = 6, 4
    growth.use_advanced_hair = True
    growth.normal_factor, growth.brownian_factor = look.get('lift', 0.02), look.get('stray', 0.008)
    growth.object_align_factor = look.get('fall', (0, 0, -0.004))
    growth.child_type, growth.rendered_child_count = 'INTERPOLATED', look.get('children', 12)
    growth.roughness_1, growth.roughness_1_size = look.get('unrest', 0.008), 0.25
    growth.roughness_2, growth.roughness_endpoint = look.get('frizz', 0.02), look.get('ends', 0.02)
    growth.clump_factor = look.get('clump', 0.4)
    if 'curl' in look:
        growth.kink, growth.kink_amplitude, growth.kink_frequency = look.get('kink', 'CURL'), look['curl'], look.get('turns', 4)
    growth.material = len(thing.data.materials)
    growth.radius_scale, growth.root_radius, growth.tip_radius = look['radius'], 1.0, look.get('tip', 0.25)
    if where:
        group = thing.vertex_groups.new(name='where')
        for vertex in thing.data.vertices:
            if where(*vertex.co):
                group.add([vertex.index], 1.0, 'REPLACE')
        system.vertex_group_density = 'where'


def animal(seed, look, felt, ears='round'):
    """A sitting soft toy with hair all over."""
    skin = mottled(felt, 60, rough=0.9)
    parts = [
        ball('body', 0.09, (0, 0, 0.09), skin, scale=(1, 0.85, 1.1), around=64),
        ball('head', 0.07, (0, -0.01, 0.235), skin, scale=(1, 0.95, 0.95), around=64),
    ]
    for side in (-1, 1):
        parts.append(ball('leg', 0.035, (side * 0.07, -0.07, 0.03), skin, scale=(0.9, 1.6, 0.8)))
        parts.append(ball('arm', 0.03, (side * 0.09, -0.035, 0.13), skin, scale=(0.8, 0.9, 1.6)))
        tall = {'round': (1, 0.5, 1), 'long': (0.6, 0.4, 2.6), 'none': (0.3, 0.3, 0.3)}[ears]
        parts.append(ball('ear', 0.026, (side * 0.05, 0, 0.29 + 0.02 * tall[2]), skin, scale=tall))
        ball('eye', 0.009, (side * 0.026, -0.082, 0.245), plain('#120d0b', 0.05))
    ball('nose', 0.011, (0, -0.093, 0.222), plain('#2b1a17', 0.3), scale=(1.2, 0.7, 0.8))
    for k, part in enumerate(parts):
        share = dict(look, count=int(look['count'] * (1 if k < 2 else 0.25)))
        strands(part, share, seed + k)


def head_of_hair(seed, look, skin='#c99a7c', coat=('#3d4450', '#4c5565'), low=-0.02):
    """A mannequin's head and shoulders, cut off by the frame's lower edge."""
    face = plain(skin, 0.45)
    head = ball('head', 0.095, (0, 0, 0.3), face, scale=(0.82, 0.98, 1.2), around=96)
    tube('neck', curve_through([(0, 0.02, 0.1), (0, 0.015, 0.17), (0, 0, 0.25)], 24), 0.045, face, sides=32)
    ball('nose', 0.016, (0, -0.095, 0.285), face, scale=(0.7, 0.9, 1.5))
    for side in (-1, 1):
        ball('eye', 0.011, (side * 0.032, -0.08, 0.315), plain('#1c1512', 0.1))
        ball('ear', 0.02, (side * 0.079, 0.005, 0.295), face, scale=(0.35, 0.7, 1.2))
    lathe('shoulders', [(0.21, -0.25), (0.2, -0.05), (0.17, 0.05), (0.1, 0.105), (0.055, 0.13)], mottled(coat, 70, rough=0.9), smoother=1).scale = (1, 0.6, 1)
    strands(head, look, seed, lambda x, y, z: z > low + 0.7 * max(0.0, -y - 0.01) or (y > 0.02 and z > -0.05))


def tail(seed, look, felt):
    """A bushy tail, a boa, a branch of catkins: hair along a bent rod."""
    rng = np.random.default_rng(seed)
    points = [(0.05 * math.sin(2.2 * t + seed) + 0.01 * rng.standard_normal(), 0.02 * math.cos(3 * t), 0.34 * t / 3) for t in np.linspace(0, 3, 7)]
    thick = np.interp(np.linspace(0, 1, 60), [0, 0.2, 0.8, 1], [0.012, 0.025, 0.022, 0.004])
    rod = tube('rod', curve_through(points, 60), thick, plain(felt[0], 0.9), sides=24)
    strands(rod, look, seed)


def wool(seed, look, felt, fringe=False):
    """A knitted ball, or a hanging cloth with a fringe: soft edges of short loose fibres."""
    knit = mottled(felt, 30, (1, 1, 3), 0.95, 1.0)
    if not fringe:
        for k, (at, radius) in enumerate((((0, 0, 0.1), 0.1), ((0.13, 0.05, 0.06), 0.06), ((-0.12, 0.02, 0.05), 0.05))):
            thing = ball('ball', radius, at, knit, around=96)
            strands(thing, dict(look, count=int(look['count'] * (radius / 0.1) ** 2)), seed + k)
        turns = np.linspace(0, 14, 200)
        path = np.stack([0.02 * turns - 0.15 + 0.01 * np.sin(3 * turns), -0.09 + 0.02 * np.cos(2 * turns), np.full(200, 0.004)], 1)
        strands(tube('yarn', path, 0.003, knit, sides=8), dict(look, count=look['count'] // 4), seed)
        return
    across, up = np.meshgrid(np.linspace(-0.14, 0.14, 60), np.linspace(0, 0.3, 40))
    fold = 0.018 * np.sin(across * 55 + seed) * (1.2 - up / 0.3) + 0.006 * np.sin(across * 130)
    vertices = np.stack([across * (0.8 + 0.6 * (0.3 - up)), fold, up + 0.01 * np.cos(across * 20)], -1).reshape(-1, 3)
    faces = [(i * 60 + j, i * 60 + j + 1, (i + 1) * 60 + j + 1, (i + 1) * 60 + j) for i in range(39) for j in range(59)]
    from studio import mesh
    cloth = mesh('cloth', vertices, faces, knit)
    strands(cloth, look, seed)
    strands(cloth, dict(look, count=260, children=6, length=0.05, lift=0.001, stray=0.002, fall=(0, 0, -0.03), clump=0.9), seed + 1, lambda x, y, z: z < 0.016)
    tube('rail', [(-0.2, 0, 0.305), (0.2, 0, 0.305)], 0.006, plain('#6b5a48', 0.4))
