// Messages in English.
import type { MessageTexts } from './message-texts.ts';

export const en: MessageTexts = {
  greeting: 'Hello {name},',
  openApp: 'Open the Guest App',
  setUpPhone: 'Set up your phone',
  linkNote: 'This link works once, until {linkUntil}. Please do not forward it: whoever opens it first gets your key.',
  questions: 'Questions? Call the front desk: {phone}',
  footer: 'You get this message from {hotel} because of your booking.',
  password: {
    title: 'Set a new password for Nightlatch',
    text: 'Somebody, probably you, asked for a new password for the console. This link sets it; it works once, until {until}.',
    button: 'Set a new password',
    note: 'If you did not ask for it, do nothing: your password stays as it is. Nobody of ours will ever ask you for it.',
  },
  kinds: {
    key_ready: {
      title: 'Your digital key is ready',
      text: 'Your digital key for room {room} is ready. It works until {until}.',
    },
    key_waiting: {
      title: 'One step to your digital key',
      text: 'Your digital key is waiting for you. Follow the steps in the Guest App and it comes by itself.',
    },
    room_changed: {
      title: 'Your room has changed',
      text: 'Your new room is {room}. Your digital key for it is ready and works until {until}.',
    },
    stay_extended: {
      title: 'Your digital key works longer',
      text: 'Your stay was extended. Your digital key now works until {until}.',
    },
    stay_shortened: {
      title: 'Your digital key ends earlier',
      text: 'Your check-out has changed. Your digital key now works until {until}.',
    },
    key_revoked: {
      title: 'Your digital key was switched off',
      text: 'Your digital key was switched off by the hotel. If you still need it, please contact the front desk.',
    },
    room_override: {
      title: 'About your room',
      text: 'The front desk gave another guest a key to your room, room {room}, and recorded the reason. Please contact the front desk if you did not expect this.',
    },
    invitation: {
      title: 'You are invited to a digital key',
      text: 'Someone who stays at {hotel} shares a digital key with you. Open the link on your own phone.',
    },
    check_in_approved: {
      title: 'You are checked in by phone',
      text: 'Your mobile check-in was approved. We look forward to seeing you.',
    },
    check_in_declined: {
      title: 'Your mobile check-in needs a change',
      text: 'Your mobile check-in could not be approved. Open the Guest App to see why and send it again, or come to the front desk.',
    },
    room_ready: { title: 'Your room is ready', text: 'Your room is ready. Your room number is {room}.' },
    id_verified: { title: 'Your ID was accepted', text: 'Your ID was accepted. The images you sent are deleted.' },
    id_failed: {
      title: 'Your ID could not be accepted',
      text: 'Your ID could not be accepted. Open the Guest App to see why and try again, or show it at the front desk. The images you sent are deleted.',
    },
    guest_link: {
      title: 'Your mobile key',
      text: 'Open this link on your phone and your digital key comes to it, as soon as you are checked in.',
    },
    checked_out: {
      title: 'You are checked out',
      text: 'You are checked out and your digital key has ended. Thank you for your stay.',
    },
  },
};
