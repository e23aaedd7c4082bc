import type { offlineWords as english } from '../en/offline.ts';
import { formats } from './formats.ts';

const { bytes, plural } = formats;

export const offlineWords: typeof english = {
  title: 'Offline',
  promise: 'Der Editor arbeitet ohne Verbindung mit allem, was auf diesem Gerät ist.',
  total: (kept, of) => `${bytes(kept)} von ${bytes(of)} auf diesem Gerät`,
  restOnUse: 'Der Rest wird geladen, sobald er gebraucht wird.',
  complete: 'Alles funktioniert offline.',
  parts: {
    shell: { name: 'Editor', detail: 'Freistellen, Bearbeiten, alle Hintergründe, PNG, JPEG und PSD' },
    graphics: { name: 'Grafikkarte', detail: 'Schnelleres Freistellen mit unterstützten Grafikkarten' },
    formats: { name: 'Weitere Dateiformate', detail: 'Öffnet HEIC, speichert WebP und AVIF' },
    samples: { name: 'Beispielfotos', detail: 'Zum Ausprobieren' },
  },
  model: { name: name => `Modell ${name}`, detail: 'Findet das Motiv im Foto' },
  ownModel: 'Das eigene Modell ist verfügbar, solange diese Seite offen ist.',
  ready: 'Bereit',
  missing: 'Nicht geladen',
  some: (kept, of) => `${bytes(kept)} von ${bytes(of)}`,
  size: size => bytes(size),
  fetchRest: size => `Rest laden, ${bytes(size)}`,
  fetching: 'Wird geladen …',
  check: 'Dateien prüfen',
  checking: 'Dateien werden geprüft …',
  allHere: 'Alles ist geladen und geprüft.',
  failed:
    'Nicht alles konnte geladen werden. Bitte Verbindung und freien Speicher prüfen und erneut versuchen.',
  noWorker:
    'Dieser Browser kann den Editor hier nicht speichern. Dafür braucht es eine sichere Adresse und erlaubte Websitedaten.',
  starting: 'Der Editor wird auf diesem Gerät gespeichert. Bitte gleich noch einmal öffnen.',
  sentNothing:
    'Es wurde nichts gesendet. Fotos verlassen dieses Gerät nur, wenn sie ausdrücklich an einen Server gesendet werden.',
  sent: count => `An den Server gesendet: ${plural(count, { one: 'ein Foto', other: `${count} Fotos` })}.`,
  install: 'Als App installieren',
  installHint: 'Öffnet in einem eigenen Fenster, aus der Liste der Apps.',
  updateReady: 'Eine neue Version ist da.',
  update: 'Jetzt aktualisieren',
  updateKept: 'Die Arbeit bleibt erhalten.',
};
