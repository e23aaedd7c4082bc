import type { SurfaceScene } from './scene.ts';

export type Place =
  | 'sea'
  | 'beach'
  | 'meadow'
  | 'forest'
  | 'mountains'
  | 'desert'
  | 'sky'
  | 'city'
  | 'studio';
export type Hour = 'dawn' | 'day' | 'sunset' | 'dusk' | 'night';
export type Mood = 'soft' | 'bright' | 'dark' | 'vivid' | 'muted' | 'warm' | 'cool';
export type Weather = 'fog' | 'clouds' | 'clear' | 'stars' | 'snow' | 'sun';
export type Shape = 'waves' | 'silk' | 'mesh' | 'blobs' | 'bokeh';

/** What one word asks for. */
export type Meaning =
  | { readonly kind: 'colour'; readonly color: string }
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'hour'; readonly hour: Hour }
  | { readonly kind: 'material'; readonly material: SurfaceScene['material']; readonly color?: string }
  | { readonly kind: 'mood'; readonly mood: Mood }
  | { readonly kind: 'weather'; readonly weather: Weather }
  | { readonly kind: 'shape'; readonly shape: Shape };

/** `word:colour`, separated by spaces. */
const COLOURS =
  'red:d23b3b crimson:b0203a scarlet:e0352b maroon:7a1f2b burgundy:6d1a36 pink:f08fb0 rose:e58a9b magenta:d336a0 ' +
  'coral:f5806a salmon:f59a84 peach:fbb994 orange:f08a33 amber:f5a623 gold:d9a93a golden:d9a93a yellow:f3cf3f ' +
  'lemon:f7e463 mustard:cf9a2b cream:f6ecd6 ivory:f5efe0 beige:ddccb0 tan:c9a77c brown:80563a chocolate:54341f ' +
  'copper:b06a3e bronze:9a6a3a terracotta:c4694a rust:a64b2a green:4f9a58 lime:a7cf3f olive:7d7f3a sage:a9b8a0 ' +
  'mint:a9e2c6 emerald:1f8f63 teal:1f8a8c turquoise:3cbfc0 aqua:5fd0d8 cyan:3fbfe0 blue:3a74d0 azure:3f97e8 ' +
  'navy:1b2a57 cobalt:2a4fc9 indigo:3e3a9e violet:7a52c9 purple:7a3fb0 lavender:bfaee6 lilac:c9bde6 plum:6f2f63 ' +
  'white:fbfbf9 silver:c3c7cc grey:9a9da3 gray:9a9da3 charcoal:35383f graphite:2c2e33 black:15161a';

/** `meaning:word,word`, separated by spaces. */
const PLACES =
  'sea:sea,ocean,water,lake,bay,harbour,harbor,river,lagoon,waterfront beach:beach,coast,shore,seaside,island ' +
  'meadow:meadow,field,grass,lawn,garden,park,countryside,prairie,farm,pasture,spring ' +
  'forest:forest,woods,jungle,tree,pine,fir,woodland,grove mountains:mountain,hill,alp,valley,peak,cliff,ridge,highland ' +
  'desert:desert,dune,sahara,canyon,savanna sky:sky,heaven,air,horizon,cloudscape,space,galaxy,universe ' +
  'city:city,street,town,urban,skyline,downtown,club,christmas,festive,party,celebration,nightlife ' +
  'studio:studio,backdrop,wall,room,product,portrait,minimal,minimalist,plain,simple,clean,office';
const HOURS =
  'dawn:dawn,sunrise,morning day:day,noon,daylight,midday,afternoon,summer sunset:sunset,sundown ' +
  'dusk:dusk,twilight,evening night:night,midnight,moonlight,moonlit,nocturnal';
const MOODS =
  'soft:soft,pastel,gentle,delicate,light,airy,pale,dreamy,romantic,calm,peaceful,serene ' +
  'bright:bright,sunny,fresh,happy,cheerful dark:dark,moody,dramatic,mysterious,gloomy,deep,elegant,luxury,luxurious ' +
  'vivid:vivid,vibrant,colorful,colourful,bold,neon,electric,playful,tropical muted:muted,faded,vintage,retro,neutral,natural ' +
  'warm:warm,cozy,cosy,hot,autumn,autumnal,fall cool:cool,cold,icy,frosty,winter,arctic,chilly';
const WEATHER =
  'fog:fog,foggy,mist,misty,haze,hazy,smoke clouds:cloud,cloudy,overcast,storm,stormy,rain,rainy clear:clear,cloudless ' +
  'stars:star,starry,starlit,milky snow:snow,snowy,ice,glacier sun:sun,sunlight,sunshine,sunbeam';
const SHAPES =
  'waves:wave,wavy,papercut,layer,layered silk:silk,satin,cloth,drape,velvet,fold,curtain mesh:mesh,blur,blurred,aurora,smooth,fluid,liquid ' +
  'blobs:blob,shape,bubble,circle,pebble,geometric,round bokeh:bokeh,lights,glitter,sparkle,sparkling,lantern,fairy';
/** `material/colour:word,word`; without a colour it is the material's own. */
const MATERIALS =
  'marble:marble,stone wood:wooden,wood,table,plank,desk,floor,oak,timber wood/5b3a24:walnut,mahogany wood/dcbf94:birch,maple,bamboo ' +
  'plaster:plaster,stucco,gypsum plaster/8f9093:concrete,cement,slate paper:paper,parchment,cardboard,canvas ' +
  'linen:linen,fabric,cotton,textile,burlap,wool';

/** The meanings of every word that is known; made anew at each call. */
export function createVocabulary(): ReadonlyMap<string, Meaning> {
  const words = new Map<string, Meaning>();
  const add = (table: string, meaningOf: (name: string) => Meaning) => {
    for (const group of table.split(' ')) {
      const [name = '', list = ''] = group.split(':');
      for (const word of list.split(',')) if (!words.has(word)) words.set(word, meaningOf(name));
    }
  };
  for (const pair of COLOURS.split(' ')) {
    const [word = '', color = ''] = pair.split(':');
    words.set(word, { kind: 'colour', color: `#${color}` });
  }
  add(MATERIALS, name => {
    const [material = '', color] = name.split('/');
    const known = { kind: 'material', material: material as SurfaceScene['material'] } as const;
    return color === undefined ? known : { ...known, color: `#${color}` };
  });
  add(PLACES, place => ({ kind: 'place', place: place as Place }));
  add(HOURS, hour => ({ kind: 'hour', hour: hour as Hour }));
  add(WEATHER, weather => ({ kind: 'weather', weather: weather as Weather }));
  add(MOODS, mood => ({ kind: 'mood', mood: mood as Mood }));
  add(SHAPES, shape => ({ kind: 'shape', shape: shape as Shape }));
  return words;
}
