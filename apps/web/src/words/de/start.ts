import type { startWords as english } from '../en/start.ts';

export const startWords: typeof english = {
  title: 'Bild hier ablegen',
  titleForFingers: 'Foto freistellen',
  promise: 'Der Hintergrund geht, die Kanten bleiben. Das Bild verlässt dieses Gerät nie.',
  choose: 'Fotos wählen',
  orDrop: 'oder irgendwo ablegen, oder einfügen mit',
  pasteKeys: 'Strg V',
  tryOne: 'Zum Probieren',
  sample: label => `Beispiel: ${label}`,
  samples: {
    mug: 'Tasse',
    plant: 'Pflanze',
    fur: 'Fell',
    car: 'Spielzeugauto',
    wheel: 'Rad',
    bottle: 'Flasche',
    bust: 'Büste',
    chair: 'Stuhl',
  },
  offline: 'Offline nutzen…',
  dropHere: 'Ablegen zum Freistellen',
  addHere: 'Ablegen zum Hinzufügen',
  opening: 'Der Editor wird geöffnet',
  openingFailed: {
    title: 'Der Editor konnte nicht geladen werden',
    text: 'Bitte die Verbindung prüfen und erneut versuchen. Es ist nichts verloren.',
    retry: 'Erneut versuchen',
  },
  partMissing: 'Bitte die Verbindung prüfen und erneut versuchen; hilft das nicht, die Seite neu laden.',
  broke: {
    title: 'Auf der Seite ist etwas schiefgegangen',
    text: 'Neu laden, um weiterzumachen. Alles Bisherige ist gesichert.',
    reload: 'Neu laden',
  },
};
