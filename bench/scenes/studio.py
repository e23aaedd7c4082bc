"""What the scenes share: shapes, materials, light, and the shot that gives picture, true matte and foreground.

Our own work, CC0. Used as: blender -b -t 1 -P glass.py -- --set FOLDER [--size 4000x3000] [--samples 8] ...
Objects belong to the subject ('s') or to the background ('b').
"""
import math
import os
import random
import sys

import bpy
import numpy as np
from mathutils import Vector

ARGUMENTS = sys.argv[sys.argv.index('--') + 1:] if '--' in sys.argv else []

bpy.ops.wm.read_factory_settings(use_empty=True)
SUBJECT = bpy.data.collections.new('subject')
BACKGROUND = bpy.data.collections.new('background')
for _collection in (SUBJECT, BACKGROUND):
    bpy.context.scene.collection.children.link(_collection)
random.seed(1)


def option(name, default=None):
    """The value after an argument."""
    return ARGUMENTS[ARGUMENTS.index(name) + 1] if name in ARGUMENTS else default


# ---------------------------------------------------------------- shapes
def mesh(name, vertices, faces, material, where='s', smooth=True):
    data = bpy.data.meshes.new(name)
    data.from_pydata([tuple(v) for v in vertices], [], [tuple(int(i) for i in f) for f in faces])
    if smooth:
        data.polygons.foreach_set('use_smooth', [True] * len(data.polygons))
    data.update()
    data.materials.append(material)
    thing = bpy.data.objects.new(name, data)
    (SUBJECT if where == 's' else BACKGROUND).objects.link(thing)
    return thing


def lathe(name, profile, material, where='s', around=96, at=(0, 0, 0), smoother=0):
    """A profile of (radius, height) turned about the vertical axis."""
    rows = len(profile)
    turns = [2 * math.pi * j / around for j in range(around)]
    vertices = [(r * math.cos(a), r * math.sin(a), z) for r, z in profile for a in turns]
    faces = [
        (i * around + j, i * around + (j + 1) % around, (i + 1) * around + (j + 1) % around, (i + 1) * around + j)
        for i in range(rows - 1)
        for j in range(around)
    ]
    thing = mesh(name, vertices, faces, material, where)
    thing.location = at
    if smoother:
        subdivide(thing, smoother)
    return thing


def tube(name, path, radius, material, where='s', sides=16, closed=False):
    """A round rod along a path; the radius may change from point to point."""
    points = np.asarray(path, float)
    count = len(points)
    radii = np.broadcast_to(radius, count)
    if closed:
        along = np.roll(points, -1, 0) - np.roll(points, 1, 0)
    else:
        along = np.gradient(points, axis=0)
    along /= np.linalg.norm(along, axis=1)[:, None] + 1e-12
    across = np.cross(along[0], [0.0, 0.0, 1.0])
    if np.linalg.norm(across) < 1e-3:
        across = np.cross(along[0], [1.0, 0.0, 0.0])
    vertices, faces = [], []
    for i in range(count):
        across = across - along[i] * np.dot(across, along[i])
        across /= np.linalg.norm(across) + 1e-12
        other = np.cross(along[i], across)
        for j in range(sides):
            a = 2 * math.pi * j / sides
            vertices.append(points[i] + radii[i] * (math.cos(a) * across + math.sin(a) * other))
    for i in range(count if closed else count - 1):
        here, there = i * sides, (i + 1) % count * sides
        for j in range(sides):
            k = (j + 1) % sides
            faces.append((here + j, here + k, there + k, there + j))
    if not closed:
        faces.append(tuple(range(sides))[::-1])
        faces.append(tuple(range((count - 1) * sides, count * sides)))
    return mesh(name, vertices, faces, material, where)


def box(name, size, at, material, where='b', bevel=0.0, turn=(0, 0, 0)):
    x, y, z = (side / 2 for side in size)
    vertices = [(sx * x, sy * y, sz * z) for sx in (-1, 1) for sy in (-1, 1) for sz in (-1, 1)]
    faces = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    thing = mesh(name, vertices, faces, material, where, smooth=False)
    thing.location, thing.rotation_euler = at, turn
    if bevel:
        rounding = thing.modifiers.new('bevel', 'BEVEL')
        rounding.width, rounding.segments = bevel, 3
    return thing


def floor(name, width, depth, at, material, turn=(0, 0, 0)):
    x, y = width / 2, depth / 2
    thing = mesh(name, [(-x, -y, 0), (x, -y, 0), (x, y, 0), (-x, y, 0)], [(0, 1, 2, 3)], material, 'b', smooth=False)
    thing.location, thing.rotation_euler = at, turn
    return thing


def wall(name, width, height, distance, material):
    return floor(name, width, height, (0, distance, height / 4), material, turn=(math.pi / 2, 0, 0))


def ball(name, radius, at, material, where='s', scale=(1, 1, 1), around=48):
    arc = np.linspace(0, math.pi, around // 2 + 1)
    profile = [(max(1e-5, radius * math.sin(t)), -radius * math.cos(t)) for t in arc]
    thing = lathe(name, profile, material, where, around=around, at=at)
    thing.scale = scale
    return thing


def curve_through(points, count):
    """A smooth path (Catmull-Rom) through points."""
    p = np.asarray(points, float)
    p = np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    t = np.linspace(0, len(p) - 3 - 1e-9, count)
    i = t.astype(int)
    u = (t - i)[:, None]
    a, b, c, d = p[i], p[i + 1], p[i + 2], p[i + 3]
    return 0.5 * (2 * b + (c - a) * u + (2 * a - 5 * b + 4 * c - d) * u**2 + (3 * b - a - 3 * c + d) * u**3)


def subdivide(thing, levels):
    modifier = thing.modifiers.new('smooth', 'SUBSURF')
    modifier.levels = modifier.render_levels = levels


# ---------------------------------------------------------------- materials
def linear(colour):
    """'#rrggbb' in sRGB as linear rgba."""
    values = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    return tuple(v / 12.92 if v < 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values) + (1,)


def plain(colour, rough=0.5, metal=0.0, glow=0.0):
    material = bpy.data.materials.new('plain')
    material.use_nodes = True
    shader = material.node_tree.nodes['Principled BSDF']
    shader.inputs['Base Color'].default_value = linear(colour)
    shader.inputs['Roughness'].default_value = rough
    shader.inputs['Metallic'].default_value = metal
    if glow:
        shader.inputs['Emission'].default_value = linear(colour)
        shader.inputs['Emission Strength'].default_value = glow
    return material


def mottled(colours, scale=8.0, stretch=(1, 1, 1), rough=0.6, bump=0.2):
    """Two or more colours mixed by noise: plaster, wood (stretched along the grain), stone."""
    material = plain(colours[0], rough)
    tree = material.node_tree
    shader = tree.nodes['Principled BSDF']
    place = tree.nodes.new('ShaderNodeTexCoord')
    mapping = tree.nodes.new('ShaderNodeMapping')
    mapping.inputs['Scale'].default_value = stretch
    noise = tree.nodes.new('ShaderNodeTexNoise')
    noise.inputs['Scale'].default_value = scale
    noise.inputs['Detail'].default_value = 8
    ramp = tree.nodes.new('ShaderNodeValToRGB')
    stops = ramp.color_ramp.elements
    while len(stops) < len(colours):
        stops.new(0.5)
    for i, (stop, colour) in enumerate(zip(stops, colours)):
        stop.position = 0.3 + 0.4 * i / (len(colours) - 1)
        stop.color = linear(colour)
    relief = tree.nodes.new('ShaderNodeBump')
    relief.inputs['Strength'].default_value = bump
    relief.inputs['Distance'].default_value = 0.005
    tree.links.new(place.outputs['Object'], mapping.inputs['Vector'])
    tree.links.new(mapping.outputs[0], noise.inputs['Vector'])
    tree.links.new(noise.outputs['Fac'], ramp.inputs[0])
    tree.links.new(noise.outputs['Fac'], relief.inputs['Height'])
    tree.links.new(ramp.outputs[0], shader.inputs['Base Color'])
    tree.links.new(relief.outputs[0], shader.inputs['Normal'])
    return material


def clear_glass(colour='#ffffff', ior=1.5):
    material = bpy.data.materials.new('glass')
    material.use_nodes = True
    tree = material.node_tree
    tree.nodes.clear()
    shader = tree.nodes.new('ShaderNodeBsdfGlass')
    shader.inputs['Color'].default_value = linear(colour)
    shader.inputs['Roughness'].default_value = 0.0
    shader.inputs['IOR'].default_value = ior
    end = tree.nodes.new('ShaderNodeOutputMaterial')
    tree.links.new(shader.outputs[0], end.inputs[0])
    return material


# ---------------------------------------------------------------- light and camera
def surroundings(colour, strength):
    world = bpy.data.worlds.new('world')
    bpy.context.scene.world = world
    world.use_nodes = True
    light = world.node_tree.nodes['Background']
    light.inputs[0].default_value = linear(colour)
    light.inputs[1].default_value = strength


def lamp(at, target, power, size=(1, 1), colour='#ffffff'):
    data = bpy.data.lights.new('lamp', 'AREA')
    data.energy, data.shape, data.color = power, 'RECTANGLE', linear(colour)[:3]
    data.size, data.size_y = size
    thing = bpy.data.objects.new('lamp', data)
    bpy.context.scene.collection.objects.link(thing)
    thing.location = at
    thing.rotation_euler = (Vector(target) - Vector(at)).to_track_quat('-Z', 'Y').to_euler()
    thing.visible_camera = False


def camera(at, target, lens=60, fstop=4.0):
    """Looks at the target and is sharp there."""
    data = bpy.data.cameras.new('camera')
    thing = bpy.data.objects.new('camera', data)
    bpy.context.scene.collection.objects.link(thing)
    thing.location = at
    thing.rotation_euler = (Vector(target) - Vector(at)).to_track_quat('-Z', 'Y').to_euler()
    data.lens, data.clip_start = lens, 0.01
    data.dof.use_dof = True
    data.dof.aperture_fstop = fstop
    data.dof.focus_distance = (Vector(target) - Vector(at)).length
    bpy.context.scene.camera = thing


def things_behind(count, across, deep, z, heights, colours, seed=3):
    """Boxes out of focus."""
    rng = random.Random(seed)
    for _ in range(count):
        h = rng.uniform(*heights)
        at = (rng.uniform(*across), rng.uniform(*deep), z + h / 2)
        size = (h * rng.uniform(0.4, 0.9), h * rng.uniform(0.4, 0.9), h)
        box('thing', size, at, plain(rng.choice(colours), rng.uniform(0.3, 0.9)), turn=(0, 0, rng.uniform(0, 3)))
