"""Renders the subjects of the training pictures, each by itself on a transparent film.

    blender -b -t 1 -P bench/scenes/training/render.py -- --folder FOLDER --subject NAME [--pixels 1.2] [--samples 16]

Leaves FOLDER/subjects/NAME.npz: linear light times coverage (float16) and coverage (uint16, 65535 is covered). What is laid
over a background later is made of these very numbers, so the matte is exact whatever the noise of the render.
"""
import math
import os
import sys
import time
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
import bpy
import numpy as np
from mathutils import Vector
from shot import _render
from studio import ARGUMENTS, SUBJECT, camera, linear, option
from subjects import SMALL, TRAINING, VALIDATION

MARGIN = 1.0


def seed_of(*names):
    return zlib.crc32('/'.join(names).encode())


def light(rng):
    """A sun, a weaker one from behind, and an uneven sky."""
    for turn, height, power, soft in ((rng.uniform(-2.4, -0.7), rng.uniform(0.3, 1.1), rng.uniform(1.5, 4), rng.uniform(0.05, 0.6)), (rng.uniform(0.6, 2.6), rng.uniform(0.2, 0.9), rng.uniform(0.2, 2.5), 0.3)):
        data = bpy.data.lights.new('sun', 'SUN')
        data.energy, data.angle = power, soft
        data.color = linear(rng.choice(['#fff1dc', '#ffffff', '#e6eeff']))[:3]
        thing = bpy.data.objects.new('sun', data)
        bpy.context.scene.collection.objects.link(thing)
        way = Vector((math.cos(turn) * math.cos(height), math.sin(turn) * math.cos(height), math.sin(height)))
        thing.rotation_euler = (-way).to_track_quat('-Z', 'Y').to_euler()
    world = bpy.data.worlds.new('world')
    bpy.context.scene.world = world
    world.use_nodes = True
    tree = world.node_tree
    noise, ramp = tree.nodes.new('ShaderNodeTexNoise'), tree.nodes.new('ShaderNodeValToRGB')
    noise.inputs['Scale'].default_value = float(rng.uniform(1, 3))
    ends = ramp.color_ramp.elements
    ends[0].position, ends[1].position = 0.35, 0.6
    ends[0].color, ends[1].color = linear(rng.choice(['#1c2228', '#3a332b', '#4a5560'])), linear(rng.choice(['#dfe8f2', '#f6e6cf', '#ffffff']))
    tree.links.new(tree.nodes.new('ShaderNodeTexCoord').outputs['Generated'], noise.inputs['Vector'])
    tree.links.new(noise.outputs['Fac'], ramp.inputs[0])
    tree.links.new(ramp.outputs[0], tree.nodes['Background'].inputs[0])
    tree.nodes['Background'].inputs[1].default_value = float(rng.uniform(0.4, 1.1))


def frame(rng, pixels):
    """Puts the camera where the subject's box fills the picture."""
    corners = [thing.matrix_world @ Vector(c) for thing in SUBJECT.all_objects for c in thing.bound_box]
    longest = max([p.settings.hair_length for thing in SUBJECT.all_objects for p in thing.particle_systems] or [0]) * 0.35
    low = np.min(corners, 0) - longest
    high = np.max(corners, 0) + longest
    centre, extent = (low + high) / 2, high - low
    if low[2] < -0.15:
        # A bust: the frame cuts it.
        low[2] = -0.06
        centre, extent = (low + high) / 2, high - low
    wide = math.hypot(extent[0], 0.4 * extent[1])
    portrait = extent[2] > wide
    width = int(round(math.sqrt(pixels * 1e6 * (0.75 if portrait else 4 / 3)) / 8)) * 8
    height = int(round(pixels * 1e6 / width / 8)) * 8
    lens = float(rng.uniform(55, 90))
    across = 36 / lens * (width / max(width, height))
    down = 36 / lens * (height / max(width, height))
    away = float(max(wide / across, extent[2] / down) * MARGIN * rng.uniform(0.94, 1.25) + extent[1] / 4)
    turn, rise = float(rng.uniform(-0.5, 0.5)), float(rng.uniform(0.0, 0.3))
    at = Vector([float(c) for c in centre]) + away * Vector((math.sin(turn) * math.cos(rise), -math.cos(turn) * math.cos(rise), math.sin(rise)))
    camera(at, Vector([float(c) for c in centre]), lens, float(rng.choice([2.8, 5.6, 22])))
    return width, height


def main():
    name, folder = option('--subject'), os.path.join(os.path.abspath(option('--folder')), 'subjects')
    os.makedirs(folder, exist_ok=True)
    began = time.time()
    seed = seed_of(name)
    rng = np.random.default_rng(seed)
    build, arguments = {**TRAINING, **VALIDATION}[name]
    build(seed=seed % 1000, **arguments)
    light(rng)
    bpy.context.view_layer.update()
    small = build in SMALL
    width, height = frame(rng, float(option('--pixels', 0.55 if small else 1.2)))
    scene = bpy.context.scene
    scene.render.engine = 'CYCLES'
    scene.render.resolution_x, scene.render.resolution_y, scene.render.resolution_percentage = width, height, 100
    scene.render.film_transparent = True
    cycles = scene.cycles
    cycles.samples, cycles.seed = int(option('--samples', 20 if small else 16)), seed % 10000
    cycles.use_adaptive_sampling, cycles.adaptive_threshold, cycles.adaptive_min_samples = True, 0.02, 16
    cycles.use_denoising = False
    cycles.max_bounces, cycles.sample_clamp_indirect = 2, 3.0
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.use_fast_gi, cycles.ao_bounces_render = True, 1
    cycles.pixel_filter_type, cycles.filter_width = 'BLACKMAN_HARRIS', float(rng.uniform(1.2, 1.8))
    picture = _render(('Image',))['Image']
    alpha = np.clip(picture[..., 3], 0, 1)
    light_ = np.clip(picture[..., :3], 0, 16)
    np.savez_compressed(os.path.join(folder, f'{name}.npz'), light=light_.astype(np.float16), alpha=np.round(alpha * 65535).astype(np.uint16))
    print(f'DONE {name} {width}x{height} covers {alpha.mean():.2f} in {time.time() - began:.0f} s', flush=True)


main()
