// Settings of the console in French: digital keys, rooms and locks. fr-settings.ts takes them in.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('fr');

export const digitalKeys: ConsoleTexts['settings']['digitalKeys'] = {
  lead: 'Les clés numériques sont émises une fois le test réussi et l’activation faite.',
  system: 'Système de serrures',
  systemHint: 'Les autres systèmes ne peuvent pas encore être choisis.',
  native: 'Serrures Nightlatch',
  noCredentials: 'Ce système n’a pas besoin d’identifiants : le serveur signe avec les clés de l’établissement.',
  on: 'Activé',
  off: 'Désactivé',
  test: 'Tester',
  testing: 'Essai des clés de signature, portes et serrures',
  testOk: 'Tout ce qu’il faut aux clés numériques est là.',
  testFailed: 'Il manque encore quelque chose.',
  testOkStep: 'Vous pouvez activer les clés numériques.',
  testOkOn: 'Rien à faire.',
  testFailedStep: 'Faites ce qui est indiqué aux lignes signalées, puis testez à nouveau.',
  testFirst: 'Testez d’abord.',
  turnOn: 'Activer',
  turnOff: 'Désactiver',
  isOn: 'Les clés numériques sont activées',
  isOff: 'Les clés numériques sont désactivées',
  turnOffBody:
    'Aucune clé n’est émise ni renouvelée tant que c’est désactivé. Les clés des téléphones restent jusqu’à la fin de leur durée hors ligne.',
  fine: 'En ordre',
  someRooms: 'Des chambres attendent',
  missing: 'Manque',
  checks: {
    lock_system_chosen: 'Un système de serrures est choisi',
    signing_keys: 'Les clés de signature s’ouvrent et signent',
    room_doors: 'Il y a des portes de chambre',
    locks_commissioned: 'Chaque porte de chambre a une serrure',
    locks_healthy: 'Toutes les serrures sont en bon état',
    locks_heard_from: 'Chaque serrure a donné signe de vie',
  },
  steps: {
    signing_keys:
      'La clé maîtresse du serveur n’est pas celle qui les a scellées : demandez à qui exploite le serveur.',
    room_doors: 'Saisissez les chambres et leurs portes dans « Chambres et serrures ».',
    locks_commissioned:
      'Mettez en service les serrures manquantes dans « Chambres et serrures ». Les autres chambres fonctionnent déjà.',
    locks_healthy: 'Regardez dans « Portes » quelle serrure signale une panne.',
    locks_heard_from: 'Passez une fois devant chaque nouvelle serrure avec une passerelle ou le téléphone d’un client.',
  },
  locks: 'Serrures',
  locksLead: 'Chaque chambre a besoin d’une porte avec une serrure en service.',
  toRooms: 'Chambres et serrures',
};

export const addRooms: ConsoleTexts['settings']['addRooms'] = {
  heading: 'Ajouter des chambres',
  lead: 'Chaque chambre reçoit une porte. Les chambres existantes restent inchangées.',
  numbers: 'Numéros de chambre',
  numbersHint: 'Chambres seules et plages, par exemple 101-120, 201-220, Penthouse.',
  wrong: (part) => `« ${part} » n’est ni un numéro de chambre ni une plage d’au plus 500 chambres.`,
  add: (count) =>
    count === 0 ? 'Ajouter des chambres' : plural(count, { one: 'Ajouter # chambre', other: 'Ajouter # chambres' }),
  fromPms: 'Reprendre du PMS',
  asking: 'Demande des chambres',
  progress: (done, all) => `${done} chambres sur ${all} ajoutées`,
  added: (count) =>
    count === 0
      ? 'Aucune nouvelle chambre à ajouter'
      : plural(count, { one: '# chambre est ajoutée', other: '# chambres sont ajoutées' }),
  doorOf: (number) => `Chambre ${number}`,
};

export const rooms: ConsoleTexts['settings']['rooms'] = {
  heading: 'Chambres',
  count: (rooms, locks, doors) => `Chambres : ${rooms} · portes avec serrure : ${locks} sur ${doors}`,
  none: 'Aucune chambre pour l’instant',
  noneBody: 'Ajoutez-les ci-dessus. Le numéro doit être celui du PMS.',
  room: (number) => `Chambre ${number}`,
  floorOf: (floor) => `Étage ${floor}`,
  byNumber: 'Trouvée au PMS par son numéro',
  pmsUnitOf: (id) => `Au PMS : ${id}`,
  change: 'Modifier',
  changeRoom: (number) => `Modifier la chambre ${number}`,
  remove: 'Retirer la chambre',
  removeRoomBody: (number) => `La chambre ${number} est retirée. Possible seulement si elle n’a jamais servi.`,
  removed: 'Retiré',
  number: 'Numéro',
  numberHint: 'Comme dans le PMS.',
  numberMissing: 'Saisissez le numéro.',
  floor: 'Étage',
  floorWrong: 'Saisissez un nombre entier, ou rien.',
  pmsUnit: 'Identifiant au PMS',
  pmsUnitHint: 'Laissez vide pour trouver la chambre par son numéro.',
  addDoor: 'Ajouter une porte',
  addCommon: 'Ajouter une porte commune',
  common: 'Portes communes',
  commonLead: 'Entrée, ascenseur, salle de sport : la clé de chaque client les ouvre.',
  doorName: 'Nom de la porte',
  doorNameHint: 'Le personnel et les clients le lisent.',
  doorNameMissing: 'Saisissez le nom.',
  doorAdded: 'La porte est ajoutée',
  removeDoor: 'Retirer la porte',
  removeDoorBody: (name) => `Sera retirée : ${name}. Possible seulement si elle n’a jamais eu de serrure.`,
  hasLock: 'Serrure en service',
  simulatedLock: 'Serrure simulée',
  commission: 'Mettre une serrure en service',
  retire: 'Mettre la serrure hors service',
  retired: 'La serrure est hors service',
  retireBody: (door) =>
    `La serrure ne reçoit plus de messages et les clés ne nomment plus cette porte : ${door}. Mettez-en ensuite une autre en service.`,
};

export const commission: ConsoleTexts['settings']['commission'] = {
  heading: (door) => `Mettre une serrure en service : ${door}`,
  lead: 'Mettez la serrure neuve en mode de mise en service. L’outil d’installation affiche le point de la serrure.',
  point: 'Point de la serrure',
  pointHint: '130 caractères, 0 à 9 et a à f, commençant par 04. Les espaces ne comptent pas.',
  pointWrong: 'Ce n’est pas un point de serrure : 130 caractères, commençant par 04.',
  tool: 'Avec une clé d’API de mise en service, l’outil fait tout cela lui-même.',
  confirm: 'Mettre en service',
  finish: 'Terminé',
  done: 'La serrure est en service',
  carry: 'Apportez cet enregistrement à la serrure avec l’outil. La serrure vérifie l’empreinte.',
  record: 'Enregistrement signé',
  recordHint: 'Affiché ici une seule fois. Remettre la même serrure en service le recrée.',
  fingerprint: 'Empreinte à saisir sur la serrure :',
};
