import type { editorWords as english } from '../en/editor.ts';
import { formats } from './formats.ts';

const { list, plural } = formats;

export const editorWords: typeof english = {
  home: 'Alle Projekte',
  projectName: 'Name des Projekts',
  untitled: 'Ohne Namen',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  save: 'Sichern',
  undone: what => `Zurückgenommen: ${what}`,
  redone: what => `Wiederholt: ${what}`,
  subjects: {
    cutout: 'Modell und Qualität',
    edges: 'Kanten',
    restore: 'Strich zum Zurückholen',
    erase: 'Strich zum Radieren',
    refine: 'Strich zum Verfeinern',
    lasso: 'Lasso',
    region: 'Bereich',
    mask: 'Maske',
    edits: 'Löschen aller Striche',
    background: 'Hintergrund',
    blend: 'Mischung',
    subject: 'Platzierung',
    shadow: 'Schatten',
    canvas: 'Leinwand',
    output: 'Ausgabe',
    reset: 'Zurücksetzen',
  },
  view: 'Ansicht',
  views: {
    result: 'Ergebnis',
    original: 'Original',
    matte: 'Maske',
    black: 'Auf Schwarz',
    white: 'Auf Weiß',
    colour: 'Auf einer Farbe',
    overlay: 'Rot überlagert',
    unsure: 'Unsicher',
  },
  more: 'Mehr',
  moreViews: 'Mehr Ansichten',
  compare: 'Vergleichen',
  export: 'Exportieren',
  exportComing: 'Exportieren, sobald das Bild gezeichnet ist',
  local: 'Bleibt auf diesem Gerät',
  sent: 'An den Server gesendet',
  toolbar: 'Werkzeuge',
  tools: {
    move: 'Bewegen',
    restore: 'Zurückholen',
    erase: 'Radieren',
    refine: 'Haare verfeinern',
    lasso: 'Lasso',
    region: 'Bereiche',
    canvas: 'Leinwand',
  },
  toolsShort: {
    move: 'Bewegen',
    restore: 'Zurückholen',
    erase: 'Radieren',
    refine: 'Haare',
    lasso: 'Lasso',
    region: 'Bereiche',
    canvas: 'Leinwand',
  },
  stage: 'Bild',
  inspector: 'Einstellungen des Bildes',
  sections: { cutout: 'Freisteller', background: 'Hintergrund', shadow: 'Schatten', canvas: 'Leinwand' },
  sheet: section => `${section}, Einstellungen`,
  nothing: { title: 'Nichts zu bearbeiten', text: 'In dieser Datei ist kein Bild.' },
  filmstrip: 'Bilder dieses Projekts',
  add: 'Fotos hinzufügen',
  done: (count, of) => `${count} von ${of} fertig`,
  states: {
    waiting: 'wartet',
    working: 'wird freigestellt',
    ready: 'fertig',
    failed: 'gescheitert',
    cancelled: 'nicht freigestellt',
  },
  picture: (name, state) => `${name}, ${state}`,
  remove: name => `${name} entfernen`,
  removed: name => `${name} wurde entfernt`,
  removePicture: 'Dieses Bild entfernen',
  next: 'Nächstes Bild',
  previous: 'Voriges Bild',
  cancel: 'Abbrechen',
  waiting: 'Wartet, bis es dran ist',
  cancelled: {
    title: 'Noch nicht freigestellt',
    text: 'Es wurde abgebrochen. Nichts ist verloren.',
    again: 'Freistellen',
  },
  served: {
    text: 'Diese Kanten hat der Server gezeichnet. Um sie zu ändern, das Foto auf diesem Gerät freistellen.',
    here: 'Hier freistellen',
  },
  saving: {
    saved: 'Auf diesem Gerät gesichert',
    saving: 'Wird gesichert',
    failed: 'Nicht gesichert',
    why: 'Was zu sehen ist, bleibt, solange dieser Tab offen ist. Ein Export macht es sicher.',
  },
  notices: {
    folder: { title: 'Das war ein Ordner', text: 'Bitte öffnen und die Bilder daraus ablegen.' },
    no_file: { title: 'Das war keine Datei', text: 'Das Bild zuerst sichern, dann die Datei ablegen.' },
    empty_clipboard: {
      title: 'Kein Bild in der Zwischenablage',
      text: 'Ein Bild kopieren, nicht seine Adresse, und erneut einfügen.',
    },
    foreign_address: {
      title: 'Dieses Bild gehört einer anderen Seite',
      text: 'Von woanders wird nichts geholt. Dort sichern oder kopieren, dann hier ablegen oder einfügen.',
    },
    left_out: {
      title: count =>
        plural(count, { one: 'Eine Datei wurde ausgelassen', other: `${count} Dateien wurden ausgelassen` }),
      text: names =>
        plural(names.length, {
          one: `${list(names)} ist kein Bild.`,
          other: `Keine Bilder: ${list(names)}.`,
        }),
      more: count => plural(count, { one: 'eine weitere', other: `${count} weitere` }),
      beyond: (count, most) =>
        plural(count, {
          one: `${most} Bilder werden auf einmal genommen; eines kam danach.`,
          other: `${most} Bilder werden auf einmal genommen; ${count} kamen danach.`,
        }),
    },
    converted: {
      'display-p3': {
        title: 'Farben wurden umgerechnet',
        text: file => `${file} benutzt Display P3. Gearbeitet wird in sRGB.`,
      },
      'other-profile': {
        title: 'Farben wurden umgerechnet',
        text: file => `${file} hat ein eigenes Farbprofil. Gearbeitet wird in sRGB.`,
      },
      several: {
        title: 'Farben wurden umgerechnet',
        text: (file, others) =>
          `${file} und ${plural(others, { one: 'ein weiteres Bild', other: `${others} weitere` })} sind nicht in sRGB oder sind HEIC. Alle werden in sRGB bearbeitet.`,
      },
      heic: {
        title: 'HEIC wurde umgewandelt',
        text: file => `${file} wurde gelesen und wird bearbeitet wie jedes andere Foto.`,
      },
    },
    made_smaller: {
      title: 'In niedrigster Qualität freigestellt',
      text: file => `${file} ist groß für dieses Gerät. Für einen neuen Versuch eine andere Qualität wählen.`,
    },
    storage_full: {
      title: 'Der Speicher ist voll',
      text: 'Was zu sehen ist, bleibt erhalten, solange dieser Tab offen ist. Exportieren oder nicht mehr gebrauchte Projekte löschen.',
    },
    saved_already: {
      title: 'Schon gesichert',
      text: 'Jeder Schritt wird sofort auf diesem Gerät gesichert.',
    },
  },
};
