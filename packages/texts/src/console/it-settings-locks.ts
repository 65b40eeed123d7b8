// Settings of the console in Italian: digital keys, rooms and locks. it-settings.ts takes them in.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('it');

export const digitalKeys: ConsoleTexts['settings']['digitalKeys'] = {
  lead: 'Le chiavi digitali vengono emesse quando la prova è riuscita e sono attive.',
  system: 'Sistema di serrature',
  systemHint: 'Altri sistemi non si possono ancora scegliere.',
  native: 'Serrature Nightlatch',
  noCredentials: 'Questo sistema non richiede credenziali: il server firma con le chiavi della sede.',
  on: 'Attivo',
  off: 'Disattivo',
  test: 'Prova',
  testing: 'Prova di chiavi di firma, porte e serrature',
  testOk: 'C’è tutto ciò che serve alle chiavi digitali.',
  testFailed: 'Manca ancora qualcosa.',
  testOkStep: 'Ora può attivare le chiavi digitali.',
  testOkOn: 'Niente da fare.',
  testFailedStep: 'Faccia quanto indicato nelle righe segnate, poi provi di nuovo.',
  testFirst: 'Prima provi.',
  turnOn: 'Attiva',
  turnOff: 'Disattiva',
  isOn: 'Le chiavi digitali sono attive',
  isOff: 'Le chiavi digitali sono disattivate',
  turnOffBody:
    'Finché sono disattivate non se ne emettono né rinnovano. Quelle sui telefoni restano fino alla fine del tempo offline.',
  fine: 'In ordine',
  someRooms: 'Alcune camere attendono',
  missing: 'Manca',
  checks: {
    lock_system_chosen: 'Un sistema di serrature è scelto',
    signing_keys: 'Le chiavi di firma si aprono e firmano',
    room_doors: 'Ci sono porte di camera',
    locks_commissioned: 'Ogni porta di camera ha una serratura',
    locks_healthy: 'Tutte le serrature sono in ordine',
    locks_heard_from: 'Ogni serratura si è fatta sentire',
  },
  steps: {
    signing_keys: 'La chiave principale del server non è quella che le ha sigillate: chieda a chi gestisce il server.',
    room_doors: 'Inserisca camere e porte in «Camere e serrature».',
    locks_commissioned:
      'Metta in servizio le serrature mancanti in «Camere e serrature». Le altre camere funzionano già.',
    locks_healthy: 'Guardi in «Porte» quale serratura segnala un guasto.',
    locks_heard_from: 'Passi una volta davanti a ogni nuova serratura con un gateway o il telefono di un ospite.',
  },
  locks: 'Serrature',
  locksLead: 'Ogni camera ha bisogno di una porta con serratura in servizio.',
  toRooms: 'Camere e serrature',
};

export const addRooms: ConsoleTexts['settings']['addRooms'] = {
  heading: 'Aggiungi camere',
  lead: 'Ogni camera riceve una porta. Le camere esistenti restano come sono.',
  numbers: 'Numeri di camera',
  numbersHint: 'Camere singole e intervalli, per esempio 101-120, 201-220, Penthouse.',
  wrong: (part) => `«${part}» non è un numero di camera né un intervallo di al massimo 500 camere.`,
  add: (count) =>
    count === 0 ? 'Aggiungi camere' : plural(count, { one: 'Aggiungi # camera', other: 'Aggiungi # camere' }),
  fromPms: 'Riprendi dal PMS',
  asking: 'Richiesta delle camere',
  progress: (done, all) => `${done} di ${all} camere aggiunte`,
  added: (count) =>
    count === 0
      ? 'Non ci sono nuove camere da aggiungere'
      : plural(count, { one: '# camera aggiunta', other: '# camere aggiunte' }),
  doorOf: (number) => `Camera ${number}`,
};

export const rooms: ConsoleTexts['settings']['rooms'] = {
  heading: 'Camere',
  count: (rooms, locks, doors) => `Camere: ${rooms} · porte con serratura: ${locks} di ${doors}`,
  none: 'Ancora nessuna camera',
  noneBody: 'Le aggiunga sopra. Il numero dev’essere quello del PMS.',
  room: (number) => `Camera ${number}`,
  floorOf: (floor) => `Piano ${floor}`,
  byNumber: 'Trovata nel PMS dal numero',
  pmsUnitOf: (id) => `Nel PMS: ${id}`,
  change: 'Modifica',
  changeRoom: (number) => `Modifica la camera ${number}`,
  remove: 'Rimuovi camera',
  removeRoomBody: (number) => `La camera ${number} viene rimossa. Possibile solo se mai usata.`,
  removed: 'Rimosso',
  number: 'Numero',
  numberHint: 'Come nel PMS.',
  numberMissing: 'Inserisca il numero.',
  floor: 'Piano',
  floorWrong: 'Inserisca un numero intero o niente.',
  pmsUnit: 'Id nel PMS',
  pmsUnitHint: 'Lasci vuoto per trovarla dal numero.',
  addDoor: 'Aggiungi porta',
  addCommon: 'Aggiungi porta comune',
  common: 'Porte comuni',
  commonLead: 'Ingresso, ascensore, palestra: li apre la chiave di ogni ospite.',
  doorName: 'Nome della porta',
  doorNameHint: 'Lo leggono personale e ospiti.',
  doorNameMissing: 'Inserisca il nome.',
  doorAdded: 'La porta è aggiunta',
  removeDoor: 'Rimuovi porta',
  removeDoorBody: (name) => `Viene rimossa: ${name}. Possibile solo se non ha mai avuto una serratura.`,
  hasLock: 'Serratura in servizio',
  simulatedLock: 'Serratura simulata',
  commission: 'Metti in servizio una serratura',
  retire: 'Metti fuori servizio',
  retired: 'La serratura è fuori servizio',
  retireBody: (door) =>
    `La serratura non riceve più messaggi e le chiavi non nominano più questa porta: ${door}. Poi ne metta in servizio un’altra.`,
};

export const commission: ConsoleTexts['settings']['commission'] = {
  heading: (door) => `Metti in servizio una serratura: ${door}`,
  lead: 'Metta la serratura nuova in modalità di messa in servizio. Lo strumento mostra il punto della serratura.',
  point: 'Punto della serratura',
  pointHint: '130 caratteri, da 0 a 9 e da a a f, che iniziano con 04. Gli spazi non contano.',
  pointWrong: 'Non è il punto di una serratura: deve avere 130 caratteri e iniziare con 04.',
  tool: 'Con una chiave API apposita lo strumento fa tutto da solo.',
  confirm: 'Metti in servizio',
  finish: 'Finito',
  done: 'La serratura è in servizio',
  carry: 'Porti questo record alla serratura con lo strumento. La serratura controlla l’impronta.',
  record: 'Record firmato',
  recordHint: 'Mostrato qui una volta sola. Rimettendo in servizio la stessa serratura viene rifatto.',
  fingerprint: 'Impronta da inserire nella serratura:',
};
