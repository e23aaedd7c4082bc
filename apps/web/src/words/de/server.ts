import type { serverWords as english } from '../en/server.ts';
import { formats } from './formats.ts';

const { bytes, plural } = formats;

export const serverWords: typeof english = {
  title: 'Server verwenden',
  looking: 'Der Server wird gesucht',
  away: {
    title: 'Kein Server antwortet',
    text: 'Vielleicht kam diese Seite ohne einen, oder er ist nicht erreichbar. Alles andere geht ohne ihn: Bilder werden auf diesem Gerät freigestellt.',
    again: 'Erneut suchen',
  },
  intro:
    'Der Server, von dem diese Seite kommt, hat dieselbe Engine. Zum Verwenden anmelden; vor einem Klick auf „Foto schicken“ wird nichts verschickt.',
  account: 'Konto',
  steps: {
    sign_in: { name: 'Anmelden', action: 'Anmelden', doing: 'Wird angemeldet' },
    register: { name: 'Neues Konto', action: 'Konto anlegen', doing: 'Konto wird angelegt' },
  },
  name: 'Name',
  email: 'E-Mail',
  password: 'Passwort',
  wrong: {
    name: 'Mindestens zwei Buchstaben.',
    email: 'Eine E-Mail-Adresse sieht aus wie name@example.org.',
    password: 'Mindestens 8 Zeichen.',
  },
  signInInstead: 'Stattdessen anmelden',
  problems: {
    wrong_password: {
      title: 'Das passt nicht zusammen',
      text: 'E-Mail-Adresse oder Passwort stimmt nicht. Bitte beides prüfen und erneut versuchen.',
    },
    email_taken: {
      title: 'Zu dieser Adresse gibt es ein Konto',
      text: 'Stattdessen mit dessen Passwort anmelden.',
    },
    throttled: { title: 'Zu viele Versuche', text: 'In ein paar Minuten erneut versuchen.' },
    busy: { title: 'Der Server ist ausgelastet', text: 'Gleich noch einmal versuchen.' },
    unreachable: {
      title: 'Der Server antwortet nicht',
      text: 'Bitte die Verbindung prüfen und erneut versuchen.',
    },
    ended: {
      title: 'Die Anmeldung ist abgelaufen',
      text: 'Der Server hat die Sitzung beendet. Neu anmelden, um weiterzumachen.',
    },
    failed: {
      title: 'Der Server ist gescheitert',
      text: 'Erneut versuchen. Bleibt es so, bitte dem Betreiber sagen.',
    },
  },
  throttledUntil: (minutes, clock) => `Erneut versuchen in ${minutes}, um ${clock}.`,
  minutes: count => plural(count, { one: `${count} Minute`, other: `${count} Minuten` }),
  tomorrow: clock => `morgen, ${clock}`,
  locale: 'de',
  fileSize: size => bytes(size),
  goesTo: host =>
    `Es geht an ${host} und sonst nirgendwohin. Der Server löscht es, sobald es freigestellt ist. Das Ergebnis wird später gelöscht; wann, steht dabei.`,
  ownStays: 'Das eigene Modell bleibt in diesem Tab; der Server nimmt ISNet.',
  chooseFirst:
    'Zuerst ein Foto wählen. Es wird wie immer auf diesem Gerät freigestellt; von hier aus lässt es sich an den Server schicken.',
  noneLeft: clock => `In dieser Stunde keines mehr, weitere um ${clock}`,
  left: count =>
    plural(count, { one: 'Noch ein Foto in dieser Stunde', other: `Noch ${count} Fotos in dieser Stunde` }),
  send: 'Foto schicken',
  signOut: 'Abmelden',
  forPrograms: 'Für Programme',
  once: 'Einmal: ein Konto und sein Schlüssel',
  andThen: 'Dann: das Bild',
  accountCommand: 'Befehl für ein Konto',
  pictureCommand: 'Befehl für das Bild',
  apiName: (model, name) => `In der API heißt ${model} „${name}“.`,
  copyCommand: label => `Kopieren: ${label}`,
  reference: 'API-Referenz',
};
