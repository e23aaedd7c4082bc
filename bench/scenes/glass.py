"""A clear wine glass with a little water in it, on a table before a window: alpha is what the glass keeps of the light."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from shot import take
from studio import *

clear = clear_glass('#f4fbfb')
outside = [
    (0.0001, 0.0), (0.034, 0.0), (0.0355, 0.0015), (0.034, 0.003), (0.012, 0.006), (0.0055, 0.012), (0.0042, 0.03),
    (0.004, 0.07), (0.0048, 0.085), (0.012, 0.094), (0.026, 0.105), (0.037, 0.124), (0.041, 0.148), (0.0395, 0.175),
    (0.0352, 0.205), (0.0345, 0.2105),
]
inside = [
    (0.0335, 0.2105), (0.034, 0.205), (0.0382, 0.175), (0.0397, 0.148), (0.0357, 0.1245), (0.025, 0.1067),
    (0.0115, 0.0965), (0.0001, 0.094),
]
lathe('glass', outside + inside, clear, around=128, smoother=1)
water = [(0.0001, 0.0945), (0.0113, 0.097), (0.0248, 0.1072), (0.0354, 0.125), (0.0388, 0.14), (0.0385, 0.1408), (0.0001, 0.1405)]
lathe('water', water, clear_glass('#e8f6ff', 1.33), around=128)

floor('table', 2.0, 0.9, (0, 0.1, -0.0005), mottled(('#5a3d28', '#7d5a3c', '#946f4d'), 3, (1, 16, 1), 0.4))
wall('wall', 6, 4, 1.7, mottled(('#7d8a86', '#93a09a'), 2))
floor('window', 0.9, 1.3, (-0.55, 1.66, 0.7), plain('#eaf3ff', glow=2.5), turn=(math.pi / 2, 0, 0))
box('bar', (0.03, 0.03, 1.3), (-0.55, 1.64, 0.7), plain('#d8d4cc'))
things_behind(7, (0.1, 0.9), (1.0, 1.4), -0.2, (0.25, 0.5), ('#8f3f2c', '#3c5a6b', '#c7b28a', '#49623f'))
surroundings('#cfdbe6', 0.5)
lamp((-0.8, -0.2, 0.8), (0, 0, 0.1), 10, (0.3, 0.9), '#fff6ea')
lamp((0.8, 0.4, 0.6), (0, 0, 0.12), 7, (0.3, 0.9), '#e8f0ff')
lamp((0, 0.9, 1.8), (0, 1.6, 0.4), 24, (1.4, 0.6), '#fff2e0')
camera((0.02, -0.62, 0.17), (0, 0, 0.106), 60)
take('glass', (960, 1280), samples=48, see_through=True, bounces=8)
