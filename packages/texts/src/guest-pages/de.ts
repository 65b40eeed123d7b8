// The pages of the guest app in German.
import { grammarOf } from '../grammar.ts';
import type { GuestPageTexts } from './catalogue.ts';

const { plural } = grammarOf('de');

const de: GuestPageTexts = {
  share: {
    title: (room) => `Teilen: ${room}`,
    lead: 'Ihre Begleitperson erhält einen eigenen Schlüssel auf dem eigenen Telefon. Sie können ihn jederzeit zurücknehmen.',
    invite: 'Jemanden einladen',
    name: 'Name der Person',
    doors: 'Türen, die die Person öffnen darf',
    howLong: 'Wie lange',
    withMine: 'So lange wie mein Schlüssel',
    withMineUntil: (until) => `So lange wie mein Schlüssel, bis ${until}`,
    earlier: 'Kürzer',
    until: 'Bis (Ortszeit des Hotels)',
    make: 'Link erstellen',
    making: 'Link wird erstellt …',
    left: (count) =>
      plural(count, { one: 'Sie können noch # Person einladen.', other: 'Sie können noch # Personen einladen.' }),
    full: 'Zu diesem Zimmer kann niemand mehr eingeladen werden. Nehmen Sie einen Schlüssel oder Link zurück, um jemand anderen einzuladen.',
    problems: {
      name: 'Bitte schreiben Sie, für wen er ist.',
      doors: 'Bitte wählen Sie mindestens eine Tür.',
      end: 'Bitte wählen Sie eine Zeit ab jetzt und nicht nach dem Ende Ihres eigenen Schlüssels.',
      not_shareable: 'Dieser Schlüssel kann gerade nicht geteilt werden. Die Rezeption hilft gern.',
      too_many: 'Zu diesem Zimmer kann gerade niemand mehr eingeladen werden.',
      beyond: 'Sie können nicht mehr Türen oder Zeit teilen, als Ihr eigener Schlüssel hat.',
    },
    linkFor: (name) => `Link für ${name}`,
    linkOnce: (until) =>
      `Er gilt einmal, auf einem Telefon, bis ${until}. Bitte senden Sie ihn nur dieser Person: Er wird nicht noch einmal gezeigt.`,
    link: 'Link',
    qr: 'QR-Code des Links: mit dem anderen Telefon scannen',
    send: 'Link senden',
    copied: 'Kopiert',
    messageTitle: 'Ein Zimmerschlüssel für Sie',
    message: 'Öffnen Sie diesen Link auf Ihrem Telefon, um Ihren Zimmerschlüssel zu erhalten. Er gilt einmal.',
    people: 'Personen mit diesem Schlüssel',
    over: 'Nicht mehr geteilt',
    linkUntil: (until) => `Der Link wartet bis ${until}`,
    keyUntil: (until) => `Hat einen Schlüssel bis ${until}`,
    opens: (doors) => `Öffnet ${doors}`,
    standings: {
      has_key: 'Hat einen Schlüssel',
      paused: 'Der Schlüssel ist zusammen mit Ihrem pausiert',
      key_over: 'Der Schlüssel ist beendet',
      withdrawn: 'Der Link wurde zurückgenommen',
      expired: 'Der Link ist abgelaufen',
    },
    badges: {
      open: 'Eingeladen',
      has_key: 'Hat einen Schlüssel',
      paused: 'Pausiert',
      key_over: 'Beendet',
      withdrawn: 'Zurückgenommen',
      expired: 'Abgelaufen',
    },
    withdraw: 'Link zurücknehmen',
    takeBack: 'Schlüssel zurücknehmen',
    sure: (name) => `Ja, zurücknehmen: ${name}`,
  },
  doors: { heading: 'Was Ihr Schlüssel öffnet', always: 'Immer', open: 'jetzt offen', closed: 'jetzt geschlossen' },
  help: {
    title: 'Warum geht es nicht?',
    looking: 'Ihr Schlüssel wird angesehen …',
    offline: 'Sie sind offline: Das weiß Ihr Telefon von sich aus.',
    byHotel: 'Die Rezeption sieht dasselbe.',
    byPhone: 'Soweit dieses Telefon es weiß.',
    fine: {
      title: 'Ihr Schlüssel sieht gut aus',
      step: 'Halten Sie Ihr Telefon nah an das Schloss, drücken Sie „Öffnen“ und warten Sie einen Moment. Bleibt die Tür geschlossen, fragen Sie die Rezeption.',
    },
    verdicts: {
      not_checked_in: {
        title: 'Sie sind noch nicht eingecheckt',
        step: 'Ihr Schlüssel kommt nach dem Check-in von selbst.',
      },
      cancelled: { title: 'Diese Buchung wurde storniert', step: 'Bitte fragen Sie an der Rezeption.', desk: true },
      room_not_assigned: {
        title: 'Sie haben noch kein Zimmer',
        step: 'Ihr Schlüssel kommt von selbst, sobald das Hotel eines ausgewählt hat.',
      },
      room_mismatch: {
        title: 'Ihr Zimmer hat sich geändert',
        step: 'Der Schlüssel Ihres neuen Zimmers kommt von selbst. Dauert es länger als eine Minute, fragen Sie die Rezeption.',
        desk: true,
      },
      lock_offline: {
        title: 'Das Schloss antwortet nicht',
        step: 'Bitte fragen Sie an der Rezeption. Man öffnet Ihnen.',
        desk: true,
      },
      vendor_unavailable: {
        title: 'Der Dienst des Schlosses antwortet nicht',
        step: 'Versuchen Sie es in ein paar Minuten noch einmal, oder fragen Sie die Rezeption.',
        desk: true,
      },
    },
    thisPhone: 'Dieses Telefon',
    checks: {
      browser: {
        good: 'Dieser Browser kann Türen öffnen',
        bad: 'Dieser Browser kann keine Türen öffnen',
        later: 'Dieser Browser kann vielleicht Türen öffnen',
        step: {
          android:
            'Öffnen Sie diese Seite in Chrome. Ihr Schlüssel liegt in diesem Browser: Bitten Sie die Rezeption um einen neuen Link für Chrome.',
          iphone:
            'iPhone-Browser haben für Webseiten kein Bluetooth. Fragen Sie an der Rezeption nach einer Schlüsselkarte, oder verwenden Sie ein Android-Telefon.',
          computer:
            'Verwenden Sie Chrome auf einem Android-Telefon, oder fragen Sie an der Rezeption nach einer Schlüsselkarte.',
        },
      },
      bluetooth: {
        good: 'Bluetooth ist an',
        bad: 'Bluetooth ist aus',
        later: 'Bitte prüfen Sie, ob Bluetooth an ist',
        step: {
          android: 'Wischen Sie vom oberen Bildschirmrand nach unten und tippen Sie auf das Bluetooth-Zeichen.',
          iphone: 'Wischen Sie von der rechten oberen Ecke nach unten und tippen Sie auf das Bluetooth-Zeichen.',
          computer: 'Schalten Sie Bluetooth in den Einstellungen Ihres Computers ein.',
        },
      },
      permission: {
        good: 'Diese Seite darf Bluetooth verwenden',
        bad: 'Diese Seite darf Bluetooth nicht verwenden',
        later: 'Ihr Browser fragt an der ersten Tür nach Bluetooth',
        step: {
          android:
            'Tippen Sie auf das Zeichen neben der Adresse, dann auf „Berechtigungen“, und erlauben Sie Bluetooth. Erlauben Sie Chrome in den Telefoneinstellungen, Geräte in der Nähe zu finden.',
          iphone: 'Erlauben Sie in den Einstellungen des iPhone Bluetooth für diese App.',
          computer: 'Klicken Sie auf das Zeichen neben der Adresse und erlauben Sie Bluetooth.',
        },
      },
      network: {
        good: 'Sie sind online',
        bad: 'Sie sind offline',
        later: 'Sie sind vielleicht offline',
        step: {
          android:
            'Ihr Schlüssel funktioniert eine Zeit lang ohne Internet. Gehen Sie einmal am Tag online, damit er frisch bleibt.',
          iphone:
            'Ihr Schlüssel funktioniert eine Zeit lang ohne Internet. Gehen Sie einmal am Tag online, damit er frisch bleibt.',
          computer:
            'Ihr Schlüssel funktioniert eine Zeit lang ohne Internet. Gehen Sie einmal am Tag online, damit er frisch bleibt.',
        },
      },
      storage: {
        good: 'Ihr Schlüssel ist vor dem Aufräumen geschützt',
        bad: 'Ihr Browser könnte diesen Schlüssel wegräumen',
        later: 'Legen Sie diese App auf Ihren Startbildschirm, damit Ihr Schlüssel geschützt ist',
        step: {
          android: 'Öffnen Sie das Menü des Browsers und tippen Sie auf „Zum Startbildschirm hinzufügen“.',
          iphone: 'Tippen Sie auf das Teilen-Zeichen und dann auf „Zum Home-Bildschirm“.',
          computer: 'Klicken Sie auf das Installationszeichen in der Adressleiste.',
        },
      },
      notifications: {
        good: 'Sie erfahren, wenn sich Ihr Schlüssel ändert',
        bad: 'Mitteilungen sind aus',
        later: 'Mitteilungen sind nicht eingerichtet. Ihr Schlüssel funktioniert auch ohne',
        step: {
          android:
            'Tippen Sie auf das Zeichen neben der Adresse, dann auf „Berechtigungen“, und erlauben Sie Mitteilungen. Ihr Schlüssel funktioniert auch ohne.',
          iphone:
            'Erlauben Sie in den Einstellungen des iPhone Mitteilungen für diese App. Ihr Schlüssel funktioniert auch ohne.',
          computer:
            'Klicken Sie auf das Zeichen neben der Adresse und erlauben Sie Mitteilungen. Ihr Schlüssel funktioniert auch ohne.',
        },
      },
    },
    holdTitle: 'An der Tür',
    hold: 'Halten Sie den oberen Teil Ihres Telefons flach an das Schloss, drücken Sie „Öffnen“ und lassen Sie es dort, bis Sie die Tür hören.',
    desk: 'Rezeption fragen',
    deskInPerson: 'Hilft nichts, gehen Sie bitte zur Rezeption. Man öffnet Ihnen.',
    message: (room) =>
      room === undefined
        ? 'Guten Tag, ich brauche Hilfe mit meinem digitalen Schlüssel.'
        : `Guten Tag, ich brauche Hilfe mit meinem digitalen Schlüssel für Zimmer ${room}.`,
  },
  arrival: {
    title: 'Vor der Anreise',
    checkIn: 'Einchecken',
    checkInLead: 'Das liest nur das Hotel. Es ersetzt den Meldeschein an der Rezeption.',
    declined: (reason) => `Die Rezeption konnte es nicht bestätigen: ${reason}`,
    fields: {
      dateOfBirth: 'Geburtsdatum',
      nationality: 'Staatsangehörigkeit',
      street: 'Straße und Hausnummer',
      postalCode: 'Postleitzahl',
      city: 'Ort',
      country: 'Land',
      documentNumber: 'Nummer Ihres Reisepasses oder Ausweises',
      vehiclePlate: 'Kennzeichen Ihres Autos',
      purposeOfStay: 'Zweck Ihres Aufenthalts',
    },
    fieldMissing: 'Bitte ausfüllen.',
    checkFields: 'Bitte sehen Sie sich die markierten Felder noch einmal an.',
    arrivalAt: (day) => `Wann kommen Sie am ${day} an?`,
    accept: 'Ich akzeptiere die Bedingungen des Hotels.',
    readTerms: 'Bedingungen lesen',
    acceptFirst: 'Das Hotel braucht Ihre Zustimmung zu seinen Bedingungen.',
    send: 'An das Hotel senden',
    sending: 'Wird gesendet …',
    showId: 'Ausweis zeigen',
    idLead: 'Die Rezeption sieht die Bilder einmal an. Sobald sie entschieden hat, werden sie gelöscht.',
    idFailed: (reason) => `Die Rezeption konnte die Bilder nicht anerkennen: ${reason}`,
    whichDocument: 'Welchen Ausweis haben Sie dabei?',
    documents: {
      passport: 'Reisepass',
      id_card: 'Personalausweis',
      driving_licence: 'Führerschein',
      residence_permit: 'Aufenthaltstitel',
    },
    sides: {
      front: 'Die Vorderseite mit Ihrem Foto',
      back: 'Die Rückseite',
      face: 'Ihr Gesicht',
    },
    snap: 'Bild aufnehmen',
    noCamera:
      'Diese Seite kann die Kamera nicht verwenden. Wählen Sie ein Bild, oder nutzen Sie die Kamera Ihres Telefons.',
    otherCamera: 'Anderes Bild verwenden',
    yourPicture: 'Das aufgenommene Bild',
    readable: 'Ist alles lesbar, ohne Spiegelung?',
    usePicture: 'Dieses Bild verwenden',
    takeAgain: 'Neu aufnehmen',
    uploading: 'Das Bild wird gesendet …',
    badPicture: 'Dieses Bild ist nicht verwendbar. Bitte nehmen Sie ein anderes auf, größer und als JPEG oder PNG.',
    allPictures: 'Alle Bilder sind da.',
    picturesGo: 'Sie gehen jetzt verschlüsselt an die Rezeption und an niemanden sonst.',
    handIn: 'Abgeben',
    tooEarly: 'Etwas zu früh',
    atDesk: { title: 'Wir sehen uns an der Rezeption', step: 'Vor der Anreise ist nichts zu tun.', desk: true },
  },
  settings: {
    dark: 'Dunkler Flur',
    darkHint: 'Ein dunkler Bildschirm, der Sie nachts nicht blendet.',
    sound: 'Ton an der Tür',
    soundHint: 'Zwei kurze Töne, wenn die Tür öffnet oder nicht.',
    push: 'Mitteilungen',
    pushStates: {
      off: 'Erfahren Sie, wenn sich Zimmer, Daten oder Schlüssel ändern. Sonst nichts.',
      on: 'Sie erfahren, wenn sich Zimmer, Daten oder Schlüssel ändern.',
      denied: 'Mitteilungen sind für diese Seite aus. Sie können sie in den Einstellungen Ihres Browsers erlauben.',
      unsupported:
        'Dieser Browser hat für diese Seite keine Mitteilungen. Ihr Schlüssel ändert sich trotzdem von selbst.',
      asking: 'Bitte beantworten Sie die Frage Ihres Browsers …',
      failed:
        'Das hat gerade nicht geklappt. Ihr Schlüssel ändert sich trotzdem von selbst; bitte versuchen Sie es später noch einmal.',
    },
  },
  phones: {
    title: 'Ihre Telefone',
    lead: 'Jedes davon öffnet Ihre Türen für sich allein.',
    thisPhone: 'Dieses Telefon',
    since: (when) => `Eingerichtet ${when}`,
    seen: (when) => `Zuletzt online ${when}`,
    remove: 'Entfernen',
    sure: (name) => `Ja, ${name} entfernen`,
    lost: 'Verloren, gestohlen oder nicht mehr Ihres? Entfernen Sie es: Seine Schlüssel werden zurückgenommen, und das lässt sich nicht rückgängig machen. Dieses Telefon funktioniert weiter.',
    removed: (name) =>
      `${name} ist entfernt. Die Türen lehnen seine Schlüssel ab, sobald sie davon erfahren. Wenn es in falschen Händen sein könnte, sagen Sie bitte auch der Rezeption Bescheid.`,
    another: 'Für ein neues oder zweites Telefon bitten Sie die Rezeption um einen weiteren Link und öffnen ihn dort.',
  },
  shell: {
    paste: 'Schlüssel über einen Link hinzufügen',
    pasteLead:
      'Links Ihres Hotels öffnen sich in dieser App. Hat sich einer anderswo geöffnet, kopieren Sie ihn und fügen Sie ihn hier ein.',
    pasteLabel: 'Link von Ihrem Hotel',
    pasteButton: 'Weiter',
    noLink: 'Das ist kein Link zu einem Schlüssel. Bitte kopieren Sie den ganzen Link aus der Nachricht Ihres Hotels.',
    permissionLater: 'Ihr Telefon fragt an der ersten Tür nach Bluetooth',
    permissionStep: 'Erlauben Sie dieser App in den Einstellungen des Telefons, Geräte in der Nähe zu finden.',
    bluetooth: 'Über Bluetooth werden die Türen Ihres Schlüssels gefunden und geöffnet.',
    camera: 'Mit der Kamera fotografieren Sie Ihren Ausweis, wenn Ihr Hotel darum bittet.',
  },
};
export default de;
