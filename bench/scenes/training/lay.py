"""Lays each subject over several backgrounds: the training pictures, with the very mattes they were mixed by.

    blender -b -P bench/scenes/training/lay.py -- --folder FOLDER [--each 3]

Reads FOLDER/subjects and FOLDER/rooms; writes FOLDER/train and FOLDER/validation, sets as `npm run bench:accuracy` reads
them, called SUBJECT.N. Subject and background mix in linear light, as in a lens, the one's shadow and the other's light upon each other; then
a curve, sharpening, grain and JPEG follow.
"""
import os
import sys
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
import bpy
import numpy as np
from grounds import blur, convolve, ground
from shot import save_bytes
from studio import option
from subjects import TRAINING, VALIDATION

MEGAPIXELS = 1.2


def shown(light, curve):
    """Linear light as sRGB 0..1 by one of four curves: the standard's, one with contrast, a soft shoulder, film."""
    if curve == 'shoulder':
        light = light * 1.25 / (1 + 0.55 * light)
    elif curve == 'film':
        # Narkowicz's fit to the curve of the Academy.
        light = light * 0.8
        light = light * (2.51 * light + 0.03) / (light * (2.43 * light + 0.59) + 0.14)
    light = np.clip(light, 0, 1)
    value = np.where(light < 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return value * 0.7 + 0.3 * value * value * (3 - 2 * value) if curve == 'contrast' else value


def shadow(rng, alpha):
    """What the subject leaves of the light behind it: its shadow, beside it or all around."""
    if rng.random() < 0.5:
        return 1
    wide = blur(alpha, rng.uniform(2, 40))
    return 1 - rng.uniform(0.2, 0.75) * np.roll(wide, (int(rng.integers(0, 30)), int(rng.integers(-30, 30))), (0, 1))


def spill(rng, light, alpha, behind):
    """The background's light on the subject, most where it turns away from the camera."""
    if rng.random() < 0.5:
        return light
    inside = blur(alpha, rng.uniform(3, 20))
    return light + alpha * (1 - inside) * blur(behind, 25) * rng.uniform(0.1, 0.5)


def camera(rng, value):
    """What a camera does to the picture in the end: sharpening, and noise."""
    if rng.random() < 0.4:
        value = value + rng.uniform(0.2, 0.8) * (value - blur(value, rng.uniform(0.8, 1.5)))
    return value + blur(rng.normal(0, 1, value.shape), rng.choice([0, 0.6])) * rng.choice([0.002, 0.006, 0.015])


def roomy(rng, planes):
    """A small render with room around it, cut by the lower edge or not, so that the picture has MEGAPIXELS."""
    h, w = planes.shape[:2]
    times = np.sqrt(MEGAPIXELS * 1e6 / (h * w))
    if times < 1.1:
        return planes
    high, wide = int(h * times), int(w * times)
    out = np.zeros((high, wide, planes.shape[2]), np.float32)
    top, left = int((high - h) * rng.uniform(0.4, 1)), int((wide - w) * rng.uniform(0.2, 0.8))
    out[top:top + h, left:left + w] = planes
    return out


def out_of_focus(rng, planes):
    """A lens that is not quite sharp, or a subject that moved."""
    what = rng.choice(['sharp', 'sharp', 'soft', 'lens', 'motion'])
    if what == 'soft':
        return what, blur(planes, rng.uniform(0.5, 1.4))
    if what == 'lens':
        r = rng.uniform(1.5, 6)
        n = int(r) + 1
        y, x = np.mgrid[-n:n + 1, -n:n + 1]
        kernel = np.clip(r - np.hypot(y, x) + 0.5, 0, 1)
    elif what == 'motion':
        n, turn = int(rng.uniform(3, 9)), rng.uniform(0, np.pi)
        kernel = np.zeros((2 * n + 1, 2 * n + 1))
        for t in np.linspace(-n, n, 4 * n):
            kernel[n + int(round(t * np.sin(turn))), n + int(round(t * np.cos(turn)))] += 1
    else:
        return what, planes
    return what, convolve(planes, (kernel / kernel.sum()).astype(np.float32))


def save_jpeg(path, values, quality):
    height, width = values.shape[:2]
    image = bpy.data.images.new('picture', width, height, alpha=False)
    pixels = np.ones((height, width, 4), np.float32)
    pixels[..., :3] = np.round(values[::-1] * 255) / 255
    image.pixels.foreach_set(pixels.ravel())
    image.filepath_raw, image.file_format = path, 'JPEG'
    bpy.context.scene.render.image_settings.quality = quality
    image.save()
    bpy.data.images.remove(image)


def main():
    folder, each = os.path.abspath(option('--folder')), int(option('--each', 3))
    for part, names in (('train', TRAINING), ('validation', VALIDATION)):
        for kind in ('images', 'masks'):
            os.makedirs(os.path.join(folder, part, kind), exist_ok=True)
        for name in names:
            if not os.path.exists(os.path.join(folder, 'subjects', f'{name}.npz')):
                print(f'no {name}')
                continue
            stored = np.load(os.path.join(folder, 'subjects', f'{name}.npz'))
            whole = np.dstack([stored['light'].astype(np.float32), stored['alpha'].astype(np.float32) / 65535])
            for k in range(each):
                rng = np.random.default_rng(zlib.crc32(f'{name}.{k}'.encode()))
                subject = whole[:, ::-1] if rng.random() < 0.5 else whole
                blurred, subject = out_of_focus(rng, roomy(rng, subject))
                light, alpha = subject[..., :3] * rng.uniform(0.75, 1.3), np.round(np.clip(subject[..., 3:], 0, 1) * 255) / 255
                own = light.sum((0, 1)) / alpha.sum()
                h, w = alpha.shape[:2]
                kind, behind = ground(rng, h, w, own, os.path.join(folder, 'rooms'))
                picture = spill(rng, light, alpha, behind) + (1 - alpha) * behind * shadow(rng, alpha)
                value = camera(rng, shown(picture, rng.choice(['standard', 'contrast', 'shoulder', 'film', 'film'])))
                save_jpeg(os.path.join(folder, part, 'images', f'{name}.{k}.jpg'), np.clip(value, 0, 1), int(rng.integers(84, 97)))
                save_bytes(os.path.join(folder, part, 'masks', f'{name}.{k}.png'), alpha[..., 0])
                print(f'DONE {part}/{name}.{k} {kind} {blurred}', flush=True)


main()
