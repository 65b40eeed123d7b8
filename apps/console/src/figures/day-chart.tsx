// Bars per day as plain SVG, with the same numbers as a table for whoever does not see them.

import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './day-chart.module.css';

type Day = { date: string; value: number; whole: number };

const WIDTH = 600;
const HEIGHT = 180;
const BASE = 160;

/** A round number at or above the largest value, so that the axis reads well. */
export const axisTop = (most: number): number => {
  if (most <= 4) return 4;
  const size = 10 ** Math.floor(Math.log10(most));
  const step = [1, 2, 4, 5, 8, 10].find((one) => one * size >= most) ?? 10;
  return step * size;
};

/** The chart: `value` filled, the rest of `whole` behind it. */
export const DayChart = (props: { label: string; days: readonly Day[]; valueName: string; wholeName?: string }) => {
  const texts = useTexts();
  const { time } = useCurrentLocation();
  const { days } = props;
  const top = axisTop(Math.max(...days.map((day) => day.whole), 0));
  const number = new Intl.NumberFormat(texts.locale);
  const slot = WIDTH / Math.max(days.length, 1);
  const height = (value: number): number => (value / top) * (BASE - 20);
  const first = days[0]?.date;
  const last = days.at(-1)?.date;
  if (days.every((day) => day.whole === 0)) return <p className={classes.none}>{texts.figures.noneInDays}</p>;
  return (
    <figure className={classes.figure}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={texts.figures.chartOf(props.label)}>
        {[top, top / 2].map((value) => (
          <g key={value}>
            <line x1={0} x2={WIDTH} y1={BASE - height(value)} y2={BASE - height(value)} className={classes.grid} />
            <text x={0} y={BASE - height(value) - 3} className={classes.tick}>
              {number.format(value)}
            </text>
          </g>
        ))}
        {days.map((day, index) => {
          const x = index * slot + slot * 0.15;
          const width = Math.max(slot * 0.7, 1);
          return (
            <g key={day.date}>
              {day.whole > 0 && (
                <rect
                  x={x}
                  y={BASE - height(day.whole)}
                  width={width}
                  height={height(day.whole)}
                  rx={2}
                  className={classes.whole}
                />
              )}
              {day.value > 0 && (
                <rect
                  x={x}
                  y={BASE - height(day.value)}
                  width={width}
                  height={height(day.value)}
                  rx={2}
                  className={classes.value}
                />
              )}
            </g>
          );
        })}
        <line x1={0} x2={WIDTH} y1={BASE} y2={BASE} className={classes.base} />
        {first && (
          <text x={0} y={HEIGHT - 4} className={classes.tick}>
            {time.date(first)}
          </text>
        )}
        {last && (
          <text x={WIDTH} y={HEIGHT - 4} textAnchor="end" className={classes.tick}>
            {time.date(last)}
          </text>
        )}
      </svg>
      {props.wholeName && (
        <p className={classes.legend}>
          <span className={classes.valueKey} aria-hidden="true" /> {props.valueName}
          <span className={classes.wholeKey} aria-hidden="true" /> {props.wholeName}
        </p>
      )}
      <details className={classes.details}>
        <summary>{texts.figures.asTable}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{texts.figures.day}</th>
              <th scope="col">{props.valueName}</th>
              {props.wholeName && <th scope="col">{props.wholeName}</th>}
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map((day) => (
              <tr key={day.date}>
                <th scope="row">{time.date(day.date)}</th>
                <td>{number.format(day.value)}</td>
                {props.wholeName && <td>{number.format(day.whole)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
};
