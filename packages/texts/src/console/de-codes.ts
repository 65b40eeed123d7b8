// What the server says by a code: conditions, verdicts, events, refusals. In German; de.ts takes it in.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('de');

export const conditions: ConsoleTexts['conditions'] = {
  heading: 'Bedingungen',
  allMet: 'Alle Bedingungen sind erfüllt',
  unmetCount: (count) =>
    plural(count, { one: '# Bedingung ist nicht erfüllt', other: '# Bedingungen sind nicht erfüllt' }),
  metCount: (count) => plural(count, { one: '# Bedingung ist erfüllt', other: '# Bedingungen sind erfüllt' }),
  state: { met: 'Erfüllt', unmet: 'Nicht erfüllt', not_judged: 'Hängt vom Zimmer ab' },
  name: {
    integration_not_configured: 'Digitale Schlüssel sind eingerichtet',
    no_compatible_lock: 'Das Zimmerschloss nimmt mobile Schlüssel an',
    lock_unhealthy: 'Das Zimmerschloss ist in Ordnung',
    not_checked_in: 'Der Gast ist eingecheckt',
    room_not_assigned: 'Ein Zimmer ist zugewiesen',
    room_occupied: 'Das Zimmer ist für diesen Gast frei',
    guest_app_not_installed: 'Der Gast hat die Gäste-App',
    id_not_verified: 'Der Ausweis ist geprüft, wo das verlangt ist',
    validity_over: 'Der Aufenthalt läuft noch',
    blocked_by_staff: 'Die Schlüssel des Gastes sind nicht vom Personal gesperrt',
  },
  todo: {
    integration_not_configured:
      'Richten Sie das Schließsystem dieses Standorts ein, testen Sie es und schalten Sie es frei.',
    no_compatible_lock: 'Weisen Sie ein anderes Zimmer zu, oder geben Sie dem Gast eine Karte.',
    lock_unhealthy: 'Lassen Sie das Schloss prüfen, oder weisen Sie ein anderes Zimmer zu.',
    not_checked_in: 'Checken Sie den Gast ein; der Schlüssel folgt von selbst.',
    room_not_assigned: 'Weisen Sie der Buchung ein Zimmer zu.',
    room_occupied: 'Checken Sie die andere Buchung aus, oder weisen Sie ein anderes Zimmer zu.',
    guest_app_not_installed: 'Senden Sie dem Gast den Link, oder zeigen Sie den QR-Code.',
    id_not_verified: 'Prüfen Sie den Ausweis, oder übergehen Sie die Prüfung mit Begründung.',
    validity_over: 'Berichtigen Sie den Check-out, oder wählen Sie ein anderes Ende.',
    blocked_by_staff: 'Heben Sie die Sperre auf, bevor Sie einen Schlüssel ausgeben.',
  },
  waiting: {
    integration_not_configured: 'Einrichtung der digitalen Schlüssel',
    no_compatible_lock: 'ein Zimmer mit mobilem Schloss',
    lock_unhealthy: 'ein Schloss in Ordnung',
    not_checked_in: 'Check-in',
    room_not_assigned: 'ein Zimmer',
    room_occupied: 'das Freiwerden des Zimmers',
    guest_app_not_installed: 'die Gäste-App',
    id_not_verified: 'Ausweisprüfung',
    validity_over: 'verbleibende Zeit im Aufenthalt',
    blocked_by_staff: 'erneute Ausgabe durch Personal',
  },
};

export const diagnosis: ConsoleTexts['diagnosis'] = {
  not_checked_in: 'Der Gast ist nicht eingecheckt',
  checked_out: 'Der Gast hat ausgecheckt',
  cancelled: 'Die Buchung ist storniert',
  room_not_assigned: 'Es ist kein Zimmer zugewiesen',
  room_mismatch: 'Der Schlüssel ist für ein anderes Zimmer',
  no_key: 'Es gibt keinen Schlüssel',
  waiting: 'Der Schlüssel wartet auf seine Bedingungen',
  revoked: 'Der Schlüssel ist widerrufen',
  suspended: 'Der Schlüssel ist ausgesetzt',
  expired: 'Der Schlüssel ist abgelaufen',
  not_yet_valid: 'Der Schlüssel gilt noch nicht',
  superseded: 'Der nächste Aufenthalt hat begonnen',
  not_downloaded: 'Der Schlüssel ist nicht auf dem Telefon',
  lease_ended: 'Das Telefon muss einmal online gehen',
  bluetooth_off: 'Bluetooth ist aus',
  bluetooth_not_allowed: 'Bluetooth ist nicht erlaubt',
  unsupported_phone: 'Das Telefon kann keine Türen öffnen',
  wrong_phone: 'Es war ein anderes Telefon',
  too_far: 'Das Telefon war zu weit weg',
  wrong_door: 'Es war eine andere Tür',
  privacy_on: '„Bitte nicht stören“ ist an',
  outside_hours: 'Außerhalb der Öffnungszeiten der Tür',
  lock_clock_unknown: 'Das Schloss kennt die Uhrzeit nicht',
  lock_battery_low: 'Die Batterie des Schlosses ist schwach',
  lock_offline: 'Das Schloss ist offline',
  vendor_unavailable: 'Das Schließsystem antwortet nicht',
  ask_front_desk: 'Keine Ursache gefunden',
};

export const diagnosisTodo: ConsoleTexts['diagnosisTodo'] = {
  not_checked_in: 'Checken Sie den Gast ein; der Schlüssel folgt von selbst.',
  checked_out: 'Ist der Gast noch im Haus, setzen Sie die Buchung im PMS wieder in Kraft.',
  cancelled: 'Setzen Sie die Buchung im PMS wieder in Kraft, falls das falsch ist.',
  room_not_assigned: 'Weisen Sie der Buchung ein Zimmer zu.',
  room_mismatch: 'Geben Sie einen Schlüssel für das Zimmer der Buchung aus.',
  no_key: 'Geben Sie einen digitalen Schlüssel aus.',
  waiting: 'Erledigen Sie, worauf er wartet; dann wird er von selbst ausgegeben.',
  revoked: 'Geben Sie einen neuen Schlüssel aus, wenn der Gast einen haben soll.',
  suspended: 'Setzen Sie den Schlüssel fort.',
  expired: 'Verlängern Sie den Aufenthalt, oder ändern Sie die Gültigkeit.',
  not_yet_valid: 'Warten Sie den Beginn ab, oder ändern Sie die Gültigkeit.',
  superseded: 'Geben Sie einen neuen Schlüssel aus, wenn dieser Gast das Zimmer öffnen soll.',
  not_downloaded: 'Bitten Sie den Gast, die App mit eingeschaltetem Internet zu öffnen.',
  lease_ended: 'Bitten Sie den Gast, die App einmal mit eingeschaltetem Internet zu öffnen.',
  bluetooth_off: 'Bitten Sie den Gast, Bluetooth einzuschalten.',
  bluetooth_not_allowed: 'Bitten Sie den Gast, Bluetooth in den Einstellungen des Telefons zu erlauben.',
  unsupported_phone: 'Bitten Sie den Gast, die App zu aktualisieren, oder geben Sie ihm eine Karte.',
  wrong_phone:
    'Fragen Sie nach dem Telefon, für das der Schlüssel ausgegeben wurde, oder geben Sie ihn für dieses neu aus.',
  too_far: 'Bitten Sie den Gast, das Telefon nah an das Schloss zu halten.',
  wrong_door: 'Sagen Sie dem Gast, welche Tür es ist.',
  privacy_on: 'Rufen Sie im Zimmer an, oder bitten Sie den Gast zu klopfen.',
  outside_hours: 'Sagen Sie dem Gast die Öffnungszeiten.',
  lock_clock_unknown:
    'Bitten Sie den Gast, es einmal mit eingeschaltetem Internet zu versuchen: Das Telefon bringt die Uhrzeit.',
  lock_battery_low: 'Lassen Sie die Batterie wechseln; öffnen Sie dem Gast die Tür.',
  lock_offline: 'Lassen Sie das Schloss prüfen.',
  vendor_unavailable: 'Warten Sie, oder geben Sie dem Gast inzwischen eine Karte.',
  ask_front_desk: 'Sehen Sie sich die letzten Versuche an, und lassen Sie den Gast ein.',
};

export const happened: ConsoleTexts['happened'] = {
  'booking.created': 'Buchung eingegangen',
  'booking.changed': 'Buchung geändert',
  'occupancy.opened': 'Aufenthalt im Zimmer begonnen',
  'occupancy.closed': 'Aufenthalt im Zimmer beendet',
  'key.waiting': 'Schlüssel wartet auf Bedingungen',
  'key.issued': 'Schlüssel ausgegeben',
  'key.redated': 'Gültigkeit des Schlüssels geändert',
  'key.suspended': 'Schlüssel ausgesetzt',
  'key.resumed': 'Schlüssel fortgesetzt',
  'key.ended': 'Schlüssel beendet',
  'key.revoked': 'Schlüssel widerrufen',
  'key.handed_over': 'Ein neuerer Schlüssel übernimmt',
  'key.adopted': 'Geteilter Schlüssel läuft unter dem neueren weiter',
  'key.task_raised': 'Aufgabe für das Personal entstanden',
  'link.created': 'Link für die Gäste-App erstellt',
  'link.used': 'Link für die Gäste-App verwendet',
  'device.enrolled': 'Telefon eingerichtet',
  'device.removed': 'Telefon entfernt',
  'device.lost': 'Telefon als verloren gemeldet',
  'room.overridden': 'Zimmer diesem Gast gegeben, obwohl es ein anderer hatte',
  'room.shared': 'Zwei Buchungen teilen das Zimmer',
  'booking.room_occupied': 'In ein Zimmer eingecheckt, das ein anderer Gast hat',
  'revocation.enforced': 'Widerruf durchgesetzt',
  'guest.told': 'Gast benachrichtigt',
  'message.resent': 'Nachricht vom Personal erneut gesendet',
  'check_in.submitted': 'Gast hat mobilen Check-in eingereicht',
  'check_in.approved': 'Mobiler Check-in bestätigt',
  'check_in.declined': 'Mobiler Check-in abgelehnt',
  'check_in.withdrawn': 'Mobiler Check-in zurückgezogen',
  'check_in.waits_for_room': 'Mobiler Check-in wartet auf das Zimmer',
  'check_in.pms_done': 'PMS hat den Gast eingecheckt',
  'check_in.pms_refused': 'PMS hat den Gast nicht eingecheckt',
  'check_in.pms_not_supported': 'PMS kann nicht um den Check-in gebeten werden',
  'check_in.pms_asked_again': 'PMS erneut um den Check-in gebeten',
  'id_check.submitted': 'Gast hat Bilder eines Ausweises gesendet',
  'id_check.decided': 'Über den Ausweis entschieden',
  'id_check.abandoned': 'Ausweisprüfung abgebrochen, Bilder gelöscht',
  'id_image.seen': 'Bild des Ausweises angesehen',
  'id_verification.overridden': 'Ausweis ohne Bilder anerkannt',
  'device.linked': 'Telefon für eine weitere Buchung eingerichtet',
  'invitation.created': 'Begleitperson eingeladen',
  'invitation.withdrawn': 'Einladung zurückgezogen',
  'key.shared': 'Begleitperson hat die Einladung eingelöst',
  'guest.erased': 'Daten des Gastes gelöscht',
  'task.done': 'Aufgabe erledigt',
  'task.reopened': 'Aufgabe wieder offen',
};

export const problem: ConsoleTexts['problem'] = {
  invalid_request: 'Etwas im Formular stimmt nicht. Prüfen Sie die markierten Felder.',
  not_signed_in: 'Ihre Sitzung ist beendet. Melden Sie sich erneut an.',
  password_wrong: 'Das ist nicht Ihr Passwort. Prüfen Sie es und versuchen Sie es noch einmal.',
  second_factor_needed: 'Geben Sie den Code Ihrer Authenticator-App ein.',
  second_factor_wrong: 'Dieser Code stimmt nicht oder wurde schon verwendet.',
  second_factor_required:
    'Hier wird ein zweiter Faktor verlangt. Melden Sie sich mit einem Passkey oder einem Code an.',
  recent_sign_in_needed: 'Das ändert, wie Sie sich anmelden. Melden Sie sich erneut an und wiederholen Sie es dann.',
  own_sign_in_needed:
    'Dafür braucht es Ihre eigene Anmeldung. Melden Sie sich mit Passkey oder Passwort an und wiederholen Sie es dann.',
  company_sign_in_required: 'Dieses Haus lässt Mitarbeitende nur mit dem Firmenkonto ein. Melden Sie sich damit an.',
  company_sign_in_off:
    'Mit diesem Firmenkonto meldet sich zurzeit niemand an. Melden Sie sich anders an oder fragen Sie Ihre Administration.',
  company_sign_in_lapsed:
    'Diese Anmeldung wurde in einem anderen Browser begonnen, schon verwendet oder hat zu lange gedauert. Beginnen Sie noch einmal.',
  company_sign_in_refused:
    'Die Anmeldung Ihrer Firma hat Sie nicht durchgelassen. Beginnen Sie noch einmal; bleibt es dabei, fragen Sie Ihre Administration.',
  company_email_unverified:
    'Die Anmeldung Ihrer Firma bürgt nicht für Ihre E-Mail-Adresse. Fragen Sie Ihre Administration.',
  company_account_unknown:
    'Unter diesem Firmenkonto arbeitet hier niemand. Bitten Sie Ihre Administration, Sie unter Ihrer Firmen-E-Mail einzuladen.',
  forbidden: 'Ihre Rolle erlaubt das nicht. Fragen Sie die Administration dieses Standorts.',
  not_found: 'Das gibt es nicht mehr. Vielleicht hat es inzwischen jemand geändert.',
  method_not_allowed: 'Der Server kennt diese Aktion nicht. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
  not_acceptable_media:
    'Der Server konnte die Anfrage nicht lesen. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
  too_large: 'Das ist zu lang. Kürzen Sie es und versuchen Sie es noch einmal.',
  conflict:
    'Der Stand hat sich inzwischen geändert, deshalb ist das jetzt nicht möglich. Sehen Sie sich die Seite noch einmal an.',
  conditions_unmet: 'Der Schlüssel kann noch nicht ausgegeben werden, weil Bedingungen nicht erfüllt sind.',
  already_issued: 'Der Gast hat diesen Schlüssel bereits. Mit „Neu ausgeben“ wird er ersetzt.',
  key_ended: 'Dieser Schlüssel ist bereits beendet.',
  validity_not_allowed: 'Diese Gültigkeit ist nicht erlaubt. Wählen Sie einen anderen Anfang oder ein anderes Ende.',
  too_many_openings:
    'Die Tür öffnet innerhalb einer Offline-Zeit zu oft. Geben Sie ihr weniger Öffnungszeiten pro Tag, oder verkürzen Sie die Offline-Zeit.',
  unknown_placeholder:
    'Dieser Platzhalter kann hier nicht stehen. Nehmen Sie einen von denen, die beim Feld angeboten werden.',
  link_missing: 'Die SMS muss den Link enthalten: Setzen Sie {link} an seine Stelle.',
  link_used: 'Dieser Link wurde bereits verwendet.',
  link_expired: 'Dieser Link ist abgelaufen.',
  key_not_shareable: 'Nur ein geltender Primärschlüssel kann geteilt werden.',
  too_many_companions: 'Es können keine weiteren Begleitpersonen einen Schlüssel erhalten.',
  beyond_own_key: 'Ein geteilter Schlüssel kann nicht mehr öffnen und nicht länger gelten als der Primärschlüssel.',
  own_invitation: 'Dieses Telefon hat diesen Schlüssel bereits.',
  key_waiting: 'Der Schlüssel ist noch nicht ausgegeben.',
  key_suspended: 'Der Schlüssel ist bereits ausgesetzt.',
  key_not_suspended: 'Der Schlüssel ist nicht ausgesetzt.',
  parent_suspended: 'Setzen Sie den Primärschlüssel fort; dieser folgt mit.',
  key_replaced: 'Ein neuerer Schlüssel übernimmt: Wenden Sie die Aktion auf diesen an.',
  device_removed: 'Dieses Telefon ist nicht mehr eingerichtet.',
  lock_already_commissioned: 'Diese Tür hat bereits ein Schloss.',
  last_administrator: 'Hier muss jemand Administrator bleiben. Übertragen Sie die Rolle zuerst an eine andere Person.',
  idempotency_mismatch: 'Die Aktion wurde während des Sendens geändert. Schließen Sie den Dialog und beginnen Sie neu.',
  idempotency_in_progress:
    'An derselben Aktion wird noch gearbeitet. Warten Sie einen Moment und versuchen Sie es noch einmal.',
  precondition_failed:
    'Jemand hat das inzwischen geändert. Sehen Sie es sich noch einmal an und wiederholen Sie die Aktion.',
  too_many_requests: 'Zu viele Versuche in kurzer Zeit. Warten Sie einen Moment und versuchen Sie es noch einmal.',
  vendor_unavailable: 'Das angebundene System antwortet nicht. Versuchen Sie es gleich noch einmal.',
  not_ready: 'Der Server startet oder fährt herunter. Versuchen Sie es gleich noch einmal.',
  internal_error: 'Bei uns ist etwas schiefgegangen. Versuchen Sie es noch einmal; nichts geschieht doppelt.',
};

export const validityRefused: ConsoleTexts['validityRefused'] = {
  start_in_past: () =>
    'Der Beginn liegt in der Vergangenheit. Wählen Sie einen späteren, oder lassen Sie das Feld für „jetzt“ leer.',
  end_not_after_start: () =>
    'Das Ende liegt nicht nach dem Beginn. Wählen Sie ein späteres Ende oder einen früheren Beginn.',
  end_too_late: (limit) => `Das Ende liegt zu lange nach dem Check-out. Spätestens möglich ist ${limit}.`,
  validity_over: () =>
    'Das Ende liegt in der Vergangenheit. Wählen Sie ein späteres, oder berichtigen Sie den Check-out.',
  beyond_parent: () =>
    'Ein geteilter Schlüssel gilt nie länger als sein Primärschlüssel. Wählen Sie Zeiten innerhalb von diesem, oder ändern Sie erst ihn.',
};
