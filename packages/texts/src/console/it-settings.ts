// Settings of the console in Italian.
import type { ConsoleTexts } from './en.ts';
import { apiKeys, pms, webhooks } from './it-settings-connections.ts';
import { addRooms, commission, digitalKeys, rooms } from './it-settings-locks.ts';
import { messages } from './it-settings-messages.ts';
import { emergency, staff } from './it-settings-people.ts';
import { arrival, retention, rules } from './it-settings-rules.ts';

export const settings: ConsoleTexts['settings'] = {
  page: 'Impostazioni',
  topicsLabel: 'Sezioni delle impostazioni',
  back: 'Tutte le impostazioni',
  noSuchTopic: 'Questa pagina non esiste nelle impostazioni',
  forAdministrators: 'Le impostazioni sono per gli amministratori',
  forAdministratorsBody: 'Si rivolga a un amministratore della sede se c’è qualcosa da cambiare.',

  topics: {
    'set-up': { name: 'Lista di configurazione', about: 'Cosa è fatto e cosa viene dopo.' },
    location: { name: 'Sede', about: 'Nome, fuso orario, ora di check-out, telefono.' },
    branding: { name: 'Immagine', about: 'Colori, logo e carta chiave nell’app per gli ospiti.' },
    'digital-keys': { name: 'Chiavi digitali', about: 'Sistema di serrature: provare, attivare.' },
    rooms: { name: 'Camere e serrature', about: 'Camere, porte e relative serrature.' },
    pms: { name: 'Connessione al PMS', about: 'Da dove arrivano le prenotazioni.' },
    rules: { name: 'Regole delle chiavi', about: 'Emissione automatica, validità, tempo offline, condivisione.' },
    arrival: { name: 'Check-in mobile e documento', about: 'Cosa si chiede agli ospiti in arrivo.' },
    messages: { name: 'Messaggi', about: 'E-mail, SMS e push agli ospiti.' },
    staff: { name: 'Personale', about: 'Chi può fare cosa.' },
    'api-keys': { name: 'Chiavi API', about: 'Accesso per i programmi.' },
    webhooks: { name: 'Webhook', about: 'Dire agli altri sistemi cosa succede.' },
    retention: { name: 'Conservazione', about: 'Per quanto si conservano i dati personali.' },
    emergency: { name: 'Emergenza', about: 'Ritirare tutte le chiavi o cambiare ciò che le firma.' },
  },

  form: {
    save: 'Salva',
    saved: 'Salvato',
    discard: 'Scarta le modifiche',
    unsaved: 'Non ancora salvato',
    leaveHeading: 'Uscire senza salvare?',
    leaveBody: 'Ciò che ha modificato in questa pagina non è ancora salvato.',
    leave: 'Esci senza salvare',
    stay: 'Resta qui',
    discarded: 'Modifiche scartate',
    takenBack: 'Le sue modifiche sono tornate, non ancora salvate',
    failed: 'Impossibile mostrarlo',
    loading: 'Caricamento',
    kept: 'Salvato; lasci vuoto per mantenerlo',
    between: (min, max) => `Inserisca un numero intero da ${min} a ${max}.`,
  },

  setUp: {
    lead: 'Il server controlla ogni passo: ciò che è spuntato è davvero fatto.',
    done: 'Fatto',
    open: 'Da fare',
    optional: 'Può attendere',
    progress: (done, all) => `${done} di ${all} passi fatti`,
    complete: 'Questa sede è pronta: gli ospiti ricevono le loro chiavi.',
    go: 'Apri',
    again: 'Controlla di nuovo',
    steps: {
      location: 'La sede ha nome, fuso orario e ora di check-out',
      pms: 'Il PMS è collegato e risponde',
      rooms: 'Camere e porte sono inserite',
      locks: 'Ogni porta di camera ha la sua serratura',
      lock_system: 'Le chiavi digitali sono provate e attive',
      rules: 'Le regole delle chiavi sono state viste',
      messages: 'Gli ospiti sono raggiungibili',
      arrival: 'Check-in mobile e documento sono decisi',
      staff: 'Una seconda persona può accedere',
      first_key: 'La prima chiave digitale è emessa',
    },
    hints: {
      location: 'Check-out e validità seguono l’ora di questo fuso.',
      pms: 'Scelga il sistema, inserisca le credenziali, provi. Poi le prenotazioni arrivano da sole.',
      rooms: 'Riprenda le camere dal PMS o scriva intervalli come 101-120.',
      locks:
        'Metta in servizio ogni serratura con lo strumento dell’installatore; le camere senza attendono, le altre funzionano già.',
      lock_system: 'Esegua la prova. Se riesce, attivi le chiavi digitali.',
      rules: 'Le regole di una nuova sede sono prudenti. Le guardi una volta e salvi.',
      messages: 'Inserisca il server di posta e si mandi un messaggio di prova.',
      arrival: 'Decida se gli ospiti fanno il check-in dal telefono e se mostrano un documento.',
      staff: 'Inviti la reception e un altro amministratore.',
      first_key: 'Faccia un check-in nel PMS. La chiave viene emessa da sola o nella pagina della prenotazione.',
    },
    counts: {
      rooms: (rooms, without) => (without === 0 ? `Camere: ${rooms}.` : `Camere: ${rooms}. Senza porta: ${without}.`),
      locks: (withLock, doors) => `Porte con serratura: ${withLock} di ${doors}.`,
      staff: (count) => `Persone con un ruolo qui: ${count}.`,
      simulated: 'Alcune serrature sono simulate: non aprono porte vere.',
    },
  },

  newLocation: {
    page: 'Nuova sede',
    lead: 'Una sede è un hotel con camere, personale e regole proprie. Riceve proprie chiavi di firma.',
    brand: 'Marchio',
    make: 'Crea la sede',
    open: 'Nuova sede…',
    made: 'La sede è creata',
    empty: 'Amministra un marchio senza sedi.',
  },

  location: {
    lead: 'Cosa leggono ospiti e personale, e con che ora.',
    name: 'Nome',
    nameHint: 'Gli ospiti lo leggono nell’app e nei messaggi.',
    nameMissing: 'Inserisca il nome.',
    timeZone: 'Fuso orario',
    timeZoneHint: 'Per esempio Europe/Vienna.',
    checkOutTime: 'Ora di check-out',
    checkOutTimeHint: 'Dove il PMS non ne indica un’altra.',
    phone: 'Telefono della reception',
    phoneHint: 'Gli ospiti chiamano dall’app quando una porta non si apre.',
  },

  digitalKeys,
  addRooms,
  rooms,
  commission,
  pms,
  apiKeys,
  webhooks,
  rules,
  arrival,
  retention,
  messages,
  staff,
  emergency,
};
