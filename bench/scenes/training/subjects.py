"""What the training pictures show: name, whether it is kept for validation, builder, arguments. Ours, CC0."""
from furry import animal, head_of_hair, tail, wool
from leafy import bush, fern, grass
from smooth import blocks, figure, fruit, kettle, vase
from wiry import bicycle, cage, stool, umbrella, whisk

# These take long and fill their own small picture; lay.py leaves room around them.
SMALL = (animal, tail, wool, grass, fern)

DENSE = dict(count=1300, children=13, length=0.014, radius=0.0003, clump=0.3)
LONG = dict(count=700, children=30, length=0.2, radius=0.00028, lift=0.02, fall=(0, 0.008, -0.024), stray=0.006, frizz=0.02)

TRAINING = {
    'bear': (animal, dict(look=dict(DENSE, colours=('#5a3a22', '#8a5f38')), felt=('#5a3a22', '#6b4729'))),
    'cat': (animal, dict(look=dict(DENSE, length=0.022, colours=('#d9d4cb', '#f6f3ee'), stray=0.012), felt=('#d9d4cb', '#e6e2da'), ears='long')),
    'black-dog': (animal, dict(look=dict(DENSE, length=0.02, count=900, curl=0.004, colours=('#0f0e10', '#2c2927')), felt=('#151315', '#201d1d'))),
    'hamster': (animal, dict(look=dict(DENSE, length=0.008, count=2000, colours=('#c98e4c', '#f0d3a0'), clump=0.15), felt=('#c98e4c', '#dcaa6a'), ears='none')),
    'old-sheepdog': (animal, dict(look=dict(DENSE, length=0.045, count=700, children=20, colours=('#77777c', '#e8e6e4'), fall=(0, 0, -0.016), clump=0.6, curl=0.003, kink='WAVE'), felt=('#88878a', '#c9c7c5'))),
    'long-brown-hair': (head_of_hair, dict(look=dict(LONG, colours=('#2c1a10', '#5b3a22')))),
    'black-bob': (head_of_hair, dict(look=dict(LONG, length=0.14, colours=('#0b0a0b', '#262022'), stray=0.009), skin='#8d5f45', coat=('#c5b9a6', '#d8cfc0'))),
    'red-curls': (head_of_hair, dict(look=dict(LONG, length=0.12, count=500, lift=0.03, fall=(0, 0.004, -0.01), curl=0.012, turns=5, clump=0.7, colours=('#7c2f14', '#c4622c')), skin='#e0b498', coat=('#2e5a4b', '#3a6b5a'))),
    'grey-wisps': (head_of_hair, dict(look=dict(LONG, length=0.09, count=160, children=18, lift=0.025, fall=(0, 0, -0.006), stray=0.015, frizz=0.04, colours=('#9b9894', '#e9e7e3')), skin='#d3a489')),
    'fox-tail': (tail, dict(look=dict(DENSE, count=1200, length=0.05, lift=0.016, fall=(0, 0, -0.004), colours=('#a2501c', '#e8a866')), felt=('#a2501c',))),
    'white-boa': (tail, dict(look=dict(DENSE, count=500, children=30, length=0.055, lift=0.024, stray=0.02, clump=0.75, colours=('#e4e3ea', '#ffffff')), felt=('#dddddd',))),
    'yarn': (wool, dict(look=dict(count=1600, children=4, length=0.007, radius=0.0002, lift=0.006, stray=0.006, colours=('#3a5f8a', '#6a8fba')), felt=('#2f5580', '#47709f'))),
    'shawl': (wool, dict(look=dict(count=3000, children=4, length=0.006, radius=0.00018, lift=0.004, stray=0.005, colours=('#b7483f', '#d88478')), felt=('#9d3a33', '#c05a50'), fringe=True)),
    'reeds': (grass, dict(colours=('#5f8f3a', '#87ad4d', '#3f6f2d'))),
    'straw': (grass, dict(colours=('#c7a65a', '#e0c987', '#a78544'), count=110, width=0.004, clay='#41505c')),
    'green-fern': (fern, dict(colours=('#3f7a34', '#5c9a45'))),
    'laurel': (bush, dict(colours=('#2f5f2c', '#4d7f3a', '#6d9a4c'))),
    'autumn-tree': (bush, dict(colours=('#c9541f', '#e08a2c', '#b23a1c'), leaves=260, long=0.035, wide=0.02, bark='#3d2f25')),
    'bare-tree': (bush, dict(colours=('#4a3a2c',), leaves=0, bark='#4a3a2c', branches=26)),
    'red-bicycle': (bicycle, dict()),
    'gold-cage': (cage, dict()),
    'whisk': (whisk, dict()),
    'beech-stool': (stool, dict()),
    'white-vase': (vase, dict(colours=('#e9e4da',))),
    'blue-vase': (vase, dict(colours=('#1f3f78', '#2f5fa5', '#8fb0d8'), gloss=0.12)),
    'steel-kettle': (kettle, dict(colour='#c3c6ca')),
    'toy-blocks': (blocks, dict(colours=('#c8402f', '#e9b93c', '#3274b5', '#4c9a54'))),
    'worker': (figure, dict(colours=('#b98262', '#3c6a9a', '#2f3338'))),
    'oranges': (fruit, dict(colours=('#cfd6da', '#e0862a', '#d4b52e', '#a8392b'))),
}

VALIDATION = {
    'rabbit': (animal, dict(look=dict(DENSE, length=0.022, colours=('#8b8178', '#c2b8ab'), stray=0.01), felt=('#8b8178', '#a0968c'), ears='long')),
    'dark-waves': (head_of_hair, dict(look=dict(LONG, length=0.18, curl=0.006, kink='WAVE', turns=4, colours=('#3b2417', '#76502f')), skin='#c08c6d', coat=('#7a3340', '#8d4250'))),
    'pampas': (tail, dict(look=dict(DENSE, count=420, children=24, length=0.07, lift=0.02, fall=(0, 0, 0.014), clump=0.55, colours=('#b9a079', '#e9dabb')), felt=('#a08a66',))),
    'mohair': (wool, dict(look=dict(count=1400, children=5, length=0.012, radius=0.00018, lift=0.01, stray=0.01, colours=('#7d8f5a', '#b8c690')), felt=('#6f824d', '#8b9d68'))),
    'blue-fern': (fern, dict(colours=('#4d7f72', '#78a596'), fronds=12, clay='#7a4a3a')),
    'willow': (bush, dict(colours=('#7f9a4a', '#a3b765'), leaves=380, long=0.06, wide=0.009)),
    'green-bicycle': (bicycle, dict(frame='#2f6b4a', spokes=16)),
    'parasol': (umbrella, dict()),
    'copper-kettle': (kettle, dict(colour='#b8693c', gloss=0.25)),
    'walker': (figure, dict(colours=('#6e4630', '#c9c2b4', '#7c6a4e'), gloss=0.6)),
    'clay-vase': (vase, dict(colours=('#a9684a', '#c48a66'), gloss=0.8)),
}
