// The guest app in German.
import type { GuestTexts } from './catalogue.ts';

const DESK = 'Bitte wenden Sie sich an die Rezeption. Man öffnet Ihnen dort.';

const de: GuestTexts = {
  appName: 'Zimmerschlüssel',
  skipToKey: 'Zum Schlüssel springen',
  close: 'Schließen',
  back: 'Alle Schlüssel',
  language: 'Sprache',

  link: {
    title: 'Schlüssel abholen',
    lead: 'Ihr Hotel hat Ihnen einen digitalen Schlüssel für Ihr Zimmer geschickt.',
    leadOf: (hotel) => `${hotel} hat Ihnen einen digitalen Schlüssel für Ihr Zimmer geschickt.`,
    leadCompanion: (hotel) => `Ein Gast teilt seinen Zimmerschlüssel mit Ihnen: ${hotel}.`,
    points: [
      'Liegt auf diesem Telefon und nirgends sonst.',
      'Kein Konto, kein Passwort, keine Installation.',
      'Öffnet Ihre Tür auch ohne Internet.',
    ],
    button: 'Schlüssel abholen',
    working: 'Ihr Schlüssel wird vorbereitet …',
    workingLead: 'Das dauert ein paar Sekunden. Bitte lassen Sie diese Seite geöffnet.',
    retry: 'Noch einmal versuchen',
    adds: 'Auf diesem Telefon liegt bereits ein Schlüssel. Der neue kommt dazu.',
    toMyKeys: 'Meine Schlüssel anzeigen',
    problems: {
      link_used: {
        title: 'Dieser Link wurde schon verwendet',
        step: 'Jeder Link gilt einmal, auf einem Telefon. Wurde er Ihnen weitergeleitet, hat ihn jemand anders verwendet. Hat dieses Telefon seinen Schlüssel verloren, bitten Sie die Rezeption um einen neuen Link.',
        desk: true,
      },
      link_expired: {
        title: 'Dieser Link ist abgelaufen',
        step: 'Bitten Sie die Rezeption um einen neuen Link. Das ist gleich erledigt.',
        desk: true,
      },
      link_withdrawn: {
        title: 'Dieser Link wurde zurückgenommen',
        step: 'Oft steht in einer neueren Nachricht ein neuerer Link: Öffnen Sie bitte diesen. Gibt es keinen, fragen Sie die Person, die Ihnen den Link geschickt hat.',
        desk: true,
      },
      too_many_companions: {
        title: 'Es können keine weiteren Gäste hinzukommen',
        step: 'Dieses Zimmer hat so viele geteilte Schlüssel, wie das Hotel erlaubt. Der Link gilt weiterhin: Bitten Sie Ihre Gastgeberin oder Ihren Gastgeber, einen zurückzunehmen, und versuchen Sie es dann noch einmal.',
      },
      own_invitation: {
        title: 'Dieser Link ist für Ihre Begleitperson',
        step: 'Auf diesem Telefon haben Sie den Schlüssel dieses Zimmers bereits. Schicken Sie den Link der Person, mit der Sie teilen möchten.',
      },
      link_unknown: {
        title: 'Dieser Link funktioniert nicht',
        step: 'Öffnen Sie den vollständigen Link aus der Nachricht Ihres Hotels noch einmal. Hilft das nicht, bitten Sie die Rezeption um einen neuen.',
        desk: true,
      },
      offline: {
        title: 'Keine Verbindung zum Hotel',
        step: 'Prüfen Sie, ob dieses Telefon online ist, und versuchen Sie es noch einmal. Ihr Link gilt weiterhin.',
      },
      too_many_requests: {
        title: 'Einen Moment bitte',
        step: 'Es gab gerade viele Versuche. Warten Sie eine Minute und versuchen Sie es dann noch einmal.',
      },
      browser_blocks_keys: {
        title: 'Dieser Browser kann keinen Schlüssel aufbewahren',
        step: 'Öffnen Sie den Link im üblichen Browser Ihres Telefons, nicht in einem privaten Fenster.',
      },
      server_trouble: {
        title: 'Bei uns ist etwas schiefgegangen',
        step: 'Bitte versuchen Sie es gleich noch einmal. Ihr Link gilt weiterhin.',
      },
    },
  },
  page: {
    loading: 'Einen Moment …',
    offline: 'Dafür wird Internet gebraucht. Gehen Sie online und versuchen Sie es noch einmal.',
    trouble: 'Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es gleich noch einmal.',
    share: 'Teilen',
    help: 'Hilfe',
    arrival: 'Vor der Anreise',
    settings: 'Einstellungen',
    back: 'Zurück',
  },
  nudges: {
    push: {
      title: 'Erfahren Sie, wenn sich Ihr Schlüssel ändert.',
      step: 'Eine Mitteilung, wenn sich Zimmer, Daten oder Schlüssel ändern. Sonst nichts.',
      yes: 'Benachrichtigen',
    },
    install: {
      title: 'Haben Sie Ihren Schlüssel griffbereit.',
      step: 'Vom Startbildschirm öffnet er mit einem Tippen, auch ohne Internet.',
      yes: 'Hinzufügen',
    },
    no: 'Jetzt nicht',
  },
  arrival: {
    opensAt: (when) => `Sie können ab ${when} einchecken.`,
    waits: {
      under_review: {
        title: 'Die Rezeption sieht es sich an',
        step: 'Sie können diese Seite verlassen. Ihr Schlüssel kommt von selbst.',
      },
      room_not_ready: {
        title: 'Ihr Zimmer ist noch nicht bereit',
        step: 'Alles andere ist erledigt. Ihr Schlüssel kommt von selbst, sobald das Zimmer bereit ist.',
      },
      approved: { title: 'Sie sind eingecheckt', step: 'Ihr Schlüssel kommt gleich von selbst.' },
    },
    offers: {
      check_in: 'Checken Sie jetzt auf diesem Telefon ein; Ihr Schlüssel kommt dann von selbst.',
      show_id: 'Das Hotel muss noch Ihren Ausweis sehen. Sie können ihn mit diesem Telefon zeigen.',
    },
    doCheckIn: 'Jetzt einchecken',
    doShowId: 'Jetzt Ausweis zeigen',
  },
  empty: {
    title: 'Noch kein Schlüssel',
    step: 'Öffnen Sie auf diesem Telefon den Link, den Ihr Hotel Ihnen geschickt hat. Dann erscheint Ihr Schlüssel hier. Hat dieses Telefon seinen Schlüssel verloren, bitten Sie die Rezeption um einen neuen Link.',
  },
  unusable: {
    title: 'Dieser Browser kann keinen Schlüssel aufbewahren',
    step: 'Öffnen Sie diese Seite im üblichen Browser Ihres Telefons, nicht in einem privaten Fenster, über eine sichere Adresse.',
  },

  waiting: {
    title: (room) =>
      room === undefined ? 'Ihr Schlüssel ist unterwegs' : `Ihr Schlüssel für Zimmer ${room} ist unterwegs`,
    lead: 'Er erscheint hier von selbst. Sie können diese Seite verlassen.',
    waitingFor: 'Es fehlt noch',
    nothing: 'Das Hotel bereitet Ihren Schlüssel vor.',
    conditions: {
      integration_not_configured:
        'Das Hotel schaltet digitale Schlüssel erst frei. An der Rezeption liegt eine Schlüsselkarte für Sie.',
      no_compatible_lock: 'Eine Zimmertür für digitale Schlüssel. An der Rezeption liegt eine Schlüsselkarte für Sie.',
      lock_unhealthy: 'Die Prüfung Ihres Zimmerschlosses. Die Rezeption weiß Bescheid.',
      not_checked_in: 'Ihr Check-in. Kommen Sie bei der Ankunft an die Rezeption.',
      room_not_assigned: 'Ihr Zimmer. Das Hotel wählt gerade eines für Sie aus.',
      room_occupied: 'Ihr Zimmer wird noch frei.',
      guest_app_not_installed: 'Die Einrichtung dieses Telefons.',
      id_not_verified: 'Die Prüfung Ihres Ausweises. Bitte zeigen Sie ihn an der Rezeption.',
      validity_over: 'Neue Reisedaten. Ihr Aufenthalt ist vorbei: Bitte wenden Sie sich an die Rezeption.',
      blocked_by_staff: 'Die Rezeption. Bitte sprechen Sie mit ihr.',
    },
    unknownCondition: 'Das Hotel stellt Ihren Schlüssel noch fertig.',
    dates: (arrival, departure) => `${arrival} bis ${departure}`,
  },

  key: {
    room: 'Zimmer',
    heading: (room) => `Zimmer ${room}`,
    noRoom: 'Ihr Schlüssel',
    guest: 'Gast',
    shared: 'Mit Ihnen geteilt',
    validFrom: 'Ab',
    validUntil: 'Bis',
    worksOffline: 'Ohne Internet',
    worksOfflineUntil: (until) => `Gilt bis ${until}`,
    leaseOver: 'Zum Auffrischen einmal online gehen',
    gettingReady: 'Kommt auf diesem Telefon an …',
    hotelTime: (place) => `Zeiten sind Ortszeit des Hotels (${place}).`,
    yourKeys: 'Ihre Schlüssel',
    pastKeys: 'Frühere Schlüssel',
    openKey: (room, hotel) => `${room}, ${hotel}`,
    states: {
      ready: 'Bereit',
      not_yet: 'Noch nicht gültig',
      lease_over: 'Muss online gehen',
      getting_ready: 'Unterwegs',
      suspended: 'Pausiert',
      waiting: 'Unterwegs',
      ended: 'Beendet',
    },
    suspended: { title: 'Ihr Schlüssel ist pausiert', step: 'Bitte wenden Sie sich an die Rezeption.', desk: true },
  },

  unlock: {
    button: 'Öffnen',
    again: 'Noch einmal öffnen',
    done: 'Fertig',
    toKey: 'Zurück zu meinem Schlüssel',
    standingAt: 'Sie stehen vor',
    anotherDoor: 'Vor eine andere Tür stellen',
    anotherDoorHint: 'Um zu sehen, was an einer fremden Tür passiert.',
    chooseDoor: 'Tür wählen',
    noDoorsHeard: 'Keine Türen in Reichweite',
    heardDoor: (name) => `Tür ${name}`,
    steps: {
      searching: (door) => (door === '' ? 'Ihre Tür wird gesucht …' : `${door} wird gesucht …`),
      connecting: (door) => `Verbindung mit ${door} …`,
      proving: (door) => `Ihr Schlüssel wird gezeigt: ${door} …`,
      renewing: () => 'Ihr Schlüssel wird aufgefrischt …',
    },
    attempt: (attempt) => `Versuch ${attempt}`,
    opened: (door) => `${door} ist offen`,
    openedStep: 'Treten Sie ein.',
    noDoorChosen: (door) => ({
      title: 'Es wurde keine Tür gewählt',
      step: `Halten Sie Ihr Telefon an die Tür (${door}), drücken Sie „Öffnen“ und wählen Sie die Tür in der Liste.`,
    }),
    otherKeysDoor: (door, yourDoors) => ({
      title: `Das ist ${door}`,
      step: `Dafür haben Sie einen anderen Schlüssel. Dieser öffnet: ${yourDoors}.`,
    }),
    tookMs: (ms) => `In ${ms} s geöffnet`,
    renewedStep: 'Ihr Schlüssel wurde soeben aufgefrischt. Versuchen Sie es noch einmal.',
    diagnoses: {
      no_key: ({ online }) => ({
        title: 'Kein Schlüssel für diese Tür',
        step: online ? DESK : 'Gehen Sie einmal online, damit Ihr Schlüssel auf dieses Telefon kommt.',
        ...(online ? { desk: true } : {}),
      }),
      waiting: () => ({
        title: 'Noch nicht für Sie geöffnet',
        step: 'Der erste Gast Ihres Zimmers öffnet die Tür einmal, danach gilt auch Ihr Schlüssel.',
      }),
      revoked: () => ({
        title: 'Dieser Schlüssel wurde zurückgenommen',
        step: 'Das Hotel hat diesen Schlüssel beendet. Bitte wenden Sie sich an die Rezeption.',
        desk: true,
      }),
      suspended: () => ({
        title: 'Ihr Schlüssel ist pausiert',
        step: 'Bitte wenden Sie sich an die Rezeption.',
        desk: true,
      }),
      expired: () => ({
        title: 'Dieser Schlüssel ist beendet',
        step: 'Seine Zeit ist abgelaufen. Wenn Sie länger bleiben, wenden Sie sich bitte an die Rezeption.',
        desk: true,
      }),
      checked_out: () => ({
        title: 'Sie haben ausgecheckt',
        step: 'Ihr Schlüssel endete mit Ihrem Aufenthalt. Haben Sie etwas vergessen, wenden Sie sich bitte an die Rezeption.',
        desk: true,
      }),
      not_yet_valid: ({ validFrom }) => ({
        title: 'Etwas zu früh',
        step:
          validFrom === undefined
            ? 'Ihr Schlüssel gilt noch nicht. Versuchen Sie es später noch einmal.'
            : `Ihr Schlüssel gilt ab ${validFrom}.`,
      }),
      superseded: ({ online }) => ({
        title: 'Ein neuerer Schlüssel öffnet dieses Zimmer',
        step: online
          ? 'Ihr Zimmer hat einen neueren Schlüssel, und dieser ist beendet. Bitte wenden Sie sich an die Rezeption.'
          : 'Gehen Sie einmal online, damit Ihr neuerer Schlüssel auf dieses Telefon kommt.',
        ...(online ? { desk: true } : {}),
      }),
      not_downloaded: ({ online }) => ({
        title: 'Ihr Schlüssel ist nicht auf dem neuesten Stand',
        step: online ? DESK : 'Gehen Sie einmal online und versuchen Sie es dann noch einmal.',
        ...(online ? { desk: true } : {}),
      }),
      lease_ended: ({ online }) => ({
        title: 'Ihr Schlüssel braucht eine Auffrischung',
        step: online ? DESK : 'Gehen Sie einmal online und versuchen Sie es dann noch einmal.',
        ...(online ? { desk: true } : {}),
      }),
      bluetooth_off: () => ({
        title: 'Bluetooth ist aus',
        step: 'Schalten Sie Bluetooth ein und versuchen Sie es noch einmal.',
      }),
      bluetooth_not_allowed: () => ({
        title: 'Bluetooth ist nicht erlaubt',
        step: 'Erlauben Sie Bluetooth für diese Seite in den Einstellungen Ihres Browsers und versuchen Sie es noch einmal.',
      }),
      unsupported_phone: () => ({
        title: 'Dieses Telefon kann hier keine Türen öffnen',
        step: 'Bitte fragen Sie an der Rezeption nach einer Schlüsselkarte.',
        desk: true,
      }),
      wrong_phone: () => ({
        title: 'Dieser Schlüssel gehört zu einem anderen Telefon',
        step: 'Verwenden Sie das Telefon, das den Schlüssel erhalten hat, oder bitten Sie die Rezeption um einen neuen Link.',
        desk: true,
      }),
      too_far: ({ door }) => ({
        title: 'Die Tür hat nicht geantwortet',
        step: `Halten Sie Ihr Telefon nah heran (${door ?? 'Schloss'}) und versuchen Sie es noch einmal.`,
      }),
      wrong_door: ({ yourDoors }) => ({
        title: 'Das ist nicht Ihre Tür',
        step: yourDoors === '' ? 'Ihr Schlüssel öffnet diese Tür nicht.' : `Ihr Schlüssel öffnet: ${yourDoors}.`,
      }),
      privacy_on: () => ({
        title: '„Bitte nicht stören“ ist an',
        step: 'Jemand im Zimmer hat es eingeschaltet. Klopfen Sie, oder fragen Sie die Rezeption.',
        desk: true,
      }),
      outside_hours: ({ door }) => ({
        title: `${door ?? 'Diese Tür'} ist jetzt geschlossen`,
        step: 'Diese Tür hat eigene Öffnungszeiten. Die Rezeption kennt sie.',
        desk: true,
      }),
      lock_clock_unknown: ({ online }) => ({
        title: 'Das Schloss kennt die Uhrzeit nicht mehr',
        step: online
          ? 'Versuchen Sie es noch einmal: Ihr Telefon bringt ihm die Uhrzeit.'
          : 'Gehen Sie online und versuchen Sie es noch einmal: Ihr Telefon bringt ihm die Uhrzeit.',
      }),
      lock_battery_low: () => ({
        title: 'Die Batterie des Schlosses ist schwach',
        step: 'Bitte sagen Sie der Rezeption Bescheid. Man kommt und öffnet Ihnen.',
        desk: true,
      }),
      ask_front_desk: () => ({ title: 'Die Tür blieb geschlossen', step: DESK, desk: true }),
    },
  },

  ended: {
    title: {
      revoked: (room) => `Ihr Schlüssel wurde zurückgenommen: ${room}`,
      checked_out: (room) => `Sie haben ausgecheckt: ${room}`,
      expired: (room) => `Ihr Schlüssel ist beendet: ${room}`,
      superseded: (room) => `Ihr Schlüssel wurde durch einen neueren ersetzt: ${room}`,
      replaced: (room) => `Ihr Schlüssel wurde durch einen neueren ersetzt: ${room}`,
    },
    step: {
      revoked: 'Wenn Sie das nicht erwartet haben, wenden Sie sich bitte an die Rezeption.',
      checked_out: 'Vielen Dank für Ihren Aufenthalt. Gute Reise!',
      expired: 'Wenn Sie länger bleiben, wenden Sie sich bitte an die Rezeption.',
      superseded: 'Ihr neuerer Schlüssel erscheint hier von selbst.',
      replaced: 'Ihr neuerer Schlüssel erscheint hier von selbst.',
    },
    deleted: 'Von diesem Telefon gelöscht. Das Hotel erfährt es, sobald Sie online sind.',
    deletedAndTold: 'Von diesem Telefon gelöscht, und das Hotel weiß es.',
    clockDoubt: 'Das gilt nach der Uhr dieses Telefons. Wenn sie falsch gehen könnte, versuchen Sie die Tür trotzdem.',
    forget: 'Aus dieser Liste entfernen',
  },

  notices: {
    keyRemoved: (room, hotel) => ({
      title: room === undefined ? 'Ein Schlüssel wurde entfernt' : `Schlüssel für Zimmer ${room} entfernt`,
      step: `Zurückgenommen von: ${hotel ?? 'Hotel'}. Der Schlüssel ist von diesem Telefon gelöscht.`,
    }),
    deviceRemoved: {
      title: 'Dieses Telefon ist nicht mehr eingerichtet',
      step: 'Das Hotel hat seine Schlüssel auf diesem Telefon beendet; sie sind gelöscht. Für neue bitten Sie die Rezeption um einen Link.',
    },
    linkUsedAlreadyHere: {
      title: 'Dieser Link wurde schon verwendet',
      step: 'Dieses Telefon ist eingerichtet. Ihre Schlüssel sehen Sie unten.',
    },
  },

  offline: {
    title: 'Sie sind offline',
    keys: {
      works: 'Ihr Schlüssel öffnet Ihre Tür trotzdem.',
      stale: 'Gehen Sie einmal online, um Ihren Schlüssel aufzufrischen.',
      none: 'Ihr Schlüssel erscheint, sobald Sie online sind.',
    },
  },
  notKnown: {
    title: 'Das Hotel erkennt dieses Telefon nicht',
    step: 'Bitten Sie die Rezeption um einen neuen Link.',
  },
  callDesk: 'Rezeption anrufen',
  messageDesk: 'Der Rezeption schreiben',
  simulated: 'Simulierter Funk',
  simulatedHint: 'Die Türen sind virtuell.',
  noRadio: {
    none_iphone: {
      title: 'iPhone-Browser können keine Türen öffnen',
      step: 'Dort haben Webseiten kein Bluetooth. Fragen Sie an der Rezeption nach einer Schlüsselkarte, oder öffnen Sie den Link auf einem Android-Telefon mit Chrome.',
      desk: true,
    },
    none_android: {
      title: 'Dieser Browser kann keine Türen öffnen',
      step: 'Kopieren Sie den Link und öffnen Sie ihn in Chrome. Er gilt einmal; tun Sie es also bitte, bevor Sie den Schlüssel abholen.',
    },
    none: {
      title: 'Dieser Browser kann keine Türen öffnen',
      step: 'Öffnen Sie den Link in Chrome auf Ihrem Telefon, oder fragen Sie an der Rezeption nach einer Schlüsselkarte.',
      desk: true,
    },
  },
  copyLink: 'Link kopieren',
  linkCopied: 'Kopiert. Öffnen Sie ihn in Chrome.',
};
export default de;
