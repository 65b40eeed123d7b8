// Messages in Italian.
import type { MessageTexts } from './message-texts.ts';

export const it: MessageTexts = {
  greeting: 'Buongiorno {name},',
  openApp: 'Apri l’app per gli ospiti',
  setUpPhone: 'Configura il tuo telefono',
  linkNote:
    'Questo link funziona una sola volta, fino a {linkUntil}. Non inoltrarlo: chi lo apre per primo riceve la tua chiave.',
  questions: 'Domande? Chiama la reception: {phone}',
  footer: 'Ricevi questo messaggio da {hotel} per la tua prenotazione.',
  password: {
    title: 'Scegliere una nuova password per Nightlatch',
    text: 'Qualcuno, probabilmente Lei, ha chiesto una nuova password per la console. Con questo link la sceglie; vale una volta, fino a {until}.',
    button: 'Scegliere una nuova password',
    note: 'Se non l’ha chiesto Lei, non faccia nulla: la Sua password resta com’è. Nessuno di noi gliela chiederà mai.',
  },
  kinds: {
    key_ready: {
      title: 'La tua chiave digitale è pronta',
      text: 'La tua chiave digitale per la camera {room} è pronta. Funziona fino a {until}.',
    },
    key_waiting: {
      title: 'Ancora un passo per la tua chiave digitale',
      text: 'La tua chiave digitale ti aspetta. Segui i passi nell’app per gli ospiti e arriverà da sola.',
    },
    room_changed: {
      title: 'La tua camera è cambiata',
      text: 'La tua nuova camera è la {room}. La tua chiave digitale è pronta e funziona fino a {until}.',
    },
    stay_extended: {
      title: 'La tua chiave digitale funziona più a lungo',
      text: 'Il tuo soggiorno è stato prolungato. La tua chiave digitale ora funziona fino a {until}.',
    },
    stay_shortened: {
      title: 'La tua chiave digitale termina prima',
      text: 'La tua partenza è cambiata. La tua chiave digitale ora funziona fino a {until}.',
    },
    key_revoked: {
      title: 'La tua chiave digitale è stata disattivata',
      text: 'L’hotel ha disattivato la tua chiave digitale. Se ne hai ancora bisogno, rivolgiti alla reception.',
    },
    room_override: {
      title: 'Riguardo alla tua camera',
      text: 'La reception ha dato a un altro ospite una chiave della tua camera {room} e ne ha annotato il motivo. Se non te lo aspettavi, rivolgiti alla reception.',
    },
    invitation: {
      title: 'Invito a una chiave digitale',
      text: 'Una persona che soggiorna a {hotel} condivide con te una chiave digitale. Apri il link sul tuo telefono.',
    },
    check_in_approved: {
      title: 'Il tuo check-in da telefono è confermato',
      text: 'Il tuo check-in mobile è stato approvato. Ti aspettiamo con piacere.',
    },
    check_in_declined: {
      title: 'Il tuo check-in mobile va modificato',
      text: 'Il tuo check-in mobile non è stato approvato. Apri l’app per gli ospiti per vedere il motivo e inviarlo di nuovo, oppure vieni alla reception.',
    },
    room_ready: {
      title: 'La tua camera è pronta',
      text: 'La tua camera è pronta. Il tuo numero di camera è {room}.',
    },
    id_verified: {
      title: 'Il tuo documento è stato accettato',
      text: 'Il tuo documento è stato accettato. Le immagini inviate sono state cancellate.',
    },
    id_failed: {
      title: 'Il tuo documento non è stato accettato',
      text: 'Il tuo documento non è stato accettato. Apri l’app per gli ospiti per vedere il motivo e riprovare, oppure mostralo alla reception. Le immagini inviate sono state cancellate.',
    },
    guest_link: {
      title: 'La Sua chiave mobile',
      text: 'Apra questo link sul telefono: la Sua chiave digitale arriva lì non appena è fatto il check-in.',
    },
    checked_out: {
      title: 'Il tuo check-out è registrato',
      text: 'Il tuo check-out è registrato e la tua chiave digitale è terminata. Grazie per il tuo soggiorno.',
    },
  },
};
