// Messages in German.
import type { MessageTexts } from './message-texts.ts';

export const de: MessageTexts = {
  greeting: 'Guten Tag {name},',
  openApp: 'Gäste-App öffnen',
  setUpPhone: 'Telefon einrichten',
  linkNote:
    'Dieser Link gilt einmal, bis {linkUntil}. Bitte leiten Sie ihn nicht weiter: Wer ihn zuerst öffnet, erhält Ihren Schlüssel.',
  questions: 'Fragen? Rufen Sie die Rezeption an: {phone}',
  footer: 'Sie erhalten diese Nachricht von {hotel} wegen Ihrer Buchung.',
  password: {
    title: 'Neues Passwort für Nightlatch festlegen',
    text: 'Jemand, vermutlich Sie, hat um ein neues Passwort für die Konsole gebeten. Mit diesem Link legen Sie es fest; er gilt einmal, bis {until}.',
    button: 'Neues Passwort festlegen',
    note: 'Wenn Sie nicht darum gebeten haben, tun Sie nichts: Ihr Passwort bleibt, wie es ist. Niemand von uns wird Sie je danach fragen.',
  },
  kinds: {
    key_ready: {
      title: 'Ihr digitaler Schlüssel ist bereit',
      text: 'Ihr digitaler Schlüssel für Zimmer {room} ist bereit. Er gilt bis {until}.',
    },
    key_waiting: {
      title: 'Noch ein Schritt zu Ihrem digitalen Schlüssel',
      text: 'Ihr digitaler Schlüssel wartet auf Sie. Folgen Sie den Schritten in der Gäste-App, dann kommt er von selbst.',
    },
    room_changed: {
      title: 'Ihr Zimmer hat sich geändert',
      text: 'Ihr neues Zimmer ist {room}. Ihr digitaler Schlüssel dafür ist bereit und gilt bis {until}.',
    },
    stay_extended: {
      title: 'Ihr digitaler Schlüssel gilt länger',
      text: 'Ihr Aufenthalt wurde verlängert. Ihr digitaler Schlüssel gilt jetzt bis {until}.',
    },
    stay_shortened: {
      title: 'Ihr digitaler Schlüssel endet früher',
      text: 'Ihre Abreise hat sich geändert. Ihr digitaler Schlüssel gilt jetzt bis {until}.',
    },
    key_revoked: {
      title: 'Ihr digitaler Schlüssel wurde abgeschaltet',
      text: 'Das Hotel hat Ihren digitalen Schlüssel abgeschaltet. Wenn Sie ihn noch brauchen, wenden Sie sich bitte an die Rezeption.',
    },
    room_override: {
      title: 'Zu Ihrem Zimmer',
      text: 'Die Rezeption hat einem anderen Gast einen Schlüssel zu Ihrem Zimmer {room} gegeben und den Grund festgehalten. Wenn Sie das nicht erwartet haben, wenden Sie sich bitte an die Rezeption.',
    },
    invitation: {
      title: 'Einladung zu einem digitalen Schlüssel',
      text: 'Jemand, der im {hotel} wohnt, teilt einen digitalen Schlüssel mit Ihnen. Öffnen Sie den Link auf Ihrem eigenen Telefon.',
    },
    check_in_approved: {
      title: 'Ihr Check-in per Telefon ist bestätigt',
      text: 'Ihr mobiler Check-in wurde bestätigt. Wir freuen uns auf Sie.',
    },
    check_in_declined: {
      title: 'Ihr mobiler Check-in braucht eine Änderung',
      text: 'Ihr mobiler Check-in konnte nicht bestätigt werden. Den Grund sehen Sie in der Gäste-App; senden Sie ihn noch einmal oder kommen Sie zur Rezeption.',
    },
    room_ready: { title: 'Ihr Zimmer ist bereit', text: 'Ihr Zimmer ist bereit. Ihre Zimmernummer ist {room}.' },
    id_verified: {
      title: 'Ihr Ausweis wurde anerkannt',
      text: 'Ihr Ausweis wurde anerkannt. Die gesendeten Bilder sind gelöscht.',
    },
    id_failed: {
      title: 'Ihr Ausweis konnte nicht anerkannt werden',
      text: 'Ihr Ausweis konnte nicht anerkannt werden. Den Grund sehen Sie in der Gäste-App; versuchen Sie es noch einmal oder zeigen Sie ihn an der Rezeption. Die gesendeten Bilder sind gelöscht.',
    },
    guest_link: {
      title: 'Ihr mobiler Schlüssel',
      text: 'Öffnen Sie diesen Link auf Ihrem Telefon. Ihr digitaler Schlüssel kommt dorthin, sobald Sie eingecheckt sind.',
    },
    checked_out: {
      title: 'Sie sind abgereist',
      text: 'Ihre Abreise ist erfasst und Ihr digitaler Schlüssel ist beendet. Danke für Ihren Aufenthalt.',
    },
  },
};
