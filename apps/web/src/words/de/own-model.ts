import type { ownModelWords as english } from '../en/own-model.ts';
import { formats } from './formats.ts';

const { bytes, number, plural } = formats;

const exportAgain = 'Das Netz neu als eine .onnx-Datei exportieren und die versuchen.';
const other = 'Eine andere Datei wählen oder das Netz neu exportieren.';
const settings = 'Die Einstellungen unten mit der Seite vergleichen, von der das Modell stammt.';
const smaller = 'Ein kleineres Netz oder eine kleinere Größe wählen.';

const fields: Readonly<Record<string, string>> = {
  name: 'Der Name: 1 bis 120 Zeichen.',
  'input.size': 'Die Größe: eine ganze Zahl von 16 bis 2048 Pixeln.',
  'input.size.best': 'Die Größe: ein Vielfaches der Zahl daneben, von 16 bis 2048 Pixeln.',
  'input.size.multipleOf': '„Vielfaches von“: eine ganze Zahl.',
  'input.mean': 'Der Mittelwert: eine Zahl oder drei, für Rot, Grün und Blau.',
  'input.std': 'Die Abweichung: eine Zahl oder drei, größer als null.',
  'output.classes': 'Die Liste der Klassen: Namen, durch Kommas getrennt.',
};

export const ownModelWords: typeof english = {
  title: 'Eigenes Modell öffnen',
  text: 'Ein ONNX-Netz, das ein Bild nimmt und eine Maske gibt. Es bleibt auf diesem Gerät und ist vergessen, wenn der Tab geschlossen wird.',
  region: 'Modelldatei',
  files: 'Modell und Manifest',
  checking: 'Datei wird geprüft',
  waiting: 'Das Manifest ist da: jetzt die .onnx-Datei dazu',
  choose: 'Dateien wählen oder hier ablegen',
  kinds: 'Eine .onnx-Datei, dazu das Manifest als .json, falls es eines gibt',
  change: 'Ändern',
  cancel: 'Abbrechen',
  take: 'Ausprobieren und benutzen',
  trying: 'Wird ausprobiert',
  facts: (size, operations, opset) =>
    `${bytes(size)}, ${number(operations)} ${plural(operations, { one: 'Operation', other: 'Operationen' })}, Opset ${opset}`,
  guess: 'Geraten. Siehe die Angaben zum Modell.',
  name: 'Name',
  goesIn: 'So geht das Bild hinein',
  size: 'Größe, Pixel je Seite',
  multipleOf: 'Oder ein Vielfaches von',
  onlyThisSize: 'Leer: nur diese Größe.',
  layout: 'Anordnung',
  layouts: { nchw: 'Kanäle zuerst', nhwc: 'Kanäle zuletzt' },
  colours: 'Farben',
  orders: { rgb: 'Rot, Grün, Blau', bgr: 'Blau, Grün, Rot' },
  values: 'Werte',
  normalise: {
    imagenet: 'Mittelwert und Abweichung von ImageNet',
    unit: '0 bis 1',
    centred: '−1 bis 1',
    shifted: '−0,5 bis 0,5',
    other: 'Andere Zahlen',
  },
  brightness: 'Helligkeit',
  ranges: { full: 'Wie sie ist', peak: 'Das Hellste wird 1' },
  mean: 'Mittelwert, von 0 bis 1',
  deviation: 'Abweichung',
  comesOut: 'So kommt die Maske heraus',
  output: 'Ausgabe',
  meaning: 'Ihre Werte sind',
  meanings: {
    unit: 'Schon Alpha, 0 bis 1',
    sigmoid: 'Beliebige Zahlen, Sigmoid folgt',
    'min-max': 'Gestreckt vom kleinsten zum größten Wert',
    softmax: 'Klassen, Softmax folgt',
    shares: 'Klassen, als Wahrscheinlichkeiten',
  },
  outputLayout: 'Ihre Anordnung',
  asPicture: 'Wie beim Bild',
  classes: 'Namen der Klassen',
  classesHint: 'Mit Kommas, der Hintergrund zuerst. Leer: alle außer der ersten sind Motiv.',
  refusals: {
    not_onnx: {
      title: 'Das ist keine ONNX-Datei',
      text: 'Bitte ein Netz wählen, das als .onnx gesichert wurde.',
    },
    cut_off: {
      title: 'Die Datei endet zu früh',
      text: 'Vielleicht wurde sie nicht ganz kopiert. Noch einmal holen.',
    },
    damaged: { title: 'Die Datei ist beschädigt', text: 'Sie widerspricht sich selbst. Noch einmal holen.' },
    file_too_large: { title: 'Die Datei ist zu groß', text: 'Bitte ein kleineres Netz wählen.' },
    too_complex: {
      title: 'Dieses Netz ist zu verwickelt',
      text: 'Es hat mehr Teile, als ein Netz für Bilder braucht. Bitte ein kleineres wählen.',
    },
    version: {
      title: 'Diese Version von ONNX ist hier nicht bekannt',
      text: 'Mit Opset 7 bis 26 exportieren.',
    },
    control_flow: {
      title: 'Dieses Netz hat Schleifen oder Verzweigungen',
      text: `Sie könnten ohne Ende laufen, darum laufen sie gar nicht. ${exportAgain}`,
    },
    local_functions: {
      title: 'Dieses Netz bringt eigene Funktionen mit',
      text: 'Sie könnten sich ohne Ende entfalten. Mit eingesetzten Funktionen exportieren.',
    },
    custom_operator: {
      title: 'Dieses Netz braucht Code, der hier fehlt',
      text: 'Es benutzt Operationen außerhalb des ONNX-Standards. Mit denen des Standards exportieren.',
    },
    operator: {
      title: 'Dieses Netz tut, was kein Bild braucht',
      text: 'Eine seiner Operationen läuft hier nicht. Bitte ein Netz wählen, das ein Bild nimmt und eine Maske gibt.',
    },
    string_tensor: {
      title: 'Dieses Netz arbeitet mit Text',
      text: 'Bitte eines wählen, das ein Bild nimmt.',
    },
    sparse_weights: {
      title: 'Seine Gewichte sind lückenhaft abgelegt',
      text: 'Mit einfachen Gewichten exportieren.',
    },
    external_data: {
      title: 'Seine Gewichte liegen in einer anderen Datei',
      text: 'Außerhalb der Datei wird nichts geöffnet. Das Netz mit seinen Gewichten darin exportieren.',
    },
    weights_size: { title: 'Seine Gewichte sind nicht vollständig', text: other },
    nan_weights: {
      title: 'Einige seiner Gewichte sind keine Zahlen',
      text: `Es könnte nichts berechnen. ${other}`,
    },
    tensor_too_large: {
      title: 'Es verlangt mehr Speicher, als es gibt',
      text: 'Eine seiner Formen ist weit größer als jedes Bild. Bitte eine andere Datei wählen.',
    },
    cycle: {
      title: 'Seine Operationen laufen im Kreis',
      text: 'Keine davon könnte je beginnen. Bitte eine andere Datei wählen.',
    },
    wiring: { title: 'Seine Teile passen nicht zusammen', text: other },
    inputs: {
      title: 'Es will mehr als ein Bild',
      text: 'Nur Netze mit einer Eingabe, dem Bild, lassen sich benutzen.',
    },
    output_missing: { title: 'Diese Ausgabe hat es nicht', text: 'Unten eine andere Ausgabe wählen.' },
    element_type: {
      title: 'Es nimmt keine gewöhnlichen Zahlen',
      text: 'Mit Ein- und Ausgaben in float32 exportieren; innen darf es rechnen, wie es will.',
    },
    shape: {
      title: 'Es nimmt nicht ein Bild auf einmal',
      text: 'Ein- und Ausgabe brauchen vier Seiten: ein Bild, seine Kanäle, seine Höhe und seine Breite.',
    },
    channels: {
      title: 'Die Farben passen nicht',
      text: 'Die Eingabe braucht drei Kanäle, Rot, Grün und Blau, die Ausgabe einen oder einen je Klasse.',
    },
    size: {
      title: 'Es nimmt eine andere Größe',
      text: 'Unten die Größe einstellen, mit der das Netz exportiert wurde.',
    },
    dynamic_size: {
      title: 'Seine Größe ist offen und bleibt unklar',
      text: 'Eine Größe angeben und wovon sie ein Vielfaches sein muss, und die Klassen benennen, falls es welche unterscheidet.',
    },
    runtime_refused: {
      title: 'Die Engine kann es nicht öffnen',
      text: `Eine Operation darin ist nicht bekannt. ${exportAgain}`,
    },
    run_failed: { title: 'Es ist an einem Testbild gescheitert', text: settings },
    timeout: { title: 'Es braucht zu lange', text: `Es wurde angehalten. ${smaller}` },
    memory: { title: 'Es braucht zu viel Speicher', text: smaller },
    crashed: {
      title: 'Es hat die Engine zum Absturz gebracht',
      text: 'Sie läuft wieder. Bitte ein anderes Netz wählen.',
    },
    answer_shape: { title: 'Seine Antwort ist keine Maske', text: `Eine andere Ausgabe wählen. ${settings}` },
    answer_not_finite: { title: 'Seine Antwort besteht nicht aus Zahlen', text: settings },
    answer_range: {
      title: 'Seine Antwort ist nicht, was die Einstellungen sagen',
      text: 'Unten eine andere Bedeutung der Ausgabe wählen, etwa „Beliebige Zahlen, Sigmoid folgt“.',
    },
  },
  refused: { title: 'Dieses Modell lässt sich nicht benutzen', text: other },
  tooLarge: (has, most) => `Es hat ${bytes(has)}; bis zu ${bytes(most)} werden geöffnet.`,
  unreadable: {
    title: 'Die Datei lässt sich nicht lesen',
    text: 'Vielleicht wurde sie verschoben oder geändert. Bitte noch einmal wählen.',
  },
  stopped: {
    title: 'Die Engine wurde angehalten',
    text: 'Erneut versuchen; hilft das nicht, die Seite neu laden.',
  },
  notJson: {
    title: 'Das Manifest ist kein JSON',
    text: 'In Ordnung bringen, oder nur die .onnx-Datei wählen und die Einstellungen hier ausfüllen.',
  },
  mistakeTitle: 'Eine Einstellung stimmt nicht',
  mistake: path =>
    fields[path] ?? (path === '' ? 'Das Manifest ist nicht vollständig.' : `„${path}“ ist nicht gültig.`),
};
