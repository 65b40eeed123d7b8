// Room numbers as an administrator types them: `101-110, 201, 301A` becomes one number per room.

/** A range longer than this is a slip of the finger. */
const MOST = 500;

/** The numbers in the order typed, each once; `wrong` is the first part that is no number or range. */
export const readRoomNumbers = (text: string): { numbers: string[]; wrong: string | undefined } => {
  const numbers = new Set<string>();
  for (const part of text.split(/[,;\n]/).map((one) => one.trim())) {
    if (part === '') continue;
    const range = /^(\d{1,6})\s*[-–]\s*(\d{1,6})$/.exec(part);
    if (!range) {
      if (part.length > 40) return { numbers: [], wrong: part };
      numbers.add(part);
      continue;
    }
    const [, first = '', last = ''] = range;
    const count = Number(last) - Number(first) + 1;
    if (count < 1 || count > MOST || numbers.size + count > MOST) return { numbers: [], wrong: part };
    for (let number = Number(first); number <= Number(last); number += 1) {
      numbers.add(String(number).padStart(first.length, '0'));
    }
  }
  return { numbers: [...numbers], wrong: undefined };
};

/** The floor that most hotels mean: 101 is on floor 1, 1204 on floor 12; unknown for anything else. */
export const floorOf = (number: string): number | null => {
  const digits = /^(\d{1,2})\d{2}\D?$/.exec(number);
  return digits ? Number(digits[1]) : null;
};
