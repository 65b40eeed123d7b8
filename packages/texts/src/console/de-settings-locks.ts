// Settings of the console in German: digital keys, rooms and locks. de-settings.ts takes them in.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('de');

export const digitalKeys: ConsoleTexts['settings']['digitalKeys'] = {
  lead: 'Digitale Schlüssel werden ausgegeben, sobald der Test bestanden ist und sie eingeschaltet sind.',
  system: 'Schließsystem',
  systemHint: 'Andere Schließsysteme können noch nicht gewählt werden.',
  native: 'Nightlatch-Schlösser',
  noCredentials:
    'Dieses Schließsystem braucht keine Zugangsdaten: Der Server signiert mit den eigenen Schlüsseln des Standorts.',
  on: 'Eingeschaltet',
  off: 'Ausgeschaltet',
  test: 'Testen',
  testing: 'Signaturschlüssel, Türen und Schlösser werden geprüft',
  testOk: 'Alles, was digitale Schlüssel brauchen, ist da.',
  testFailed: 'Es fehlt noch etwas.',
  testOkStep: 'Sie können digitale Schlüssel jetzt einschalten.',
  testOkOn: 'Nichts zu tun.',
  testFailedStep: 'Erledigen Sie, was bei den markierten Zeilen steht, und testen Sie dann erneut.',
  testFirst: 'Erst testen.',
  turnOn: 'Einschalten',
  turnOff: 'Ausschalten',
  isOn: 'Digitale Schlüssel sind eingeschaltet',
  isOff: 'Digitale Schlüssel sind ausgeschaltet',
  turnOffBody:
    'Solange digitale Schlüssel aus sind, wird keiner ausgegeben oder verlängert. Schlüssel auf Telefonen bleiben bis zum Ende ihrer Offline-Zeit.',
  fine: 'In Ordnung',
  someRooms: 'Einige Zimmer warten',
  missing: 'Fehlt',
  checks: {
    lock_system_chosen: 'Ein Schließsystem ist gewählt',
    signing_keys: 'Die Signaturschlüssel öffnen und signieren',
    room_doors: 'Es gibt Zimmertüren',
    locks_commissioned: 'Jede Zimmertür hat ein Schloss',
    locks_healthy: 'Alle Schlösser sind in Ordnung',
    locks_heard_from: 'Von jedem Schloss wurde gehört',
  },
  steps: {
    signing_keys:
      'Der Masterschlüssel des Servers ist nicht der, mit dem sie versiegelt wurden: Fragen Sie, wer den Server betreibt.',
    room_doors: 'Erfassen Sie Zimmer mit ihren Türen unter „Zimmer und Schlösser“.',
    locks_commissioned:
      'Nehmen Sie die fehlenden Schlösser unter „Zimmer und Schlösser“ in Betrieb. Die anderen Zimmer funktionieren schon.',
    locks_healthy: 'Sehen Sie unter „Türen“ nach, welches Schloss einen Fehler meldet.',
    locks_heard_from: 'Gehen Sie mit einem Gateway oder einem Gasttelefon einmal an jedem neuen Schloss vorbei.',
  },
  locks: 'Schlösser',
  locksLead: 'Jedes Zimmer braucht eine Tür mit einem in Betrieb genommenen Schloss.',
  toRooms: 'Zimmer und Schlösser',
};

export const addRooms: ConsoleTexts['settings']['addRooms'] = {
  heading: 'Zimmer hinzufügen',
  lead: 'Jedes Zimmer erhält eine Tür. Vorhandene Zimmer bleiben, wie sie sind.',
  numbers: 'Zimmernummern',
  numbersHint: 'Einzelne Zimmer und Bereiche, zum Beispiel 101-120, 201-220, Penthouse.',
  wrong: (part) => `„${part}“ ist keine Zimmernummer und kein Bereich von höchstens 500 Zimmern.`,
  add: (count) =>
    count === 0 ? 'Zimmer hinzufügen' : plural(count, { one: '# Zimmer hinzufügen', other: '# Zimmer hinzufügen' }),
  fromPms: 'Aus dem PMS übernehmen',
  asking: 'Zimmer werden abgefragt',
  progress: (done, all) => `${done} von ${all} Zimmern hinzugefügt`,
  added: (count) =>
    count === 0
      ? 'Es gibt kein neues Zimmer hinzuzufügen'
      : plural(count, { one: '# Zimmer ist hinzugefügt', other: '# Zimmer sind hinzugefügt' }),
  doorOf: (number) => `Zimmer ${number}`,
};

export const rooms: ConsoleTexts['settings']['rooms'] = {
  heading: 'Zimmer',
  count: (rooms, locks, doors) => `Zimmer: ${rooms} · Türen mit Schloss: ${locks} von ${doors}`,
  none: 'Noch keine Zimmer',
  noneBody: 'Fügen Sie sie oben hinzu. Die Nummer muss die des PMS sein.',
  room: (number) => `Zimmer ${number}`,
  floorOf: (floor) => `Etage ${floor}`,
  byNumber: 'Im PMS nach der Nummer gefunden',
  pmsUnitOf: (id) => `Im PMS: ${id}`,
  change: 'Ändern',
  changeRoom: (number) => `Zimmer ${number} ändern`,
  remove: 'Zimmer entfernen',
  removeRoomBody: (number) => `Zimmer ${number} wird entfernt. Das geht nur, wenn es nie verwendet wurde.`,
  removed: 'Entfernt',
  number: 'Nummer',
  numberHint: 'So wie im PMS.',
  numberMissing: 'Geben Sie die Nummer ein.',
  floor: 'Etage',
  floorWrong: 'Geben Sie eine ganze Zahl ein, oder nichts.',
  pmsUnit: 'Kennung im PMS',
  pmsUnitHint: 'Leer lassen, um das Zimmer nach seiner Nummer zu finden.',
  addDoor: 'Tür hinzufügen',
  addCommon: 'Gemeinschaftstür hinzufügen',
  common: 'Gemeinschaftstüren',
  commonLead: 'Eingang, Aufzug, Fitnessraum: Der Schlüssel jedes Gastes öffnet sie.',
  doorName: 'Name der Tür',
  doorNameHint: 'Personal und Gäste lesen ihn.',
  doorNameMissing: 'Geben Sie den Namen ein.',
  doorAdded: 'Die Tür ist hinzugefügt',
  removeDoor: 'Tür entfernen',
  removeDoorBody: (name) => `Wird entfernt: ${name}. Das geht nur, wenn die Tür nie ein Schloss hatte.`,
  hasLock: 'Schloss in Betrieb',
  simulatedLock: 'Simuliertes Schloss',
  commission: 'Schloss in Betrieb nehmen',
  retire: 'Schloss außer Betrieb nehmen',
  retired: 'Das Schloss ist außer Betrieb',
  retireBody: (door) =>
    `Das Schloss erhält keine Nachrichten mehr, und Schlüssel nennen diese Tür nicht mehr: ${door}. Nehmen Sie danach ein anderes in Betrieb.`,
};

export const commission: ConsoleTexts['settings']['commission'] = {
  heading: (door) => `Schloss in Betrieb nehmen: ${door}`,
  lead: 'Versetzen Sie das fabrikneue Schloss in den Inbetriebnahmemodus. Das Installationswerkzeug zeigt den Punkt des Schlosses.',
  point: 'Punkt des Schlosses',
  pointHint: '130 Zeichen, 0 bis 9 und a bis f, beginnend mit 04. Leerzeichen sind egal.',
  pointWrong: 'Das ist kein Punkt eines Schlosses: Er hat 130 Zeichen und beginnt mit 04.',
  tool: 'Mit einem API-Schlüssel für die Inbetriebnahme erledigt das Werkzeug das alles selbst.',
  confirm: 'In Betrieb nehmen',
  finish: 'Fertig',
  done: 'Das Schloss ist in Betrieb',
  carry: 'Bringen Sie diesen Datensatz mit dem Installationswerkzeug zum Schloss. Das Schloss prüft den Fingerabdruck.',
  record: 'Signierter Datensatz',
  recordHint: 'Wird hier nur einmal gezeigt. Erneutes Inbetriebnehmen desselben Schlosses erzeugt ihn neu.',
  fingerprint: 'Fingerabdruck zur Eingabe am Schloss:',
};
