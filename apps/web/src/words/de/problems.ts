import type { problemWords as english } from '../en/problems.ts';
import { formats } from './formats.ts';

const { bytes, number } = formats;

const megapixels = (pixels: number) => number(Math.max(0.1, pixels / 1e6), pixels < 10e6 ? 1 : 0);

export const problemWords: typeof english = {
  empty_file: {
    title: 'Diese Datei ist leer',
    text: file => `In ${file} ist nichts. Bitte ein anderes Bild wählen.`,
  },
  unsupported_image: {
    title: 'Diese Art von Datei lässt sich nicht lesen',
    text: file => `${file} als JPEG, PNG, WebP, AVIF, HEIC, GIF oder BMP sichern und erneut versuchen.`,
    misnamedTitle: 'Diese Datei lässt sich nicht lesen',
    misnamed: (file, kind) =>
      `${file} ist beschädigt oder in Wahrheit kein ${kind}. Vielleicht gibt es eine andere Kopie.`,
  },
  unreadable_image: {
    title: 'Dieses Bild ist beschädigt',
    text: file => `${file} lässt sich nicht bis zum Ende lesen. Vielleicht gibt es eine andere Kopie.`,
  },
  image_too_large: {
    title: 'Dieses Bild ist zu groß',
    pixels: (file, has, most) =>
      `${file} hat ${megapixels(has)} Megapixel; bis zu ${megapixels(most)} passen. Verkleinern und erneut versuchen.`,
    bytes: (file, has, most) =>
      `${file} hat ${bytes(has)}; bis zu ${bytes(most)} passen. Verkleinern und erneut versuchen.`,
    text: file => `${file} verkleinern und erneut versuchen.`,
  },
  sample_unavailable: {
    title: 'Das Beispiel konnte nicht geladen werden',
    text: 'Bitte die Verbindung prüfen und erneut versuchen, oder ein eigenes Foto wählen.',
  },
  model_unavailable: {
    title: 'Das Modell konnte nicht geladen werden',
    text: 'Es wird einmal geladen, vor dem ersten Bild. Bitte die Verbindung prüfen und erneut versuchen.',
  },
  model_missing: {
    title: 'Dieser Server hat das Modell noch nicht',
    text: command => `Wer den Server betreibt, holt es so: ${command}. Bis dahin ein anderes Modell wählen.`,
  },
  model_corrupt: {
    title: 'Das geladene Modell ist beschädigt',
    text: 'Es wurde verworfen. Beim nächsten Versuch wird es neu geladen.',
  },
  out_of_memory: {
    title: 'Nicht genug Arbeitsspeicher',
    text: 'Andere Tabs schließen, eine niedrigere Qualität oder ein kleineres Bild wählen, dann erneut versuchen.',
  },
  disk_full: { title: 'Der Speicher ist voll', text: 'Etwas Platz schaffen, dann erneut versuchen.' },
  worker_died: {
    title: 'Die Engine wurde angehalten',
    text: 'Vielleicht ging der Arbeitsspeicher aus. Erneut versuchen; hilft das nicht, die Seite neu laden.',
  },
  inference_failed: {
    title: 'Die Engine ist an diesem Bild gescheitert',
    text: 'Erneut versuchen oder eine andere Qualität wählen.',
  },
  document_newer: {
    title: 'Eine neuere Fassung des Editors hat dieses Bild bearbeitet',
    text: 'Nichts wurde verändert. Die Seite neu laden, um diese Fassung zu bekommen, dann erneut öffnen.',
  },
  document_damaged: {
    title: 'Was von diesem Bild gesichert ist, lässt sich nicht lesen',
    text: 'Nichts wurde verändert. Die anderen Bilder des Projekts lassen sich öffnen.',
  },
  asset_missing: {
    title: 'Ein Hintergrund oder eine Maske dieses Bildes fehlt',
    text: 'Dieser Browser hat die Datei nicht behalten. Wähle eine andere oder mach so viel rückgängig, bis sie nicht gebraucht wird.',
  },
  part_unavailable: {
    title: 'Ein Teil des Editors konnte nicht geladen werden',
    text: 'Er wird einmal geladen, wenn er zum ersten Mal gebraucht wird. Bitte die Verbindung prüfen und erneut versuchen; hilft das nicht, die Seite neu laden.',
  },
  prompt_rejected: {
    title: 'Darin steckt nichts zum Zeichnen',
    text: 'In drei oder mehr Buchstaben sagen, was der Hintergrund zeigen soll.',
  },
  internal: {
    title: 'Etwas ist schiefgegangen',
    text: 'Erneut versuchen. Bleibt es so, die Seite neu laden.',
  },

  server_unreachable: {
    title: 'Der Server antwortet nicht',
    text: file => `${file} ist noch hier. Erneut versuchen oder auf diesem Gerät freistellen.`,
  },
  server_signed_out: {
    title: 'Die Anmeldung ist abgelaufen',
    text: 'Neu anmelden, um weiterzumachen, oder auf diesem Gerät freistellen.',
  },
  server_limit: {
    title: 'Im Moment keine Bilder mehr',
    text: 'Der Server nimmt nur eine gewisse Zahl in der Stunde.',
    until: (minutes, clock) =>
      `Der Server nimmt nur eine gewisse Zahl in der Stunde. Weiter geht es in ${minutes}, um ${clock}.`,
  },
  server_busy: {
    title: 'Der Server ist ausgelastet',
    text: 'Gleich noch einmal versuchen oder auf diesem Gerät freistellen.',
  },
  server_no_subject: {
    title: 'Der Server hat kein Motiv gefunden',
    text: 'Nichts hebt sich vom Rest ab. Am besten steht ein klares Motiv im Vordergrund.',
  },
  server_refused: {
    title: 'Der Server nimmt dieses Bild nicht',
    bytes: (file, most) => `Er nimmt bis zu ${bytes(most)}, und ${file} ist größer.`,
    pixels: (file, most) => `Er nimmt bis zu ${megapixels(most)} Megapixel, und ${file} hat mehr.`,
    unreadable: file => `Er kann ${file} nicht lesen.`,
    text: 'Dieses Gerät vielleicht: hier freistellen.',
  },
  server_failed: {
    title: 'Der Server ist an diesem Bild gescheitert',
    text: 'Erneut versuchen oder auf diesem Gerät freistellen.',
  },

  actions: {
    retry: 'Erneut versuchen',
    here: 'Hier freistellen',
    signIn: 'Anmelden',
    remove: 'Entfernen',
    use: name => `${name} nehmen`,
  },
};
