// The pages of the guest app in Italian.
import { grammarOf } from '../grammar.ts';
import type { GuestPageTexts } from './catalogue.ts';

const { plural } = grammarOf('it');

const it: GuestPageTexts = {
  share: {
    title: (room) => `Condividi: ${room}`,
    lead: 'Il Suo accompagnatore riceve una chiave propria, sul proprio telefono. Può ritirarla in ogni momento.',
    invite: 'Invita qualcuno',
    name: 'Il suo nome',
    doors: 'Porte che potrà aprire',
    howLong: 'Per quanto tempo',
    withMine: 'Quanto la mia chiave',
    withMineUntil: (until) => `Quanto la mia chiave, fino a ${until}`,
    earlier: 'Meno',
    until: 'Fino al (ora dell’hotel)',
    make: 'Crea il link',
    making: 'Creazione del link…',
    left: (count) => plural(count, { one: 'Può invitare ancora # persona.', other: 'Può invitare ancora # persone.' }),
    full: 'Nessun altro può essere invitato in questa camera. Ritiri una chiave o un link per invitare qualcun altro.',
    problems: {
      name: 'Scriva per chi è.',
      doors: 'Scelga almeno una porta.',
      end: 'Scelga un’ora futura, non oltre la fine della Sua chiave.',
      not_shareable: 'Questa chiave ora non si può condividere. La reception può aiutarLa.',
      too_many: 'Ora nessun altro può essere invitato in questa camera.',
      beyond: 'Non può condividere più porte o più tempo della Sua chiave.',
    },
    linkFor: (name) => `Link per ${name}`,
    linkOnce: (until) =>
      `Vale una volta, su un telefono, fino a ${until}. Lo invii solo a quella persona: non verrà più mostrato.`,
    link: 'Link',
    qr: 'Codice QR del link: lo inquadri con l’altro telefono',
    send: 'Invia il link',
    copied: 'Copiato',
    messageTitle: 'Una chiave della camera per Lei',
    message: 'Apra questo link sul telefono per ottenere la chiave della camera. Vale una volta.',
    people: 'Persone con questa chiave',
    over: 'Non più condivise',
    linkUntil: (until) => `Il link attende fino a ${until}`,
    keyUntil: (until) => `Ha una chiave fino a ${until}`,
    opens: (doors) => `Apre ${doors}`,
    standings: {
      has_key: 'Ha una chiave',
      paused: 'La chiave è in pausa insieme alla Sua',
      key_over: 'La chiave è terminata',
      withdrawn: 'Il link è stato ritirato',
      expired: 'Il link è scaduto',
    },
    badges: {
      open: 'Invito inviato',
      has_key: 'Ha una chiave',
      paused: 'In pausa',
      key_over: 'Terminata',
      withdrawn: 'Ritirata',
      expired: 'Scaduta',
    },
    withdraw: 'Ritira il link',
    takeBack: 'Ritira la chiave',
    sure: (name) => `Sì, ritira: ${name}`,
  },
  doors: { heading: 'Che cosa apre la Sua chiave', always: 'Sempre', open: 'ora aperto', closed: 'ora chiuso' },
  help: {
    title: 'Perché non funziona?',
    looking: 'Esame della chiave…',
    offline: 'È offline: questo è ciò che sa il telefono.',
    byHotel: 'La reception vede lo stesso.',
    byPhone: 'Secondo questo telefono.',
    fine: {
      title: 'La chiave sembra a posto',
      step: 'Avvicini il telefono alla serratura, prema «Apri» e attenda un momento. Se resta chiusa, chieda alla reception.',
    },
    verdicts: {
      not_checked_in: { title: 'Non ha ancora fatto il check-in', step: 'La chiave arriva da sola dopo il check-in.' },
      cancelled: { title: 'Questa prenotazione è stata annullata', step: 'Chieda alla reception.', desk: true },
      room_not_assigned: {
        title: 'Non ha ancora una camera',
        step: 'La chiave arriva da sola appena l’hotel ne sceglie una.',
      },
      room_mismatch: {
        title: 'La Sua camera è cambiata',
        step: 'La chiave della nuova camera arriva da sola. Se impiega più di un minuto, chieda alla reception.',
        desk: true,
      },
      lock_offline: {
        title: 'La serratura non risponde',
        step: 'Chieda alla reception. Le apriranno.',
        desk: true,
      },
      vendor_unavailable: {
        title: 'Il servizio della serratura non risponde',
        step: 'Riprovi tra qualche minuto o chieda alla reception.',
        desk: true,
      },
    },
    thisPhone: 'Questo telefono',
    checks: {
      browser: {
        good: 'Questo browser può aprire porte',
        bad: 'Questo browser non può aprire porte',
        later: 'Questo browser forse può aprire porte',
        step: {
          android:
            'Apra questa pagina in Chrome. La chiave è in questo browser: chieda alla reception un nuovo link per Chrome.',
          iphone:
            'Su iPhone le pagine web non hanno il Bluetooth. Chieda una tessera alla reception o usi un telefono Android.',
          computer: 'Usi Chrome su un telefono Android o chieda una tessera alla reception.',
        },
      },
      bluetooth: {
        good: 'Il Bluetooth è attivo',
        bad: 'Il Bluetooth è disattivato',
        later: 'Controlli che il Bluetooth sia attivo',
        step: {
          android: 'Scorra dall’alto dello schermo e prema il simbolo Bluetooth.',
          iphone: 'Scorra dall’angolo in alto a destra e prema il simbolo Bluetooth.',
          computer: 'Attivi il Bluetooth nelle impostazioni del computer.',
        },
      },
      permission: {
        good: 'Questa pagina può usare il Bluetooth',
        bad: 'Questa pagina non può usare il Bluetooth',
        later: 'Il browser chiederà il Bluetooth alla prima porta',
        step: {
          android:
            'Prema il simbolo accanto all’indirizzo, poi Autorizzazioni, e consenta il Bluetooth. Nelle impostazioni del telefono consenta a Chrome di trovare dispositivi vicini.',
          iphone: 'Nelle impostazioni dell’iPhone consenta il Bluetooth per questa app.',
          computer: 'Prema il simbolo accanto all’indirizzo e consenta il Bluetooth.',
        },
      },
      network: {
        good: 'È online',
        bad: 'È offline',
        later: 'Forse è offline',
        step: {
          android:
            'La chiave funziona per un po’ senza Internet. Si connetta una volta al giorno per tenerla aggiornata.',
          iphone:
            'La chiave funziona per un po’ senza Internet. Si connetta una volta al giorno per tenerla aggiornata.',
          computer:
            'La chiave funziona per un po’ senza Internet. Si connetta una volta al giorno per tenerla aggiornata.',
        },
      },
      storage: {
        good: 'La chiave è al sicuro dalle pulizie',
        bad: 'Il browser potrebbe cancellare questa chiave',
        later: 'Metta questa app nella schermata Home per proteggere la chiave',
        step: {
          android: 'Apra il menu del browser e prema «Aggiungi a schermata Home».',
          iphone: 'Prema il simbolo di condivisione e poi «Aggiungi alla schermata Home».',
          computer: 'Prema il simbolo di installazione nella barra degli indirizzi.',
        },
      },
      notifications: {
        good: 'Viene avvisato quando la chiave cambia',
        bad: 'Le notifiche sono disattivate',
        later: 'Le notifiche non sono configurate. La chiave funziona anche senza',
        step: {
          android:
            'Prema il simbolo accanto all’indirizzo, poi Autorizzazioni, e consenta le notifiche. La chiave funziona anche senza.',
          iphone:
            'Nelle impostazioni dell’iPhone consenta le notifiche per questa app. La chiave funziona anche senza.',
          computer: 'Prema il simbolo accanto all’indirizzo e consenta le notifiche. La chiave funziona anche senza.',
        },
      },
    },
    holdTitle: 'Alla porta',
    hold: 'Tenga la parte superiore del telefono piatta contro la serratura, prema «Apri» e la lasci lì finché sente la porta.',
    desk: 'Chiedi alla reception',
    deskInPerson: 'Se nulla aiuta, si rivolga alla reception. Le apriranno.',
    message: (room) =>
      room === undefined
        ? 'Buongiorno, ho bisogno di aiuto con la mia chiave digitale.'
        : `Buongiorno, ho bisogno di aiuto con la chiave digitale della camera ${room}.`,
  },
  arrival: {
    title: 'Prima dell’arrivo',
    checkIn: 'Fai il check-in',
    checkInLead: 'Lo legge solo l’hotel. Sostituisce la scheda alla reception.',
    declined: (reason) => `La reception non ha potuto accettarlo: ${reason}`,
    fields: {
      dateOfBirth: 'Data di nascita',
      nationality: 'Cittadinanza',
      street: 'Via e numero',
      postalCode: 'CAP',
      city: 'Città',
      country: 'Paese',
      documentNumber: 'Numero di passaporto o documento',
      vehiclePlate: 'Targa dell’auto',
      purposeOfStay: 'Motivo del soggiorno',
    },
    fieldMissing: 'Da compilare.',
    checkFields: 'Controlli i campi segnati.',
    arrivalAt: (day) => `A che ora arriva ${day}?`,
    accept: 'Accetto le condizioni dell’hotel.',
    readTerms: 'Leggi le condizioni',
    acceptFirst: 'L’hotel ha bisogno che accetti le condizioni.',
    send: 'Invia all’hotel',
    sending: 'Invio…',
    showId: 'Mostra il documento',
    idLead: 'La reception guarda le immagini una volta. Vengono eliminate appena ha deciso.',
    idFailed: (reason) => `La reception non ha potuto accettare le immagini: ${reason}`,
    whichDocument: 'Quale documento ha con sé?',
    documents: {
      passport: 'Passaporto',
      id_card: 'Carta d’identità',
      driving_licence: 'Patente di guida',
      residence_permit: 'Permesso di soggiorno',
    },
    sides: {
      front: 'Il fronte, con la Sua foto',
      back: 'Il retro',
      face: 'Il Suo volto',
    },
    snap: 'Scatta la foto',
    noCamera: 'Questa pagina non può usare la fotocamera. Scelga un’immagine o usi la fotocamera del telefono.',
    otherCamera: 'Usa un’altra immagine',
    yourPicture: 'L’immagine scattata',
    readable: 'Si legge tutto, senza riflessi?',
    usePicture: 'Usa questa immagine',
    takeAgain: 'Scatta di nuovo',
    uploading: 'Invio dell’immagine…',
    badPicture: 'Questa immagine non è utilizzabile. Ne scatti un’altra, più grande e in JPEG o PNG.',
    allPictures: 'Ci sono tutte le immagini.',
    picturesGo: 'Ora vanno alla reception, cifrate, e a nessun altro.',
    handIn: 'Consegna',
    tooEarly: 'Un po’ troppo presto',
    atDesk: { title: 'Ci vediamo alla reception', step: 'Non c’è nulla da fare prima dell’arrivo.', desk: true },
  },
  settings: {
    dark: 'Corridoio buio',
    darkHint: 'Uno schermo scuro che di notte non abbaglia.',
    sound: 'Suono alla porta',
    soundHint: 'Due brevi note quando la porta si apre, o no.',
    push: 'Notifiche',
    pushStates: {
      off: 'Sia avvisato quando cambiano camera, date o chiave. Nient’altro.',
      on: 'Viene avvisato quando cambiano camera, date o chiave.',
      denied: 'Le notifiche sono disattivate per questa pagina. Può consentirle nelle impostazioni del browser.',
      unsupported: 'Questo browser non ha notifiche per questa pagina. La chiave cambia comunque da sola.',
      asking: 'Risponda alla domanda del browser…',
      failed: 'Ora non ha funzionato. La chiave cambia comunque da sola; riprovi più tardi.',
    },
  },
  phones: {
    title: 'I Suoi telefoni',
    lead: 'Ciascuno apre le Sue porte da solo.',
    thisPhone: 'Questo telefono',
    since: (when) => `Configurato ${when}`,
    seen: (when) => `Online l’ultima volta ${when}`,
    remove: 'Rimuovi',
    sure: (name) => `Sì, rimuovi ${name}`,
    lost: 'Perso, rubato o non più Suo? Lo rimuova: le sue chiavi vengono ritirate e non si può annullare. Questo telefono continua a funzionare.',
    removed: (name) =>
      `${name} è stato rimosso. Le porte rifiutano le sue chiavi appena ne vengono informate. Se può essere in mani sbagliate, avvisi anche la reception.`,
    another: 'Per un telefono nuovo o un secondo telefono, chieda alla reception un altro link e lo apra lì.',
  },
  shell: {
    paste: 'Aggiungere una chiave con il link',
    pasteLead: 'I link del Suo hotel si aprono in questa app. Se uno si è aperto altrove, lo copi e lo incolli qui.',
    pasteLabel: 'Link del Suo hotel',
    pasteButton: 'Continua',
    noLink: 'Questo non è il link di una chiave. Copi l’intero link dal messaggio del Suo hotel.',
    permissionLater: 'Il telefono chiederà il Bluetooth alla prima porta',
    permissionStep: 'Nelle impostazioni del telefono, consenta a questa app di trovare i dispositivi nelle vicinanze.',
    bluetooth: 'Il Bluetooth trova le porte della Sua chiave e le apre.',
    camera: 'La fotocamera scatta la foto del Suo documento, se l’hotel la chiede.',
  },
};
export default it;
