// Names with counts as a list whose bars show the proportions; the numbers stand beside them.
import { useTexts } from '../texts/use-texts.ts';
import classes from './bar-list.module.css';

/** The list, as ordered by the caller. */
export const BarList = ({ items }: { items: readonly { name: string; count: number }[] }) => {
  const { locale } = useTexts();
  const number = new Intl.NumberFormat(locale);
  const most = Math.max(...items.map((one) => one.count), 1);
  return (
    <ul className={classes.list}>
      {items.map((one) => (
        <li key={one.name}>
          <span>{one.name}</span>
          <strong>{number.format(one.count)}</strong>
          <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            <rect width={(one.count / most) * 100} height={6} rx={1} />
          </svg>
        </li>
      ))}
    </ul>
  );
};
