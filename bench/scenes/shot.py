"""Takes the shot: picture, true matte, foreground and regions of a scene, into one set. Our own work, CC0.

The matte is the same scene seen by the same camera, through the same lens, a second time, with nothing but the subject on
a transparent film: the share of each pixel that the subject covers, and of glass and cloth the share of the light that
they do not let through.
"""
import os
import time

import bpy
import numpy as np

from studio import ARGUMENTS, BACKGROUND, option

# Alpha of what one sees through, coverage of what lies wholly on the subject, and the smallest hole (share of the picture).
GLASS = (0.05, 0.95)
COVERED = 0.98
EMPTY = 0.02
SMALLEST_HOLE = 0.0005


def take(name, size, samples=48, alpha_samples=256, exposure=0.0, see_through=False, hole=False, bounces=4):
    """see_through: glass or cloth is in it, so the glass region is written too, and no foreground, which has no colour
    of its own there. hole: the empty parts inside the subject are written as a region."""
    width, height = (int(side) for side in option('--size', f'{size[0]}x{size[1]}').split('x'))
    samples = int(option('--samples', samples))
    alpha_samples = int(option('--alpha-samples', alpha_samples))
    folder = os.path.abspath(option('--set', 'rendered'))
    name = option('--name', name)
    for part in ('images', 'masks', 'fg', 'regions'):
        os.makedirs(os.path.join(folder, part), exist_ok=True)
    path = lambda part, ending: os.path.join(folder, part, f'{name}.{ending}')
    began = time.time()
    _prepare(width, height, exposure, see_through, bounces)

    photo = _photo(samples)
    _save_shown(path('images', 'jpg'), photo, 'JPEG')

    scene = bpy.context.scene
    scene.render.film_transparent = True
    coverage = _coverage(alpha_samples)
    alpha = np.minimum(_seen_through(alpha_samples), coverage) if see_through else coverage
    save_bytes(path('masks', 'png'), alpha)
    if see_through:
        glass = (coverage >= COVERED) & (alpha >= GLASS[0]) & (alpha <= GLASS[1])
        save_bytes(path('regions', 'glass.png'), glass.astype(np.float32))
    if hole:
        save_bytes(path('regions', 'hole.png'), _holes(alpha).astype(np.float32))
    if not see_through and '--no-fg' not in ARGUMENTS:
        _save_foreground(path('fg', 'png'), photo, coverage, samples)
    print(f'DONE {name} {width}x{height} in {time.time() - began:.0f} s', flush=True)


def _prepare(width, height, exposure, see_through, bounces):
    scene = bpy.context.scene
    scene.render.engine = 'CYCLES'
    scene.render.resolution_x, scene.render.resolution_y = width, height
    scene.render.resolution_percentage = 100
    scene.view_settings.view_transform = 'Filmic'
    scene.view_settings.look = 'Medium High Contrast'
    scene.view_settings.exposure = exposure
    cycles = scene.cycles
    cycles.use_denoising = False
    cycles.use_adaptive_sampling = True
    cycles.max_bounces = bounces
    cycles.transparent_max_bounces = 16
    cycles.transmission_bounces = bounces + 6
    cycles.caustics_reflective = False
    cycles.caustics_refractive = see_through
    cycles.sample_clamp_indirect = 4.0
    cycles.pixel_filter_type = 'BLACKMAN_HARRIS'
    cycles.filter_width = 1.3
    cycles.use_fast_gi = not see_through
    cycles.ao_bounces_render = 1
    layer = bpy.context.view_layer
    layer.use_pass_normal = layer.use_pass_diffuse_color = True


def _photo(samples):
    """Two renders of half the samples, and from their differences one with less noise, with a little grain."""
    cycles = bpy.context.scene.cycles
    cycles.adaptive_threshold, cycles.adaptive_min_samples = 0.03, max(4, samples // 8)
    cycles.samples = max(1, samples // 2)
    passes = ('Image', 'Normal', 'DiffCol')
    cycles.seed = 11
    first = _render(passes)
    cycles.seed = 97
    second = _render(passes)
    normal = (first['Normal'] + second['Normal'])[..., :3] / 2
    colour = np.sqrt(np.clip((first['DiffCol'] + second['DiffCol'])[..., :3] / 2, 0, 2))
    clean = _denoise(first['Image'][..., :3], second['Image'][..., :3], ((colour, 0.09), (normal, 0.35)))
    rng = np.random.default_rng(7)
    grain = rng.standard_normal(clean.shape[:2] + (1,)) * 0.8 + rng.standard_normal(clean.shape) * 0.4
    return np.clip(clean * (1 + 0.012 * grain) + 0.0012 * grain, 0, None).astype(np.float32)


def _coverage(samples):
    """Alpha of the subject as if everything in it were solid."""
    cycles = bpy.context.scene.cycles
    layer = bpy.context.view_layer
    for thing in BACKGROUND.all_objects:
        thing.is_holdout = True
    solid = bpy.data.materials.new('solid')
    solid.use_nodes = True
    tree = solid.node_tree
    tree.nodes.clear()
    light = tree.nodes.new('ShaderNodeEmission')
    tree.links.new(light.outputs[0], tree.nodes.new('ShaderNodeOutputMaterial').inputs[0])
    layer.material_override = solid
    bounces = cycles.max_bounces
    cycles.max_bounces = 0
    cycles.adaptive_threshold, cycles.adaptive_min_samples = 0.01, max(16, samples // 8)
    cycles.samples, cycles.seed = samples, 5
    alpha = np.clip(_render(('Image',))['Image'][..., 3], 0, 1)
    layer.material_override = None
    cycles.max_bounces = bounces
    return alpha


def _seen_through(samples):
    """Alpha of the subject with the light that goes through it taken off; nothing else is there."""
    cycles = bpy.context.scene.cycles
    for thing in BACKGROUND.all_objects:
        thing.is_holdout, thing.hide_render = False, True
    cycles.film_transparent_glass = True
    cycles.film_transparent_roughness = 0.1
    cycles.samples = max(16, samples // 2)
    alpha = np.clip(_render(('Image',))['Image'][..., 3], 0, 1)
    cycles.film_transparent_glass = False
    for thing in BACKGROUND.all_objects:
        thing.hide_render = False
    return alpha


def _save_foreground(path, photo, coverage, samples):
    """The subject's own colours in the same light, straight alpha; where it is solid, the picture's."""
    cycles = bpy.context.scene.cycles
    for thing in BACKGROUND.all_objects:
        thing.is_holdout, thing.visible_camera = False, False
    cycles.adaptive_threshold, cycles.samples, cycles.seed = 0.03, max(2, samples // 3), 21
    halves = []
    for seed in (21, 22):
        cycles.seed = seed
        seen = _render(('Image',))['Image']
        halves.append((seen[..., :3] / np.maximum(seen[..., 3:], 1e-3) * (seen[..., 3:] > 1e-3), seen[..., 3:]))
    weight = (halves[0][1] + halves[1][1]) / 2
    colours = _denoise(halves[0][0], halves[1][0], ((weight, 0.25),))
    solid = np.clip((coverage - 0.97) / 0.03, 0, 1)[..., None]
    colours = colours * (1 - solid) + photo * solid
    shown = path + '.shown.png'
    _save_shown(shown, colours, 'PNG')
    straight = _load(shown)[..., :3]
    os.remove(shown)
    alpha = np.round(coverage * 255) / 255
    straight[alpha == 0] = 0
    save_bytes(path, np.dstack([straight, alpha]))


def _holes(alpha):
    """Empty parts that do not touch the border, without the smallest."""
    height, width = alpha.shape
    empty = alpha <= EMPTY
    open_air = np.zeros_like(empty)
    open_air[0], open_air[-1], open_air[:, 0], open_air[:, -1] = empty[0], empty[-1], empty[:, 0], empty[:, -1]
    _flood(open_air, empty)
    left = empty & ~open_air
    holes = np.zeros_like(empty)
    while left.any():
        part = np.zeros_like(empty)
        part.flat[np.argmax(left)] = True
        _flood(part, left)
        left &= ~part
        if part.sum() >= SMALLEST_HOLE * width * height:
            holes |= part
    return holes


def _flood(part, within):
    """Lets a part grow through the pixels it may have, run by run along rows and columns, until it fills them."""
    before = -1
    while part.sum() != before:
        before = part.sum()
        for plane, room in ((part, within), (part.T, within.T)):
            for line, free in ((plane, room), (plane[:, ::-1], room[:, ::-1])):
                for x in range(1, line.shape[1]):
                    line[:, x] |= line[:, x - 1] & free[:, x]


# ---------------------------------------------------------------- noise
def _denoise(first, second, features, reach=3, strength=0.9):
    """Non-local means over two half renders, each weighed by the other and held by features (after Rousselle, Knaus and
    Zwicker, 2012), in strips, so that a large picture needs no more memory."""
    height = first.shape[0]
    out = np.empty_like(first)
    margin = reach + 4
    for top in range(0, height, 256):
        bottom = min(height, top + 256)
        a, b = max(0, top - margin), min(height, bottom + margin)
        strip = _denoise_strip(first[a:b], second[a:b], [(f[a:b], s) for f, s in features], reach, strength)
        out[top:bottom] = strip[top - a:top - a + bottom - top]
    return out


def _denoise_strip(first, second, features, reach, strength):
    logs = [np.log1p(np.clip(x, 0, 40) * 4).astype(np.float32) for x in (first, second)]
    noise = _blur(_blur((logs[0] - logs[1]) ** 2)) / 2 + 2e-5
    h, w = first.shape[:2]
    pad = lambda x: np.pad(x, ((reach, reach), (reach, reach), (0, 0)), mode='edge')
    colours, shown = [pad(first), pad(second)], [pad(x) for x in logs]
    padded_noise, padded_features = pad(noise), [pad(f) for f, _ in features]
    sums, weights = [np.zeros_like(first) for _ in (0, 1)], [np.zeros((h, w, 1), np.float32) for _ in (0, 1)]
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            shifted = lambda x: x[reach + dy:reach + dy + h, reach + dx:reach + dx + w]
            apart = np.zeros((h, w), np.float32)
            for (feature, scale), padded in zip(features, padded_features):
                np.maximum(apart, ((feature - shifted(padded)) ** 2).sum(-1) / scale**2, out=apart)
            there = shifted(padded_noise)
            expected = noise + np.minimum(noise, there)
            for i in (0, 1):
                distance = ((logs[i] - shifted(shown[i])) ** 2 - expected) / (strength**2 * (noise + there) + 1e-6)
                weight = np.exp(-np.maximum(np.maximum(_blur(distance.mean(-1, keepdims=True))[..., 0], apart), 0))
                sums[1 - i] += weight[..., None] * shifted(colours[1 - i])
                weights[1 - i] += weight[..., None]
    return (sums[0] / weights[0] + sums[1] / weights[1]) / 2


def _blur(x):
    for axis in (0, 1):
        wide = np.concatenate([x.take([0], axis), x, x.take([-1], axis)], axis)
        n = x.shape[axis]
        x = (wide.take(range(n), axis) + x + wide.take(range(2, n + 2), axis)) / 3
    return x


# ---------------------------------------------------------------- files
def _render(passes):
    """Renders, and gives each pass as an array of rows from above, linear."""
    scene = bpy.context.scene
    scene.use_nodes = True
    tree = scene.node_tree
    tree.nodes.clear()
    layers = tree.nodes.new('CompositorNodeRLayers')
    files = tree.nodes.new('CompositorNodeOutputFile')
    files.base_path = bpy.app.tempdir
    files.format.file_format = 'OPEN_EXR'
    files.format.color_depth = '32'
    files.format.color_mode = 'RGBA'
    files.file_slots.clear()
    for name in passes:
        files.file_slots.new(f'{name}.')
        tree.links.new(layers.outputs[name], files.inputs[-1])
    tree.links.new(layers.outputs['Image'], tree.nodes.new('CompositorNodeComposite').inputs[0])
    scene.frame_set(1)
    bpy.ops.render.render(write_still=False)
    return {name: _load(os.path.join(bpy.app.tempdir, f'{name}.0001.exr')) for name in passes}


def _load(path):
    image = bpy.data.images.load(path, check_existing=False)
    image.colorspace_settings.name = 'Non-Color'
    width, height = image.size
    values = np.empty(width * height * 4, np.float32)
    image.pixels.foreach_get(values)
    bpy.data.images.remove(image)
    return values.reshape(height, width, 4)[::-1].copy()


def _save_shown(path, colours, kind):
    """Linear colours as a file, through the scene's view."""
    height, width = colours.shape[:2]
    image = bpy.data.images.new('shown', width, height, float_buffer=True, alpha=False)
    image.colorspace_settings.name = 'Linear'
    values = np.ones((height, width, 4), np.float32)
    values[..., :3] = colours[::-1]
    image.pixels.foreach_set(values.ravel())
    image.update()
    settings = bpy.context.scene.render.image_settings
    settings.file_format, settings.color_mode, settings.quality, settings.color_depth = kind, 'RGB', 90, '8'
    image.save_render(path, scene=bpy.context.scene)
    bpy.data.images.remove(image)


def save_bytes(path, values):
    """Values of 0..1 as an 8-bit PNG, grey or RGBA, as they are."""
    import struct
    import zlib

    data = np.round(np.clip(values, 0, 1) * 255).astype(np.uint8)
    height, width = data.shape[:2]
    rows = data.reshape(height, -1)
    # Each row as its difference from the one above.
    lines = np.zeros((height, 1 + rows.shape[1]), np.uint8)
    lines[:, 0] = 2
    lines[:, 1:] = rows - np.vstack([np.zeros_like(rows[:1]), rows[:-1]])
    chunk = lambda kind, body: struct.pack('>I', len(body)) + kind + body + struct.pack('>I', zlib.crc32(kind + body))
    head = struct.pack('>IIBBBBB', width, height, 8, 0 if data.ndim == 2 else 6, 0, 0, 0)
    with open(path, 'wb') as file:
        file.write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', head))
        file.write(chunk(b'IDAT', zlib.compress(lines.tobytes(), 9)) + chunk(b'IEND', b''))
