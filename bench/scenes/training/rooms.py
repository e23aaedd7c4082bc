"""Renders one room out of focus, as a ground for the training pictures: FOLDER/rooms/SEED.npz, linear light.

    blender -b -t 1 -P bench/scenes/training/rooms.py -- --folder FOLDER --seed 1
"""
import os
import random
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.dirname(HERE)]
import bpy
import numpy as np
from shot import _render
from studio import ball, box, camera, floor, lamp, mottled, option, plain, surroundings, wall

PALETTES = (
    ('#c9b39c', '#8a5a34', '#3c5a6b', '#d8d4cc', '#6f7f4f'),
    ('#5d6a72', '#2f3d3a', '#b4552f', '#cfd6da', '#87765e'),
    ('#e6e0d4', '#a8392b', '#41505c', '#d9b35a', '#7d8a86'),
    ('#3a4a3a', '#6d8f4e', '#a7b98a', '#4b3a2c', '#cdbb93'),
)


def main():
    folder, seed = os.path.join(os.path.abspath(option('--folder')), 'rooms'), int(option('--seed', 1))
    os.makedirs(folder, exist_ok=True)
    began = time.time()
    rng = random.Random(seed)
    colours = list(PALETTES[seed % len(PALETTES)])
    rng.shuffle(colours)
    floor('floor', 8, 6, (0, 2, 0), mottled((colours[0], colours[1]), rng.uniform(2, 8), (1, rng.choice([1, 14]), 1), 0.5))
    wall('wall', 10, 6, 3.5, mottled((colours[2], colours[3]), rng.uniform(1, 6)))
    for _ in range(26):
        at = (rng.uniform(-1.6, 1.6), rng.uniform(0.6, 3.2))
        size = rng.uniform(0.08, 0.4)
        material = plain(rng.choice(colours + ['#efe9dd', '#22262b']), rng.uniform(0.2, 0.9), glow=rng.choice([0, 0, 0, 0, 2.0]))
        if rng.random() < 0.6:
            box('thing', (size * rng.uniform(0.3, 1), size * rng.uniform(0.3, 1), size * rng.uniform(0.5, 3)), (*at, size / 2), material, turn=(0, 0, rng.uniform(0, 3)))
        else:
            ball('thing', size / 2, (*at, size / 2 + rng.choice([0, 0, 0.5])), material, 'b')
    surroundings('#cfdbe6', rng.uniform(0.3, 0.8))
    lamp((-1.5, -0.5, 2.2), (0, 1.5, 0.3), rng.uniform(40, 120), (0.8, 0.8), '#fff2e0')
    lamp((1.8, 1.0, 2.4), (0, 2, 0.3), rng.uniform(10, 60), (1.2, 0.6), '#e6eeff')
    camera((rng.uniform(-0.3, 0.3), -1.0, rng.uniform(0.3, 0.8)), (0, 1.5, 0.4), rng.uniform(32, 60), rng.choice([0.4, 0.9, 2.0]))
    scene = bpy.context.scene
    # Sharp at the subject, which stands before all this.
    scene.camera.data.dof.focus_distance = rng.uniform(0.8, 1.4)
    scene.render.engine = 'CYCLES'
    scene.render.resolution_x, scene.render.resolution_y, scene.render.resolution_percentage = 480, 480, 100
    cycles = scene.cycles
    cycles.samples, cycles.seed, cycles.max_bounces, cycles.use_denoising = 24, seed, 2, False
    cycles.use_fast_gi, cycles.sample_clamp_indirect = True, 3.0
    np.savez_compressed(os.path.join(folder, f'{seed}.npz'), light=np.clip(_render(('Image',))['Image'][..., :3], 0, 16).astype(np.float16))
    print(f'DONE room {seed} in {time.time() - began:.0f} s', flush=True)


main()
