"""Backgrounds drawn from numbers, in linear light: what a subject is laid over."""
import os

import numpy as np


def blur(planes, sigma):
    """Gaussian blur of an array of rows, columns and channels, mirrored at its borders."""
    if sigma < 0.2:
        return planes
    pad = int(3 * sigma) + 1
    wide = np.pad(planes, ((pad, pad), (pad, pad), (0, 0)), mode='symmetric')
    for axis in (0, 1):
        n = wide.shape[axis]
        response = np.exp(-2 * (np.pi * sigma * np.fft.rfftfreq(n)) ** 2)
        shape = [1, 1, 1]
        shape[axis] = len(response)
        wide = np.fft.irfft(np.fft.rfft(wide, axis=axis) * response.reshape(shape), n, axis=axis)
    return wide[pad:-pad, pad:-pad].astype(np.float32)


def convolve(planes, kernel):
    """The same with any small kernel of odd sides."""
    r = kernel.shape[0] // 2
    wide = np.pad(planes, ((r, r), (r, r), (0, 0)), mode='symmetric')
    h, w = planes.shape[:2]
    out = np.zeros_like(planes)
    for dy, dx in zip(*np.nonzero(kernel)):
        out += kernel[dy, dx] * wide[dy:dy + h, dx:dx + w]
    return out


def noise(rng, h, w, scale, octaves=5, stretch=1.0):
    """Fractal noise, about 0..1; `scale` is the size of its largest features in pixels."""
    total, weight, out = 0.0, 1.0, np.zeros((h, w), np.float32)
    for _ in range(octaves):
        rows, columns = max(2, int(h / scale) + 2), max(2, int(w / (scale * stretch)) + 2)
        grid = rng.random((rows, columns)).astype(np.float32)
        y, x = np.linspace(0, rows - 1.001, h), np.linspace(0, columns - 1.001, w)
        i, j = y.astype(int), x.astype(int)
        u, v = (y - i)[:, None], (x - j)[None]
        u, v = u * u * (3 - 2 * u), v * v * (3 - 2 * v)
        i, j = i[:, None], j[None]
        out += weight * ((grid[i, j] * (1 - v) + grid[i, j + 1] * v) * (1 - u) + (grid[i + 1, j] * (1 - v) + grid[i + 1, j + 1] * v) * u)
        total, weight, scale = total + weight, weight * 0.55, max(1.5, scale / 2)
    return np.clip((out / total - 0.5) * 1.8 + 0.5, 0, 1)


def mixed(t, colours):
    """Colours along t of 0..1."""
    at = np.linspace(0, 1, len(colours))
    return np.stack([np.interp(t, at, [c[k] for c in colours]) for k in range(3)], -1).astype(np.float32)


def studio(rng, h, w, colours, _):
    y, x = np.mgrid[0:h, 0:w] / max(h, w)
    cx, cy = rng.uniform(0.2, 0.8), rng.uniform(0.1, 0.7)
    t = np.clip(np.hypot(x - cx * w / max(h, w), y - cy * h / max(h, w)) * rng.uniform(0.8, 1.8), 0, 1)
    return mixed(t, colours[:2])


def plaster(rng, h, w, colours, _):
    return blur(mixed(noise(rng, h, w, rng.uniform(30, 400), 6, rng.choice([1, 1, 8])), colours), rng.choice([0, 0, 1.5, 5]))


def bokeh(rng, h, w, colours, _):
    ground = mixed(noise(rng, h, w, h / 2, 3), colours[:3]) * 0.6
    y, x = np.mgrid[0:h, 0:w]
    radius = rng.uniform(0.02, 0.06) * h
    for _ in range(rng.integers(25, 80)):
        r = radius * rng.uniform(0.7, 1.2)
        inside = np.clip(r - np.hypot(y - rng.uniform(0, h), x - rng.uniform(0, w)) + 0.5, 0, 1)[..., None]
        ground = ground * (1 - 0.5 * inside) + inside * np.array(colours[rng.integers(len(colours))]) * rng.uniform(0.3, 1.6)
    return blur(ground.astype(np.float32), rng.choice([0, 2]))


def boards(rng, h, w, colours, _):
    """Planks, bricks or tiles."""
    high, wide = int(rng.uniform(18, 90)), int(rng.choice([40, 90, 2000]))
    y, x = np.mgrid[0:h, 0:w]
    row = y // high
    shift = (row % 2) * wide // 2
    stone = (x + shift) // wide
    shade = rng.random((h // high + 2, w // wide + 3))
    t = 0.6 * shade[row, stone] + 0.4 * noise(rng, h, w, 40, 5, 6)
    out = mixed(t, colours[:3])
    joint = (y % high < 3) | ((x + shift) % wide < 3)
    out[joint] *= rng.choice([0.35, 1.5])
    return blur(out, rng.choice([0.6, 2, 5, 9]))


def leaves(rng, h, w, colours, _):
    """Blades or leaves, one over another."""
    y, x = np.mgrid[0:h, 0:w]
    out = mixed(noise(rng, h, w, 80, 4), colours[:3]) * 0.5
    size, slim = rng.uniform(8, 30), rng.uniform(0.15, 0.6)
    for _ in range(900):
        cy, cx, turn = rng.uniform(0, h), rng.uniform(0, w), rng.normal(1.57, 0.8)
        r = int(size * rng.uniform(0.6, 1.3)) + 1
        t, b, l, e = max(0, int(cy) - r), min(h, int(cy) + r), max(0, int(cx) - r), min(w, int(cx) + r)
        dy, dx = y[t:b, l:e] - cy, x[t:b, l:e] - cx
        a, c = dx * np.cos(turn) + dy * np.sin(turn), -dx * np.sin(turn) + dy * np.cos(turn)
        inside = (np.hypot(a, c / slim) < r)[..., None]
        out[t:b, l:e] = np.where(inside, np.array(colours[rng.integers(len(colours))]) * rng.uniform(0.4, 1.3), out[t:b, l:e])
    return blur(out.astype(np.float32), rng.choice([0.7, 2, 6, 12]))


def horizon(rng, h, w, colours, _):
    y = np.linspace(0, 1, h)[:, None]
    sky = mixed(np.clip(y + 0.3 * noise(rng, h, w, h / 3, 5, 2), 0, 1), colours[:2])
    land = mixed(noise(rng, h, w, 25, 5, 3), colours[2:4])
    edge = rng.uniform(0.4, 0.75) + 0.08 * (noise(rng, 1, w, w / 4, 4) - 0.5)
    return blur(np.where((y > edge)[..., None], land, sky).astype(np.float32), rng.choice([1.5, 4, 9]))


def room(rng, h, w, _, folder):
    files = sorted(os.listdir(folder))
    light = np.load(os.path.join(folder, files[rng.integers(len(files))]))['light'].astype(np.float32)
    light = blur(light, 0.8)
    if rng.random() < 0.5:
        light = light[:, ::-1]
    side = max(h, w)
    i = np.linspace(0, 478.99, side)
    a, u = i.astype(int), (i % 1)[:, None, None].astype(np.float32)
    light = light[a] * (1 - u) + light[a + 1] * u
    u = u.transpose(1, 0, 2)
    light = light[:, a] * (1 - u) + light[:, a + 1] * u
    top, left = (side - h) // 2, (side - w) // 2
    return blur(light[top:top + h, left:left + w], rng.choice([0, 3, 8]))


KINDS = (studio, plaster, bokeh, boards, leaves, horizon, room, room)


def palette(rng, own):
    """Four linear colours: the subject's own, near ones, or any."""
    relation = rng.choice(['like', 'any', 'any', 'dark', 'light'])
    if relation == 'like':
        return [np.clip(own * rng.uniform(0.5, 1.7) + rng.normal(0, 0.03, 3), 0.004, 1.2) for _ in range(4)]
    first = rng.random(3) ** 2.2
    colours = []
    for _ in range(4):
        c = np.clip(0.5 * first + 0.5 * rng.random(3) ** 2.2, 0.01, 1)
        c = c * 0.7 + c.mean() * 0.3
        colours.append({'any': c, 'dark': c * 0.15, 'light': 0.55 + 0.45 * c}[relation])
    return colours


def ground(rng, h, w, own, rooms):
    """A background of h x w for a subject whose mean colour is `own` (linear)."""
    kind = KINDS[rng.integers(len(KINDS))]
    return kind.__name__, np.clip(kind(rng, h, w, palette(rng, own), rooms), 0, 4)
