"""A soft toy with long fine fair hair that stands off against a dark and a light background."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from shot import take
from studio import *

felt, hair = mottled(('#b98a5d', '#c99b6c'), 90, rough=0.9), plain('#e4c58d', 0.45)
tree = hair.node_tree
strand = tree.nodes.new('ShaderNodeHairInfo')
shades = tree.nodes.new('ShaderNodeValToRGB')
shades.color_ramp.elements[0].color, shades.color_ramp.elements[1].color = linear('#a87b42'), linear('#f3dfb2')
tree.links.new(strand.outputs['Random'], shades.inputs[0])
tree.links.new(shades.outputs[0], tree.nodes['Principled BSDF'].inputs['Base Color'])

lathe('body', [(0.0001, 0), (0.06, 0), (0.085, 0.03), (0.09, 0.08), (0.07, 0.14), (0.045, 0.17), (0.0001, 0.175)], felt, smoother=1)
head = ball('head', 0.075, (0, 0, 0.235), felt, scale=(1, 0.95, 0.97), around=96)
for side in (-1, 1):
    ball('eye', 0.0105, (side * 0.028, -0.0655, 0.245), plain('#17110d', 0.05))
    ball('arm', 0.03, (side * 0.088, -0.02, 0.105), felt, scale=(0.7, 0.75, 1.7))
ball('nose', 0.011, (0, -0.076, 0.225), plain('#4a2c20', 0.3), scale=(1.2, 0.7, 0.8))

scalp = head.vertex_groups.new(name='scalp')
for vertex in head.data.vertices:
    x, y, z = vertex.co
    if z > 0.012 + 0.35 * max(0.0, -y) or (y > 0.01 and z > -0.03):
        scalp.add([vertex.index], 1.0, 'REPLACE')
head.data.materials.append(hair)
head.modifiers.new('hair', 'PARTICLE_SYSTEM')
system = head.particle_systems[0]
system.vertex_group_density = 'scalp'
growth = system.settings
growth.type, growth.count, growth.hair_length, growth.hair_step, growth.render_step = 'HAIR', 1400, 0.11, 7, 5
growth.use_advanced_hair = True
growth.normal_factor, growth.brownian_factor, growth.object_align_factor = 0.02, 0.012, (0, 0.006, -0.010)
growth.child_type, growth.rendered_child_count = 'INTERPOLATED', 14
growth.roughness_1, growth.roughness_1_size, growth.roughness_2, growth.roughness_endpoint = 0.012, 0.25, 0.03, 0.03
growth.clump_factor, growth.kink, growth.kink_amplitude, growth.kink_frequency = 0.45, 'WAVE', 0.003, 2.5
growth.material, growth.radius_scale, growth.root_radius, growth.tip_radius = 2, 0.00028, 1.0, 0.25

floor('table', 2.4, 1.2, (0, 0.3, 0), mottled(('#3d4a52', '#4c5b64', '#5c6b74'), 4, rough=0.5))
wall('wall', 8, 4, 1.8, mottled(('#2f3d3a', '#3b4b47'), 3))
floor('window', 1.1, 1.6, (0.75, 1.75, 0.5), plain('#e9f1fb', glow=1.6), turn=(math.pi / 2, 0, 0))
things_behind(9, (-1.2, 0.2), (1.1, 1.6), 0, (0.2, 0.6), ('#8a4b34', '#b79a5a', '#37566b', '#6f7f4f'))
surroundings('#c8d3df', 0.4)
lamp((-1.0, -0.9, 1.1), (0, 0, 0.2), 26, (0.8, 1.0), '#fff2e2')
lamp((0.9, 0.7, 0.9), (0, 0, 0.25), 22, (0.5, 0.7), '#eaf0ff')
lamp((0, 1.0, 2.0), (0, 1.7, 0.5), 30, (1.4, 0.6), '#fff0da')
camera((0.05, -1.25, 0.33), (0, 0, 0.185), 70)
take('hair', (960, 1280), samples=40)
